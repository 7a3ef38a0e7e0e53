"""Sites without end come to one, are called traps, and hold back no healthy page."""

import json
from collections import Counter

from tests.crawler.faults import site as faulty
from tests.crawler.faults.traps import TRAPS, paths
from tests.crawler.odd_site import text_of

BUDGET = 150
IN_FLIGHT = 16


def crawl(yanlu, site):
    profile = f"[discover]\ndomains = {json.dumps(site.domains)}\n"
    (yanlu.folder / "faulty.toml").write_text(profile)
    yanlu.environment["YANLU_ALLOW_PRIVATE_HOSTS"] = ",".join(site.hosts)
    words = ("-s", f"PROFILES_DIRS={yanlu.folder}", "-s", f"MAX_FRUITLESS_PAGES={BUDGET}")
    yanlu.crawl("faulty", f"http://{faulty.HOME}:{site.port}/", *words)
    return json.loads(yanlu.run("report", "--json").out)["report"]


def healthy_bodies(yanlu, site):
    bodies = dict(
        yanlu.query("SELECT g.url, s.body FROM sightings g JOIN speeches s ON s.id = g.speech_id")
    )
    home = f"http://{faulty.HOME}:{site.port}"
    return {number: bodies[f"{home}/a/{number}.html"] for number in faulty.HEALTHY}


HEALTHY_BODIES = {number: "\n".join(text_of(number)) for number in faulty.HEALTHY}


def test_traps_end_within_their_budget_and_have_a_name(yanlu):
    """All of them in one run: each is left alone when so many pages of it had nothing new."""
    with faulty.serve(TRAPS) as site:
        report = crawl(yanlu, site)
        asked = Counter(host for host, path in site.asked.elements() if path != "/robots.txt")
    for number, trap in enumerate(TRAPS, 1):
        assert asked[site.host_of(number)] <= 1.1 * BUDGET + IN_FLIGHT, trap.name
    assert len(report["traps"]) >= 4
    assert healthy_bodies(yanlu, site) == HEALTHY_BODIES


def test_a_path_that_grows_is_refused(yanlu):
    """Alone: beside other traps the site as a whole may be left alone before the path repeats."""
    with faulty.serve([trap for trap in TRAPS if trap.answer is paths]) as site:
        report = crawl(yanlu, site)
    assert report["failed"] == {"trap_path": 1}
    assert healthy_bodies(yanlu, site) == HEALTHY_BODIES
