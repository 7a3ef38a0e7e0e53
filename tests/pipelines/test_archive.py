import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import zstandard

from cleaners.model import Page
from pipelines.archive import PageArchive
from pipelines.corpus import CorpusError

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def article(number: int, *, at: datetime = NOW) -> Page:
    furniture = "".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(100))
    words = hashlib.sha256(b"article %d" % number).hexdigest()
    body = f"<html>{furniture}<p>第 {number} 篇：{words}</p></html>".encode()
    return Page(f"http://a.cn/{number}.html", body, "utf-8", at, 200, '"e"', "yesterday")


@pytest.fixture
def archive(tmp_path):
    with PageArchive(tmp_path / "pages.db", train_after=20) as archive:
        yield archive


def stored(archive: PageArchive, table: str) -> int:
    return archive.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_page_comes_back_as_it_was(archive):
    page = article(1)
    assert archive.put(page) == hashlib.sha256(page.body).hexdigest()
    assert archive.latest(page.url) == page
    assert archive.get(hashlib.sha256(page.body).hexdigest()) == page.body


def test_what_was_never_put_is_a_key_error(archive):
    with pytest.raises(KeyError):
        archive.latest("http://a.cn/none.html")
    with pytest.raises(KeyError):
        archive.get("00" * 32)


def test_putting_twice_stores_once_and_moves_the_time(archive):
    later = NOW + timedelta(days=1)
    archive.put_all([article(1), article(1, at=later), article(1)])
    assert (stored(archive, "bodies"), stored(archive, "captures")) == (1, 1)
    assert archive.latest("http://a.cn/1.html").fetched_at == later


def test_one_body_at_two_addresses_is_stored_once(archive):
    page = article(1)
    archive.put_all([page, Page("http://b.cn/", page.body)])
    assert (stored(archive, "bodies"), stored(archive, "captures")) == (1, 2)
    assert archive.latest("http://b.cn/") == Page("http://b.cn/", page.body)


def test_the_newest_body_of_an_address_wins_also_when_an_older_one_returns(archive):
    old = article(1)
    new = Page(old.url, b"new", fetched_at=NOW + timedelta(hours=1))
    back = article(1, at=NOW + timedelta(hours=2))
    archive.put_all([old, new])
    assert archive.latest(old.url).body == b"new"
    archive.put(back)
    assert archive.latest(old.url) == back
    assert [page.body for page in archive.pages()] == [back.body]


@pytest.mark.parametrize("body", [b"", b"\0", b"\xff\xfe" * 5, bytes(3_000_000)])
def test_any_bytes_come_back(archive, body):
    archive.put(Page("http://a.cn/", body))
    assert archive.latest("http://a.cn/").body == body


def test_a_dictionary_is_trained_for_each_site_and_earlier_pages_use_it(archive):
    pages = [article(number) for number in range(60)]
    archive.put_all(pages)
    archive.put(Page("http://b.cn/", b"another site"))
    assert stored(archive, "dictionaries") == 1
    raw, kept = archive.connection.execute(
        "SELECT sum(size), sum(length(frame)) FROM bodies"
    ).fetchone()
    plain = sum(len(zstandard.compress(page.body)) for page in pages)
    assert kept < plain / 2 < raw / 2
    assert {page.url: page.body for page in archive.pages()} == {
        **{page.url: page.body for page in pages},
        "http://b.cn/": b"another site",
    }


def test_a_dictionary_is_found_again_by_the_next_process(tmp_path):
    path = tmp_path / "pages.db"
    with PageArchive(path, train_after=20) as archive:
        archive.put_all([article(number) for number in range(15)])
    with PageArchive(path, train_after=20) as archive:
        archive.put_all([article(number) for number in range(15, 40)])
        assert stored(archive, "dictionaries") == 1
    with PageArchive(path, train_after=20) as archive:
        archive.put_all([article(number) for number in range(40, 90)])
        assert stored(archive, "dictionaries") == 1
        assert [page.body for page in archive.pages()] == sorted(
            (article(number).body for number in range(90)),
            key=lambda body: next(p.url for p in map(article, range(90)) if p.body == body),
        )


def test_a_dictionary_lost_with_its_transaction_is_not_used(archive):
    archive.put_all([article(number) for number in range(20)])

    def interrupted():
        yield article(20)
        yield article(21)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.put_all(interrupted())
    assert (stored(archive, "bodies"), stored(archive, "dictionaries")) == (20, 0)
    archive.put(article(22))
    assert archive.latest(article(22).url) == article(22)
    assert stored(archive, "dictionaries") == 1


def test_pages_with_nothing_in_common_need_no_dictionary(archive):
    archive.put_all([Page(f"http://a.cn/{n}", b"%d" % n) for n in range(50)])
    assert len(list(archive.pages())) == 50


def test_a_full_disk_is_told_and_nothing_is_half_kept(archive):
    archive.put(article(1))
    (pages,) = archive.connection.execute("PRAGMA page_count").fetchone()
    archive.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    noise = b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(2000))
    with pytest.raises(CorpusError, match="no space left"):
        archive.put_all([article(2), Page("http://a.cn/big", noise)])
    assert [page.url for page in archive.pages()] == [article(1).url]


def test_a_damaged_frame_is_told(archive):
    digest = archive.put(article(1))
    archive.connection.execute("UPDATE bodies SET frame = substr(frame, 1, length(frame) - 9)")
    with pytest.raises(CorpusError, match=r"pages\.db: a stored page is damaged"):
        archive.get(digest)


def test_a_lost_dictionary_is_told(tmp_path):
    with PageArchive(tmp_path / "pages.db", train_after=20) as archive:
        archive.put_all([article(number) for number in range(30)])
        archive.connection.execute("DELETE FROM dictionaries")
        with pytest.raises(CorpusError, match=r"dictionary \d+ is missing"):
            archive.latest(article(1).url)


def test_more_sites_than_are_kept_at_hand(archive, monkeypatch):
    monkeypatch.setattr("pipelines.storage.dictionaries._SITES_AT_HAND", 2)
    pages = [
        replace(
            article(number),
            url=f"http://{site}.cn/{number}",
            body=site.encode() + article(number).body,
        )
        for number in range(25)
        for site in ("a", "b", "c")
    ]
    archive.put_all(pages)
    assert stored(archive, "dictionaries") == 3
    assert {page.url: page for page in archive.pages()} == {page.url: page for page in pages}


def test_captures_tell_what_came_from_an_address_the_newest_first(archive):
    first, second = article(1), replace(article(2, at=NOW + timedelta(days=1)), url=article(1).url)
    archive.put_all([first, second, article(3)])
    newest, oldest = archive.captures(first.url)
    assert archive.get(newest.sha256) == second.body
    assert (oldest.size, oldest.fetched_at) == (len(first.body), "2026-11-21T08:00:00.000Z")
    assert archive.captures("http://a.cn/never") == []


def test_bodies_come_in_the_order_in_which_they_came(archive):
    first = article(1)
    second = replace(article(2, at=NOW + timedelta(hours=1)), url=first.url)
    again = replace(first, fetched_at=NOW + timedelta(hours=2))
    archive.put_all([first, article(3), second, again])
    assert list(archive.history()) == [first, second, again, article(3)]
    assert list(archive.history([first.url])) == [first, second, again]


def test_a_body_that_stayed_comes_once_as_it_last_came(archive):
    first = article(1)
    again = replace(first, fetched_at=NOW + timedelta(hours=2))
    other = replace(article(2, at=NOW + timedelta(hours=3)), url=first.url)
    archive.put_all([first, again, other, replace(again, url="http://a.cn/x")])
    assert list(archive.history([first.url])) == [again, other]


def test_an_older_capture_that_comes_in_later_moves_only_the_first_time(archive):
    newer = replace(article(1), etag="newer")
    older = replace(newer, fetched_at=NOW - timedelta(days=1), status=203, etag="older")
    archive.put_all([replace(newer, fetched_at=None), newer, older])
    (capture,) = archive.captures(newer.url)
    assert capture.first_fetched_at == "2026-11-20T08:00:00.000Z"
    assert archive.latest(newer.url) == newer
