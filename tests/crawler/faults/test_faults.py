"""One crawl of a site with every fault: each is survived and named, and what is healthy arrives."""

import json

import pytest

from tests.crawler.conftest import FAST, Yanlu
from tests.crawler.faults import site as faulty
from tests.crawler.faults.memory import Peak
from tests.crawler.faults.table import ALL
from tests.crawler.odd_site import text_of

SHORT = ("-s", "DOWNLOAD_TIMEOUT=3", "-s", "CONCURRENT_REQUESTS=32")
PROFILE = """
[discover]
domains = {domains}
"""


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """A crawl that is over: with `site`, the ledger's `pages`, `bodies` by URL, `report`."""
    yanlu = Yanlu(tmp_path_factory.mktemp("faults"))
    with faulty.serve(ALL) as site:
        (yanlu.folder / "faulty.toml").write_text(PROFILE.format(domains=json.dumps(site.domains)))
        yanlu.environment["YANLU_ALLOW_PRIVATE_HOSTS"] = ",".join(site.hosts)
        home = f"http://{faulty.HOME}:{site.port}/"
        words = (*FAST, *SHORT, "-s", f"PROFILES_DIRS={yanlu.folder}")
        process = yanlu.start("crawl", "faulty", "-a", f"url={home}", *words)
        yanlu.peak = Peak(process)
        yanlu.err = process.communicate(timeout=120)[1]
        yanlu.peak.join()
        assert process.returncode in (0, 2), yanlu.err
        yanlu.site = site
        yanlu.pages = {
            url: (state, reason)
            for url, state, reason in yanlu.query("SELECT url, state, reason FROM pages")
        }
        yanlu.bodies = dict(
            yanlu.query(
                "SELECT g.url, s.body FROM sightings g JOIN speeches s ON s.id = g.speech_id"
            )
        )
        yanlu.report = json.loads(yanlu.run("report", "--json").out)["report"]
        yield yanlu


@pytest.mark.parametrize("number", range(1, len(ALL) + 1), ids=[fault.name for fault in ALL])
def test_fault(crawl, number):
    fault, url = ALL[number - 1], crawl.site.url_of(crawl.site.host_of(number))
    reason = fault.reason
    if fault.state == "moved":
        reason, url = "", url.replace(fault.path, reason)
        assert crawl.pages[crawl.site.url_of(crawl.site.host_of(number))] == ("moved", url)
        assert crawl.bodies[url] == "\n".join(text_of(number))
        return
    assert crawl.pages[url] == (fault.state, reason)
    if fault.sitemap:
        assert crawl.pages[url.replace(fault.path, "/sitemap.xml")] == fault.sitemap
        reason = fault.sitemap[1]
    if reason:
        assert crawl.report["failed"].get(reason) or crawl.report["rejected"][reason]
    whole, body = "\n".join(text_of(number)), crawl.bodies.get(url)
    if fault.arrives == "part":
        assert body
        assert whole.startswith(body[:-1])
    else:
        assert body == (whole if fault.arrives == "all" else None)


def test_the_healthy_pages_all_arrive(crawl):
    for number in faulty.HEALTHY:
        url = f"http://{faulty.HOME}:{crawl.site.port}/a/{number}.html"
        assert crawl.bodies[url] == "\n".join(text_of(number))


def test_no_forbidden_host_was_asked(crawl):
    assert not [path for host, path in crawl.site.asked if host == faulty.FORBIDDEN]
    assert not any("root:x:" in body for body in crawl.bodies.values())


def test_the_run_ended_by_itself(crawl):
    assert "Traceback" not in crawl.err
    assert crawl.report["errors"] == 0


def test_memory_is_bounded(crawl):
    """In MB; the most is for all faults at once, bombs included, where a real site has one."""
    assert crawl.peak.own <= 256
    assert crawl.peak.with_children <= 400


def test_each_fault_has_a_name_of_its_own():
    assert len({fault.name for fault in ALL}) == len(ALL) >= 60
