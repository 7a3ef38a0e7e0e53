"""Pages and texts from files: in once, cleaned as a crawl cleans, whatever ends the run."""

import gzip
import io
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleaners.rules import Rules, TemplateMemory
from crawler.sample.expected import load_expected
from crawler.sample.site import render
from crawler.workers.unpacking import Unpacker
from pipelines.archive import PageArchive
from pipelines.corpus import CorpusError
from pipelines.inputs.given import read_told
from pipelines.inputs.queue import IngestQueue
from pipelines.inputs.sources import read_file
from pipelines.inputs.warc import need_warcio
from pipelines.sqlite import SqliteCorpus
from tests.crawler.conftest import Yanlu
from tests.crawler.odd_site import article, text_of
from tests.pipelines.test_division import THREE

EXPECTED = load_expected()
HOST = "http://sample.example.cn"
TEXT = "今年以来，我们认真贯彻落实县委决策部署，把园区建设作为重中之重。\n" * 4
DATE = "2024-05-06T07:08:09Z"


def response(writer, url, body, status="200 OK", kind="text/html", date=DATE, **headers):
    head = [("Content-Type", kind), *headers.items()]
    return writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(status, head, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": date},
    )


def write_warc(path, *pages, compress=True):
    """Write pages as warcio does; each is (url, body) or (url, body, options)."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compress)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for url, body, *options in pages:
            writer.write_record(response(writer, url, body, **dict(*options)))
    return path


def sample_pages():
    """Every page of the sample site's articles, with the address it would have."""
    for found in EXPECTED["articles"].values():
        for path in found["pages"]:
            yield HOST + path, render(path).body


def texts(yanlu):
    return sorted(yanlu.query("SELECT title, body FROM speeches"))


def whole(yanlu):
    """Check that table, index, sightings and ledger agree, and that nothing waits."""
    (speeches,) = yanlu.query("SELECT count(*) FROM speeches")[0]
    indexed = yanlu.query("SELECT count(*) FROM speeches_fts WHERE speeches_fts MATCH '\"的\" *'")
    assert indexed[0][0] <= speeches
    assert yanlu.query("SELECT count(*) FROM ingest_queue") == [(0,)]
    assert yanlu.query("PRAGMA foreign_key_check") == []
    assert yanlu.query(
        "SELECT indexed_through = (SELECT max(id) FROM speeches) FROM search_index"
    ) == [(1,)]


@pytest.fixture(scope="module")
def sample_warc(tmp_path_factory):
    return write_warc(tmp_path_factory.mktemp("warc") / "sample.warc.gz", *sample_pages())


@pytest.fixture(scope="module")
def ingested(tmp_path_factory, sample_warc):
    yanlu = Yanlu(tmp_path_factory.mktemp("ingested"))
    yanlu.first = yanlu.run("ingest", sample_warc)
    yanlu.again = yanlu.run("ingest", sample_warc)
    return yanlu


def test_a_warc_gives_what_a_crawl_gives(ingested):
    assert (ingested.first.returncode, ingested.first.err) == (0, "")
    bodies = dict(
        ingested.query("SELECT sightings.url, body FROM speeches JOIN sightings ON id = speech_id")
    )
    for path, found in EXPECTED["articles"].items():
        assert bodies[HOST + path] == found["body"], path
    whole(ingested)


def test_the_ledger_knows_the_pages_as_a_crawl_would(ingested):
    rows = ingested.query(
        "SELECT DISTINCT site, state, fetched_at, due_at > fetched_at FROM pages"
        " WHERE kind = 'article'"
    )
    assert rows == [("sample.example.cn", "fetched", "2024-05-06T07:08:09.000Z", 1)]


def test_a_second_run_reads_nothing(ingested):
    assert ingested.again.out.startswith("0 new speeches, 0 same, ")
    assert "passed over: 1 file read before" in ingested.again.out


def test_reclean_reads_what_was_ingested(ingested):
    done = ingested.run("reclean", "--dry-run")
    assert done.returncode == 0
    assert "0 texts would change, 0 only in their fields, 0 are now" in done.out
    assert "missing" not in done.out


def test_the_archive_comes_back_from_a_warc(ingested, tmp_path):
    path = tmp_path / "out.warc.gz"
    done = ingested.run("archive", "export", path)
    assert (done.returncode, done.err) == (0, "")
    with path.open("rb") as file:
        records = [
            (
                r.rec_type,
                r.rec_headers.get_header("WARC-Date"),
                r.http_headers and r.http_headers.get_statuscode(),
            )
            for r in ArchiveIterator(file, check_digests="raise")
        ]
    assert records[0][0] == "warcinfo"
    assert set(records[1:]) == {("response", "2024-05-06T07:08:09.000Z", "200")}
    assert len(records) - 1 == len({url for url, _ in sample_pages()})
    fresh = Yanlu(tmp_path / "fresh")
    assert fresh.run("ingest", path).returncode == 0
    assert texts(fresh) == texts(ingested)
    assert not list(tmp_path.glob(".*"))


def test_a_text_that_went_and_came_again_was_there_twice(yanlu, tmp_path):
    pages = [
        (f"{HOST}/1.html", article(number).body.encode(), {"date": f"2024-05-0{day}T00:00:00Z"})
        for number, day in ((1, 1), (2, 2), (1, 3))
    ]
    assert yanlu.run("ingest", write_warc(tmp_path / "in.warc.gz", *pages)).returncode == 0
    assert yanlu.run("archive", "export", tmp_path / "out.warc.gz").returncode == 0
    other = Yanlu(tmp_path / "other")
    assert other.run("ingest", tmp_path / "out.warc.gz").returncode == 0
    stays = (
        "SELECT title, substr({0}.first_seen_at, 1, 10) FROM {0}"
        " JOIN speeches ON id = speech_id ORDER BY 2"
    )
    for each in (yanlu, other):
        assert each.query(stays.format("versions")) == [
            ("在第1次会议上的讲话", "2024-05-01"),
            ("在第2次会议上的讲话", "2024-05-02"),
        ]
        assert each.query(stays.format("sightings")) == [("在第1次会议上的讲话", "2024-05-03")]
        whole(each)


def test_only_html_that_was_answered_well_is_read(yanlu, tmp_path):
    page = article(1).body.encode()
    path = write_warc(
        tmp_path / "mixed.warc",
        ("http://a.cn/1.html", page),
        ("http://a.cn/2.html", page, {"status": "404 Not Found"}),
        ("http://a.cn/3.js", b"var a = 1;" * 99, {"kind": "text/javascript"}),
        (
            "http://a.cn/4.html",
            gzip.compress(article(4).body.encode()),
            {"Content-Encoding": "gzip"},
        ),
        (
            "http://a.cn/5.html",
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page),
            {"Transfer-Encoding": "chunked"},
        ),
        compress=False,
    )
    done = yanlu.run("ingest", path)
    assert done.returncode == 0, done.err
    assert done.out.startswith("2 new speeches, 1 same, ")
    assert "http_404 1, not_html 1" in done.out


def test_a_damaged_record_is_one_lost(yanlu, tmp_path):
    pages = [(f"http://a.cn/{n}.html", article(n).body.encode()) for n in range(1, 6)]
    path = write_warc(tmp_path / "a.warc.gz", *pages)
    damaged = bytearray(path.read_bytes())
    damaged[2000] ^= 0x55
    path.write_bytes(damaged)
    done = yanlu.run("ingest", path)
    assert (done.returncode, done.err) == (2, "")
    assert done.out.startswith("4 new speeches")
    assert done.out.count("a damaged record") == 1


@pytest.mark.parametrize("compress", [True, False])
def test_a_broken_warc_is_named_and_the_rest_read(yanlu, tmp_path, compress):
    pages = [(f"http://a.cn/{n}.html", article(n).body.encode()) for n in range(1, 6)]
    cut = write_warc(tmp_path / "a.warc.gz", *pages, compress=compress)
    cut.write_bytes(cut.read_bytes()[:-700])
    write_warc(tmp_path / "b.warc.gz", ("http://b.cn/1.html", article(9).body.encode()))
    (tmp_path / "c.warc.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    done = yanlu.run("ingest", tmp_path)
    assert (done.returncode, done.err) == (2, "")
    assert done.out.startswith("5 new speeches")
    assert done.out.count("broken: ") == 2
    assert "a.warc.gz" in done.out
    assert "c.warc.gz" in done.out
    again = yanlu.run("ingest", tmp_path)
    assert again.returncode == 2
    assert again.out.startswith("0 new speeches, 0 same, 4 pages known")


def test_folders_of_html_and_text(yanlu, tmp_path):
    home = tmp_path / "saved"
    (home / "deep").mkdir(parents=True)
    head = '<link href="http://www.a.cn/x/7.html#top" rel="canonical">'
    (home / "deep" / "7.html").write_text(article(7).body.replace("<head>", f"<head>{head}"))
    (home / "8.htm").write_text(article(8).body)
    speech = f"同志们：\n{TEXT}"
    (home / "在全县大会上的讲话.txt").write_text(speech, encoding="gb18030")
    (home / "empty.txt").write_text("")
    (home / "picture.png").write_bytes(b"\x89PNG\0")
    done = yanlu.run("ingest", home)
    assert done.returncode == 2
    assert done.out.startswith("3 new speeches")
    assert "empty.txt: is empty" in done.out
    assert set(yanlu.query("SELECT site, url FROM sightings")) == {
        ("a.cn", "http://www.a.cn/x/7.html"),
        ("file", (home / "8.htm").as_uri()),
        ("file", (home / "在全县大会上的讲话.txt").as_uri()),
    }
    assert yanlu.query("SELECT body FROM speeches WHERE title = '在全县大会上的讲话'") == [
        (speech.strip(),)
    ]
    again = yanlu.run("ingest", home, "--site", "saved")
    assert again.out.startswith("0 new speeches, 3 same")
    assert (
        yanlu.run("reclean").out.count(" 0 texts changed, 0 only in their fields, 0 are now") == 3
    )
    whole(yanlu)


def test_json_lines(yanlu, tmp_path):
    records = [
        {
            "text": TEXT,
            "title": "讲话稿",
            "url": "http://b.cn/1.html",
            "date": "2020年5月6日",
            "tags": ["甲"],
        },
        {"html": article(3).body, "metadata": {"url": "http://b.cn/2.html"}, "site": "mysite"},
        {"text": "\n".join(text_of(4)), "id": 44},
        {"title": "nothing"},
    ]
    path = tmp_path / "given.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join([*lines, "", "{broken", "[1]"]), encoding="utf-8")
    done = yanlu.run("ingest", path)
    assert done.returncode == 2
    assert done.out.startswith("3 new speeches")
    assert "no_text 1" in done.out
    assert "(line 6): is no JSON object" in done.out
    assert "(line 7): is no JSON object" in done.out
    rows = yanlu.query(
        "SELECT url, site, title, substr(published, 1, 10), tags FROM speeches ORDER BY url"
    )
    assert rows[0][:2] == (f"{path.as_uri()}#44", "file")
    assert rows[1] == ("http://b.cn/1.html", "b.cn", "讲话稿", "2020-05-06", '["甲"]')
    assert rows[2][:2] == ("http://b.cn/2.html", "mysite")


def test_whatever_a_line_holds_the_others_come_in(yanlu, tmp_path):
    records = [
        {"text": "\ud800坏" * 40, "title": "x\udfff", "source": "\ud800"},
        {"text": "正文，" * 60, "url": "http://x.cn/" + "a" * 3000},
        {"text": "正文二，" * 60, "url": "javascript:alert(1)"},
        {"text": "正文三，" * 60, "url": "http://[bad"},
        {"text": "正文四，" * 60, "site": "a\0b/../c", "views": 2**70, "tags": [1, "好"]},
        {"text": "正文五，" * 60, "url": "file:///etc/passwd", "date": "昨天"},
    ]
    path = tmp_path / os.fsdecode(b"\xff\xfe.jsonl")
    path.write_text("\n".join([*map(json.dumps, records), "{" + '"a":' * 9999]), encoding="utf-8")
    done = yanlu.run("ingest", tmp_path)
    assert (done.returncode, done.err) == (2, "")
    assert done.out.startswith("3 new speeches")
    assert "no_web_address 3" in done.out
    assert yanlu.run("ingest", tmp_path).out.startswith("0 new speeches, 0 same, 3 pages known")
    assert yanlu.run("report").returncode == 0


def exported(yanlu, path):
    assert yanlu.run("export", path, "--near", "all").returncode == 0
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {record.pop("id"): record | {"copy_of": None} for record in records}


def test_an_export_comes_back_unchanged(ingested, tmp_path):
    before = exported(ingested, tmp_path / "before.jsonl")
    fresh = Yanlu(tmp_path / "fresh")
    done = fresh.run("ingest", tmp_path / "before.jsonl")
    assert (done.returncode, done.err) == (0, "")
    after = exported(fresh, tmp_path / "after.jsonl")
    assert sorted(after.values(), key=str) == sorted(before.values(), key=str)
    assert "0 texts would change, 0 only" in fresh.run("reclean", "--dry-run").out


def test_the_speeches_of_a_collection_come_back_where_they_stood(yanlu, tmp_path):
    with SqliteCorpus(yanlu.corpus) as corpus:
        corpus.add(THREE, "http://a.example/n/1.html", "a.example", datetime.now(UTC))
    lines = tmp_path / "out.jsonl"
    assert yanlu.run("export", lines).returncode == 0
    fresh = Yanlu(tmp_path / "fresh")
    assert fresh.run("ingest", lines).returncode == 0
    shown = (
        "SELECT sightings.url, title, body FROM sightings JOIN speeches ON id = speech_id"
        " WHERE sightings.url LIKE '%#_' ORDER BY 1"
    )
    assert len(yanlu.query(shown)) == 3
    assert fresh.query(shown) == yanlu.query(shown)
    with SqliteCorpus(fresh.corpus) as corpus:
        corpus.wake("a.example", datetime.now(UTC), everything=True)
    assert fresh.query("SELECT url FROM pages WHERE due_at NOT NULL") == []


def begun(yanlu, path, query, at_least):
    """Start an ingest and return it once a query gives so much; None if it has ended by then."""
    process = yanlu.start("ingest", path, "--workers", 1)
    while process.poll() is None:
        if yanlu.corpus.exists() and _count(yanlu, query) >= at_least:
            return process
        time.sleep(0.005)
    process.communicate()
    return None


def in_mid_run(yanlu, path, query, at_least):
    """Start an ingest, and anew, until one is caught in the middle."""
    for _ in range(9):
        if process := begun(yanlu, path, query, at_least):
            return process
        for file in yanlu.folder.glob("*.db*"):
            file.unlink()
    raise AssertionError("each ended before it was looked at")


def _count(yanlu, query):
    try:
        return yanlu.query(query)[0][0]
    except Exception:
        return 0


WAITING = "SELECT count(*) FROM ingest_queue"


def test_kill_9_loses_and_doubles_nothing(ingested, sample_warc, yanlu):
    for query in (WAITING, "SELECT count(*) FROM speeches"):
        process = in_mid_run(yanlu, sample_warc, query, 1)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert yanlu.run("ingest", sample_warc).returncode == 0
    assert texts(yanlu) == texts(ingested)
    sightings = "SELECT site, url FROM sightings ORDER BY url"
    assert yanlu.query(sightings) == ingested.query(sightings)
    whole(yanlu)


def test_what_was_crawled_later_is_not_replaced(yanlu, tmp_path):
    new, old = article(1).body.encode(), article(2).body.encode()
    url = "http://a.cn/1.html"
    assert (
        yanlu.run(
            "ingest",
            write_warc(tmp_path / "new.warc", (url, new, {"date": "2025-01-01T00:00:00Z"})),
        ).returncode
        == 0
    )
    done = yanlu.run(
        "ingest", write_warc(tmp_path / "old.warc", (url, old, {"date": "2019-01-01T00:00:00Z"}))
    )
    assert done.out.startswith("0 new speeches, 0 same, 1 page known")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ((), "scrapy ingest: name files or folders (see scrapy ingest --help)"),
        (("/nowhere/at/all",), "/nowhere/at/all: there is no such file or folder"),
    ],
)
def test_wrong_uses_are_said_in_one_line(yanlu, words, line):
    done = yanlu.run("ingest", *words)
    assert (done.returncode, done.out, done.err) == (1, "", f"yanlu: {line}\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_ingest_says_so_in_one_line(yanlu, sample_warc, number):
    for _ in range(9):
        process = in_mid_run(yanlu, sample_warc, WAITING, 1)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        if process.returncode:  # else it had ended
            break
    assert (process.returncode, out) == (130, "")
    assert err == "yanlu: stopped; run it again to go on\n"


def test_without_warcio_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(CorpusError, match=r"pip install -e '\.\[warc\]'"):
        need_warcio()


class Growing(IngestQueue):
    """A queue that another program writes on beside: to the file that is read."""

    file: Path

    def offer(self, pages):
        with self.file.open("a") as file:
            file.write(json.dumps({"text": TEXT, "id": 2}) + "\n")
        return super().offer(pages)


def test_what_is_appended_while_a_file_is_read_is_read_the_next_time(tmp_path, monkeypatch):
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps({"text": TEXT, "id": 1}) + "\n")
    monkeypatch.setattr(Growing, "file", lines, raising=False)
    with SqliteCorpus(tmp_path / "corpus.db") as corpus, PageArchive(tmp_path / "pages.db") as kept:
        for queue in (Growing(corpus, "1"), IngestQueue(corpus, "1"), IngestQueue(corpus, "1")):
            unpacker = Unpacker(kept, queue, None)
            list(unpacker.unpack([lines]))
        assert len(queue) == 2
        assert unpacker.done.finished == 1


@pytest.mark.parametrize("head", ["[" * 4096, '{"a":' * 800])
def test_a_file_that_is_nested_without_end_is_named(tmp_path, head):
    file = tmp_path / "odd.dat"
    file.write_text(head)
    assert [found.reason for found in read_file(file)] == ["is no WARC, HTML, text or JSON lines"]


@pytest.mark.parametrize(
    ("head", "own"),
    [
        ('<link rel="canonical" href="http://a.cn/1.html">', "http://a.cn/1.html"),
        ("<LINK href=http://a.cn/1.html REL=canonical>", "http://a.cn/1.html"),
        ('<meta property="og:url" content="http://a.cn/2?a=1&amp;b=2"/>', "http://a.cn/2?a=1&b=2"),
        (
            '<meta content="http://a.cn/2" property="og:url"><link rel="icon" href="/i">'
            '<link\nrel="canonical"\nhref="http://a.cn/1">',
            "http://a.cn/1",
        ),
        ('<link rel="canonical"><a href="http://a.cn/3">', None),
        ("<link rel=canonical " * 3_000, None),
        ("<meta property=og:url " + "content " * 7_000, None),
    ],
)
def test_the_address_that_a_file_gives_as_its_own(tmp_path, head, own):
    file = tmp_path / "page.html"
    file.write_text(f"<html><head>{head}")
    (page,) = read_file(file)
    assert page.own == own


def test_a_deletion_and_a_record_without_a_title_are_no_speech_called_none(tmp_path):
    record = dict.fromkeys(("published", "views", "outline", "signals", *RECORD)) | RECORD
    lines = tmp_path / "lines.jsonl"
    lines.write_text(
        "\n".join(map(json.dumps, (record, record | {"deleted": True}))), encoding="utf-8"
    )
    given, left = read_file(lines)
    assert left.reason == "deleted"
    assert read_told(given.page, Rules(), TemplateMemory()).title == ""


RECORD = {
    "text": TEXT, "title": None, "url": "http://a.cn/1", "urls": [], "quality": 1.0, "tags": [],
    "complete": True, "characters": 9, "outline": [], "salutation": None, "closing": None,
}  # fmt: skip


def test_a_folder_with_nothing_to_read_is_said_to_be_one(yanlu, tmp_path):
    (tmp_path / "photo.jpg").touch()
    done = yanlu.run("ingest", tmp_path)
    assert done.returncode == 0
    assert done.out == f"nothing to read: no WARC, HTML, text or JSON lines in {tmp_path}\n"
