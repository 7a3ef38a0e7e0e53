"""What can be wrong is said in one line on stderr, with a non-zero exit code and nothing lost."""

import json
import resource
import socket
import sqlite3

import pytest
from scrapy.settings import Settings

from crawler.console import ALREADY_RUNNING, COULD_NOT_RUN, RAN_BADLY
from crawler.lock import site_lock
from pipelines.steps import archive_of
from pipelines.storage.places import open_corpus
from tests.crawler.script_site import LIST, serve


def says(result, code, *words):
    """Check exit code and the one line on stderr."""
    assert result.returncode == code, result.err
    lines = result.err.strip().splitlines()
    assert len(lines) == 1, result.err
    assert lines[0].startswith("yanlu: ")
    for word in words:
        assert word in lines[0]


def intact(yanlu):
    assert yanlu.query("PRAGMA integrity_check") == [("ok",)]
    ((states,),) = yanlu.query(
        "SELECT count(*) FROM pages WHERE kind = 'article' AND state = 'fetched'"
        " AND url NOT IN (SELECT url FROM sightings)"
    )
    assert states == 0


def test_an_unreachable_site(yanlu):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        result = yanlu.crawl("generic", url)
    says(result, RAN_BADLY, url, "connection_refused")
    assert "more" not in result.err


def test_a_start_page_that_is_not_there(yanlu, sample):
    url = f"{sample.url}/nothing/here.html"
    says(yanlu.crawl("generic", url), RAN_BADLY, url, "http_404")


def test_a_list_that_a_script_shows(yanlu):
    with serve({"/": LIST, "/api/list": "{}"}) as site:
        url = f"http://{site.authority}/"
        says(yanlu.crawl("generic", url), RAN_BADLY, site.authority, "BROWSER=1")
    report = json.loads(yanlu.run("report", "--json").out)["report"]
    assert len(report["problems"]) == 1
    assert report["failed"] == {}, "a sitemap that nobody named"


def test_a_private_address_that_nobody_named(yanlu, sample):
    env = yanlu.environment | {"YANLU_ALLOW_PRIVATE_HOSTS": ""}
    result = yanlu.crawl("generic", f"{sample.url}/", env=env)
    says(result, RAN_BADLY, "private address", "ALLOW_PRIVATE_HOSTS")
    assert sample.requests == []


def test_a_private_address_behind_a_name(yanlu, sample):
    env = yanlu.environment | {"YANLU_ALLOW_PRIVATE_HOSTS": "127.0.0.1"}
    port = sample.url.rpartition(":")[2]
    result = yanlu.crawl("generic", f"http://localhost:{port}/", env=env)
    says(result, RAN_BADLY, "private address")
    assert sample.requests == []


def test_a_file_that_is_no_database(yanlu, sample):
    yanlu.corpus.write_text("notes of mine, not a database at all\n" * 50)
    says(yanlu.crawl("mingyue", f"{sample.url}/"), COULD_NOT_RUN, "not an SQLite database")
    says(yanlu.run("search", "园区"), COULD_NOT_RUN, "not an SQLite database")
    assert yanlu.corpus.read_text().startswith("notes of mine")


def test_no_corpus_yet(yanlu):
    for words in (("search", "园区"), ("report",), ("export", yanlu.folder / "x.jsonl")):
        says(yanlu.run(*words), COULD_NOT_RUN, "no corpus", "scrapy crawl")
    assert not yanlu.corpus.exists()


def test_a_corpus_address_of_no_form(yanlu):
    env = yanlu.environment | {"YANLU_CORPUS": "mysql://here"}
    says(yanlu.run("search", "园区", env=env), COULD_NOT_RUN, "sqlite:///")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("PARSE_WORKERS=x", "a whole number, 0 or more"),
        ("PARSE_TIMEOUT=0", "a number, 0.01 or more"),
        ("DOWNLOAD_DELAY=-1", "a number, 0 or more"),
        ("LONGEST_WAIT=nan", "a number, 0 or more"),
        ("MAX_FRUITLESS_PAGES=1.5", "a whole number, 1 or more"),
        ("DEPTH_LIMIT=deep", "a number"),
        ("BROWSER=yes please", "true or false"),
        ("LOG_LEVEL=debug", "one of CRITICAL, "),
    ],
)
def test_a_setting_that_cannot_be_what_it_is(yanlu, sample, setting, expected):
    result = yanlu.crawl("mingyue", f"{sample.url}/", "-s", setting)
    says(result, COULD_NOT_RUN, f"{setting}: expected {expected}")
    assert sample.requests == []
    says(yanlu.run("list", "-s", setting), COULD_NOT_RUN, f"{setting}: expected {expected}")


def test_a_setting_that_is_misspelt(yanlu, sample):
    hint = "there is no setting DOWNLOAD_DELEY; did you mean DOWNLOAD_DELAY?"
    result = yanlu.crawl("mingyue", f"{sample.url}/", "-s", "DOWNLOAD_DELEY=5")
    says(result, COULD_NOT_RUN, hint)
    assert sample.requests == []
    assert yanlu.run("list", "-s", "SPLASH_URL=http://other.package/").returncode == 0


def test_an_archive_that_is_missing(yanlu, sample):
    yanlu.crawl("mingyue", f"{sample.url}/", "-s", "CLOSESPIDER_PAGECOUNT=3")
    for file in yanlu.folder.glob("pages.db*"):
        file.unlink()
    for words in (("reclean",), ("archive", "export", yanlu.folder / "x.warc.gz")):
        says(yanlu.run(*words), COULD_NOT_RUN, "pages.db: the archive of raw pages is missing")
    assert not list(yanlu.folder.glob("pages.db*"))
    text = yanlu.folder / "讲话.txt"
    text.write_text("同志们：\n今天我们召开会议，部署安全生产工作。\n谢谢大家！\n" * 9)
    says(yanlu.run("ingest", text), 0, "the archive of earlier pages is missing")


def test_a_locked_corpus(yanlu, sample):
    yanlu.crawl("mingyue", f"{sample.url}/", "-s", "CLOSESPIDER_PAGECOUNT=3")
    sample.forget_requests()
    other = sqlite3.connect(yanlu.corpus, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        result = yanlu.crawl("mingyue", f"{sample.url}/", "-s", "CORPUS_TIMEOUT=1")
    finally:
        other.close()
    says(result, COULD_NOT_RUN, "locked")
    assert sample.requests == []
    intact(yanlu)
    assert yanlu.crawl("mingyue", f"{sample.url}/").returncode == 0


def test_the_archive_waits_as_long_as_the_corpus(tmp_path):
    place = {"CORPUS": f"sqlite:///{tmp_path}/corpus.db", "PROJECT_ROOT": "/"}
    with archive_of(Settings(place | {"CORPUS_TIMEOUT": 1.5})) as archive:
        assert archive.connection.execute("PRAGMA busy_timeout").fetchone() == (1500,)


def limit_files():
    """Let no file grow past 250 kB: to SQLite the same as a disk with no space left."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))


def test_a_disk_that_is_full(yanlu, sample):
    result = yanlu.crawl("mingyue", f"{sample.url}/", preexec_fn=limit_files)
    says(result, RAN_BADLY, ".db")
    intact(yanlu)
    assert yanlu.crawl("mingyue", f"{sample.url}/").returncode == 0
    assert yanlu.query("SELECT count(*) FROM speeches") == [(66,)]


def test_an_export_that_cannot_be_written(yanlu, sample):
    yanlu.crawl("mingyue", f"{sample.url}/")
    old = yanlu.folder / "speeches.jsonl"
    old.write_text("the last export\n")
    result = yanlu.run(
        "export",
        old,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    says(result, COULD_NOT_RUN, "speeches.jsonl")
    assert old.read_text() == "the last export\n"
    assert list(yanlu.folder.glob("*.part")) == list(yanlu.folder.glob(".*.part")) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("crawl", "mingyue", "--colour"), "unknown option --colour"),
        (("crawl", "mingyue", "-a", "urll=http://a.cn/"), "urll"),
        (("crawl", "mingyue", "-a", "url"), "-a"),
        (("crawl", "mingyue", "-a", "url=a.cn"), "url=a.cn"),
        (("crawl", "mingyue"), "-a url="),
        (("crawl", "mingyu"), "did you mean mingyue"),
        (("crawl", "nothing"), "there are generic, mingyue"),
        (("sample", "--port", "99999"), "--port: 99999 is no number from 0 to 65535"),
        (("browse", "--port", "-1"), "--port: -1 is no number from 0 to 65535"),
        (("reclean", "--diff", "x"), "--diff: x is no whole number from 1"),
        (("crawl",), "name one site"),
        (("crawlall", "mingyue"), "scrapy crawl crawls one site"),
        (("crawlall", "--at-once", "0"), "--at-once"),
        (("crawlall",), "no profile has a start address"),
        (("search",), "what to search for"),
        (("search", "  "), "query"),
        (("search", "园", "--limit", "0"), "--limit"),
        (("search", "园", "--limit", "many"), "--limit"),
        (("search", "--jsn", "园"), "unknown option --jsn"),
        (("ingest", ""), "an argument is empty"),
        (("browse", "--host", ""), "--host: the name is empty"),
        (("search", "园", "--site", ""), "--site: the name is empty"),
        (("search", "-学校 园区"), "put -- before it"),
        (("export", "a.xml"), ".jsonl"),
        (("export",), "file to write"),
        (("report", "a", "b"), "one site"),
        (("list", "foo"), "takes no argument, not foo"),
        (("crawl", "generic", "-a", "url=http://a.cn/ http://b.cn/"), "one address"),
        (("report", "-s", "CORPUS_TIMEOUT=abc"), "CORPUS_TIMEOUT=abc: expected a number"),
        (("probe",), "one URL or file"),
        (("probe", "nothing.html"), "nothing.html"),
        (("probe", "ftp://a.cn/1.html"), "not a web address"),
        (("probe", "http://192.168.0.1/"), "ALLOW_PRIVATE_HOSTS lets it in"),
        (("probe", "http://127.0.0.1:9/", "-s", "FIRST_REST=0.1"), "connection_refused"),
        (("sample", "--port", "99999999"), "99999999"),
    ],
)
def test_a_command_used_wrongly(yanlu, words, complaint):
    open_corpus(f"sqlite:///{yanlu.corpus}", root=yanlu.folder).close()
    result = yanlu.run(*words)
    says(result, COULD_NOT_RUN, complaint)


def test_a_bad_profile(yanlu, sample):
    (yanlu.folder / "mysite.toml").write_text("[discover]\nstrat = 'http://a.cn/'\n")
    result = yanlu.crawl("mysite", f"{sample.url}/", "-s", f"PROFILES_DIRS={yanlu.folder}")
    says(result, COULD_NOT_RUN, "mysite.toml", "[discover]", "'strat'", "start")


def test_a_site_that_is_being_crawled_already(yanlu, sample):
    with site_lock(yanlu.folder / "locks", "mingyue"):
        says(yanlu.crawl("mingyue", f"{sample.url}/"), ALREADY_RUNNING, "mingyue")
    assert sample.requests == []


def test_the_command_line_wins_over_the_profile(yanlu, sample):
    (yanlu.folder / "slow.toml").write_text("[settings]\ndownload_delay = 600\n")
    words = ("-s", f"PROFILES_DIRS={yanlu.folder}", "-s", "CLOSESPIDER_PAGECOUNT=30")
    assert yanlu.crawl("slow", f"{sample.url}/", *words).returncode == 0
    assert len(sample.requests) > 10


def test_every_command_has_help_with_examples(yanlu):
    for name in (
        "crawl",
        "crawlall",
        "search",
        "export",
        "report",
        "probe",
        "sample",
        "similar",
        "dedupe",
    ):
        result = yanlu.run(name, "--help")
        assert result.returncode == 0
        assert f"examples:\n  scrapy {name}" in result.out
