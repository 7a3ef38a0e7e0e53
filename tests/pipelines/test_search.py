import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners.model import Speech
from pipelines import search as search_module
from pipelines.searching import candidates
from pipelines.searching.expression import expression
from pipelines.searching.grams import fold
from pipelines.searching.narrowing import Narrowing
from pipelines.searching.query import Field
from pipelines.searching.syntax import parse
from pipelines.searching.tokens import QueryError, tagged
from pipelines.sqlite import SqliteCorpus

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def fill(corpus):
    def fill(*texts, site="a"):
        for title, body in texts:
            number = corpus.counts()["speeches"]
            corpus.add(Speech(title, body), f"http://{site}/{number}", site, NOW)

    return fill


def ids(results):
    return [hit.id for hit in results.hits]


def scan(corpus, query):
    """Return what a scan of all folded texts finds: the truth."""
    return {
        row["id"]
        for row in corpus.speeches()
        if all(word in fold(f"{row['title']}\n{row['body']}") for word in fold(query).split())
    }


# few characters, so that texts and queries meet; those that fold, compose and part words
ALPHABET = "改革开放０1aＡ，,。 \n…①ﬁe\u0301が㈱ß々〇😀👍🏽\U00020000\ufeff\u200b\"'*()-^:\0"
texts = st.lists(
    st.tuples(st.text(ALPHABET, max_size=8), st.text(ALPHABET, min_size=1, max_size=40)),
    min_size=1,
    max_size=12,
)


def copy_of(empty, folder):
    return SqliteCorpus(Path(shutil.copy(empty, folder)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=texts, data=st.data(), indexed=st.booleans())
def test_finds_what_a_scan_finds_and_nothing_else(empty, texts, data, indexed):
    with TemporaryDirectory() as folder, copy_of(empty, folder) as corpus:
        for number, (title, body) in enumerate(texts):
            corpus.add(Speech(title, body), f"http://a/{number}", "a", NOW)
            if indexed and number == len(texts) // 2:
                corpus.index()
        for _ in range(8):
            query = data.draw(_queries(texts)).replace('"', " ")
            if not fold(query).split():
                continue
            results = corpus.search(" ".join(f'"{word}"' for word in query.split()), limit=100)
            assert set(ids(results)) == scan(corpus, query)
            assert (results.total, results.exact) == (len(results.hits), True)
            for hit in results.hits:
                for start, end in hit.marks:
                    marked = fold(hit.snippet[start:end])
                    assert any(word in marked for word in fold(query).split())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=texts, data=st.data(), sort=st.sampled_from(["relevance", "date"]))
def test_what_is_found_quickly_is_right(empty, texts, data, sort):
    """As in a large corpus, where the newest texts are looked through before the index."""
    with (
        TemporaryDirectory() as folder,
        copy_of(empty, folder) as corpus,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(candidates, "LOOKED_THROUGH", 60)
        patch.setattr(search_module, "RANKED", 2)
        for number, (title, body) in enumerate(texts):
            corpus.add(Speech(title, body), f"http://a/{number}", "a", NOW)
        corpus.index()
        for _ in range(8):
            words = fold(data.draw(_queries(texts)).replace('"', " ")).split()
            if not words:
                continue
            query = " ".join(f'"{word}"' for word in words)
            truth = scan(corpus, query.replace('"', ""))
            results = corpus.search(query, limit=1, sort=sort, near=True)
            assert set(ids(results)) <= truth
            assert len(ids(results)) == min(1, len(truth))
            assert sort == "relevance" or ids(results) == sorted(truth, reverse=True)[:1]
            assert results.total <= len(truth)
            assert results.total == len(truth) or not results.exact
            every = corpus.search(query, limit=100, sort=sort, near=True)
            assert set(ids(every)) == truth
            patch.setattr(candidates, "EXAMINED", 3)
            some = corpus.search(query, limit=1, sort=sort, near=True)
            assert some.total == len(truth) or (some.total < len(truth) and not some.exact)
            patch.setattr(candidates, "EXAMINED", 10_000)


@st.composite
def _queries(draw, texts):
    text = draw(st.sampled_from([part for pair in texts for part in pair]))
    start = draw(st.integers(0, max(0, len(text) - 1)))
    piece = text[start : start + draw(st.integers(1, 6))]
    return piece + draw(st.one_of(st.just(""), st.text(ALPHABET, max_size=3)))


@pytest.mark.parametrize(
    "query",
    [
        "學校",
        "学校",
        "發展 學校",
        "改",
        "革",
        "改革",
        "改革开放",
        "Ｍｏｄｅｌ",
        "model t",
        "2023",
        "２０２３年",
        "😀",
        "：同",
    ],
)
def test_finds_characters_words_widths_and_cases(corpus, fill, query):
    fill(("题", "改革开放，2023年 MODEL T😀：同志们，學校的发展"), ("题", "无关的文字"))
    assert ids(corpus.search(query)) == [1]


def test_words_must_all_be_there(corpus, fill):
    fill(("题", "改革与开放"), ("题", "改革甲"), ("开放", "改革乙"))
    assert set(ids(corpus.search("改革 开放"))) == {1, 3}
    assert set(ids(corpus.search("开放　改革"))) == {1, 3}


def test_bigrams_alone_do_not_make_a_match(corpus, fill):
    fill(("题", "改革。革开。开放"), ("题", "改革开放"))
    assert ids(corpus.search("改革开放")) == [2]
    assert ids(corpus.search("改革。革开")) == [1]


OPERATORS = [
    '"',
    "((",
    "-a",
    "a AND (b",
    "'",
    "NEAR(a",
    "a*",
    "^a",
    "- a",
    "%_",
    "\\",
    ";--",
    "http://a.cn/b",
    "a:b",
    "“三农”",
]
ODD = ["\0", "\ud800", "👩\u200d👩\u200d👧", "。。"]
LONG = ["改" * 10_000, "甲 " * 3000, "".join(map(chr, range(0x4E00, 0x7500)))]


@pytest.mark.parametrize("query", OPERATORS + ODD + LONG)
def test_whatever_is_typed_is_looked_for(corpus, fill, query):
    fill(("题", "改革"), (f"题 {query}".replace("\0", ""), f"说：{query}！"))
    assert ids(corpus.search(query)) == [2]


ANYTHING = st.text(ALPHABET + "“”：AND OR NOT title: year: site: .. 2019", max_size=30)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=ANYTHING)
def test_whatever_is_typed_is_answered_or_refused_in_one_line(corpus, query):
    if not corpus.counts()["speeches"]:
        corpus.add(Speech("题", "改革开放。AND 2019"), "http://a/1", "a", NOW)
    try:
        assert corpus.search(query).total in (0, 1)
    except ValueError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("query", ["", " ", "\n\t　", "\u2028", '""', "()"])
def test_an_empty_query_is_refused(corpus, query):
    with pytest.raises(ValueError, match="empty query"):
        corpus.search(query)


def test_title_matches_come_first_then_the_denser_then_the_newer(corpus, fill):
    fill(
        ("题", "改革" + "文" * 300),
        ("题", "改革" * 5 + "文" * 300),
        ("改革论", "文" * 300),
        ("题", "改革" + "字" * 300),
    )
    assert ids(corpus.search("改革", near=True)) == [3, 2, 4, 1]


def test_a_title_match_is_found_behind_many_newer_texts(corpus, fill, monkeypatch):
    monkeypatch.setattr(search_module, "RANKED", 5)
    fill(("改革", "旧"), *[("题", f"改革{n}") for n in range(20)])
    results = corpus.search("改革", limit=3)
    assert ids(results)[0] == 1
    assert (results.total, results.exact) == (21, True)


def test_counting_goes_on_behind_what_is_ranked(corpus, fill, monkeypatch):
    monkeypatch.setattr(search_module, "RANKED", 5)
    fill(*[("题", f"改革开放{n}" + "甲" * (n % 2)) for n in range(20)])
    for query, total in (("改革开放", 20), ("改革 NOT 甲", 10), ("改革 OR 甲", 20)):
        results = corpus.search(query, limit=3, near=True)
        assert (len(results.hits), results.total, results.exact) == (3, total, True)


def test_a_total_that_was_not_counted_to_its_end_says_so(corpus, fill, monkeypatch):
    monkeypatch.setattr(search_module, "RANKED", 5)
    monkeypatch.setattr(candidates, "EXAMINED", 9)
    fill(*[("题", f"改革开放{n}") for n in range(20)])
    results = corpus.search("改革开放", limit=3, near=True)
    assert (len(results.hits), results.exact) == (3, False)
    assert 9 <= results.total < 20


def test_a_site_filter_shows_the_address_of_that_site(corpus, fill):
    fill(("题", "改革甲"), ("题", "改革乙"))
    fill(("题", "改革乙"), site="b")
    (hit,) = corpus.search("改革", site="b").hits
    assert (hit.id, hit.site, hit.url) == (2, "b", "http://b/2")
    assert corpus.search("改革", site="c").hits == ()


def test_snippets_show_and_mark_the_best_place(corpus, fill):
    body = "前言" * 100 + "改革一处" + "间" * 200 + "改革与…开放\n同处" + "后" * 200
    fill(("题", body))
    (hit,) = corpus.search("改革 开放").hits
    assert "改革与…开放 同处" in hit.snippet
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert {hit.snippet[start:end] for start, end in hit.marks} == {"改革", "开放"}


def test_a_match_in_the_title_alone_shows_the_beginning(corpus, fill):
    fill(("改革", "同志们：\n大家好"))
    (hit,) = corpus.search("改革").hits
    assert (hit.snippet, hit.marks) == ("同志们： 大家好", ())


def test_speeches_that_wait_for_the_index_are_found_while_another_process_writes(corpus, fill):
    fill(("题", "改革甲"))
    assert corpus.index() == 1
    fill(("题", "改革乙"))
    with SqliteCorpus(corpus.path) as writer:
        writer.connection.execute("BEGIN IMMEDIATE")
        assert set(ids(corpus.search("改革"))) == {1, 2}
        writer.connection.execute("ROLLBACK")
    assert corpus.search("改革").total == 2
    assert corpus.index() == 0


def dated(number, title="题", body="改革", **said):
    when = datetime(2015 + number, 3, 4, tzinfo=UTC)
    return Speech(title, f"{body}{number}", published=when, **said)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("改革 OR 开放", {1, 2, 3}),
        ("改革 AND 开放", {3}),
        ("改革 NOT 开放", {1}),
        ("改革 -开放", {1}),
        ("(改革 OR 开放) -与", {1, 2}),
        ('"改革与开放"', {3}),
        ("“改革与开放”", {3}),
        ('title:改革 OR title:"开放 论"', {2, 3}),
        ("NOT NOT 改革 开放", {3}),
        ("改革 NOT (开放 OR 甲)", set()),
        ('改革 NOT ""', {1, 3}),
        ("改革 -() 甲", {1}),
        ('(改革 NOT NOT "") OR (开放 -())', {1, 2, 3}),
    ],
)
def test_words_are_joined_as_the_query_says(corpus, fill, query, expected):
    fill(("题", "改革甲"), ("开放 论", "乙"), ("改革题", "改革与开放"))
    assert set(ids(corpus.search(query))) == expected
    corpus.index()
    assert set(ids(corpus.search(query))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year:2016", {1}),
        ("year:2016..2017", {1, 2}),
        ("year:..2017", {1, 2}),
        ("year:2017..", {2, 3}),
        ("改革 -year:2016", {2, 3}),
        ("category:发言", {1}),
        ("category:讲话 OR tag:教育", {2, 3}),
        ("tag:無 OR tag:改革 OR tag:教 OR category:领导", {1, 2}),
        ("(tag:无 OR tag:教育) -(site:b OR site:c)", {2}),
        ("(site:b OR site:a) (tag:教育 OR speaker:张)", {1, 2}),
        ("改革 -(tag:无 OR tag:教育 OR 发言稿)", {1, 3}),
        ("tag:教", set()),
        ("speaker:张明 source:新华社", {1}),
        ("site:A 改革", {1, 2}),
        ("site:b", {3}),
        ("site：b", {3}),
    ],
)
def test_prefixes_say_where_to_look(corpus, query, expected):
    first = dated(1, category="领导发言", speaker="张明", source="新华社")
    corpus.add(first, "http://a/1", "a", NOW)
    corpus.add(dated(2, tags=("教育", "改革")), "http://a/2", "a", NOW)
    corpus.add(dated(3, category="讲话"), "http://b/3", "b", NOW)
    corpus.add(Speech("题", "没有日期"), "http://c/4", "c", NOW)
    assert set(ids(corpus.search(query))) == expected
    corpus.index()
    assert set(ids(corpus.search(query))) == expected


@pytest.mark.parametrize(
    "query", ["{0}", "({1}) 第", "({1}) 第一", "{0} OR 戊己", "({1}) (甲 OR 乙)"]
)
def test_many_words_of_one_character_are_all_looked_for(corpus, fill, query):
    signs = "甲乙丙丁天地玄黄宇宙洪荒"
    fill(("题", f"第一{signs}"), ("题", f"第一{signs[:-1]}"), ("题", "第一"), ("题", "第二甲"))
    corpus.index()
    results = corpus.search(query.format(" ".join(signs), " OR ".join(signs)), near=True)
    expected = {1} if "{0}" in query else {1, 2} | ({4} if "第一" not in query else set())
    assert (set(ids(results)), results.total, results.exact) == (expected, len(expected), True)


def test_few_words_of_one_character_are_asked_of_the_index():
    words = " ".join(map(chr, range(0x4E00, 0x4E14)))
    asked = expression(parse(f"{words} ({words.replace(' ', ' OR ')}) 改革"))
    assert asked is not None
    assert asked.count('" *') == 6
    assert asked.startswith('("改革")')


NASTY = {
    "words": " ".join(map(chr, range(0x4E00, 0x5800))),
    "alternatives": " OR ".join(map(chr, range(0x4E00, 0x5400))),
    "refusals": "改 " + " ".join(f"-{chr(code)}" for code in range(0x4E00, 0x5400)),
    "sites": " OR ".join(f"site:{number}" for number in range(700)),
    "brackets": "(" * 5_000 + "改" + ")" * 5_000,
    "mixed": "(" * 10 + " AND ".join(["改 OR (革 NOT 的)"] * 400) + ")" * 10,
    "quotes": '"' * 10_001,
    "minus": "-" * 10_000,
    "nots": "NOT " * 2_500 + "改",
    "emoji": "👩\u200d👩\u200d👧" * 500,
    "controls": "".join(map(chr, range(32))) * 300,
    "combining": "e" + "\u0301" * 5_000,
}


@pytest.mark.parametrize("query", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_ten_kilobytes_of_anything_take_a_bounded_number_of_checks(
    corpus, monkeypatch, query, sort
):
    monkeypatch.setattr(candidates, "CHECKS", 2_000)
    for number in range(300):
        corpus.add(dated(number % 20, body=f"改革{number}"), f"http://a/{number}", "a", NOW)
    checks = 0

    class Counting(search_module.Text):
        def count(self, *args, **kinds):
            nonlocal checks
            checks += 1
            return super().count(*args, **kinds)

    monkeypatch.setattr(search_module, "Text", Counting)
    corpus.search(query, sort=sort)
    assert checks < 20_000


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_many_characters_that_most_texts_hold_are_not_asked_of_the_index(corpus, monkeypatch, sort):
    monkeypatch.setattr(candidates, "LOOKED_THROUGH", 100)
    monkeypatch.setattr(search_module, "RANKED", 2)
    common = "今年以来我们认真贯彻"
    for number in range(40):
        body = f"{common}{'不' if number % 4 else '必'}{number}"
        corpus.add(dated(number % 28, body=body), f"http://a/{number}", "a", NOW)
    corpus.index()
    corpus.add(dated(28, body=f"{common}必后来"), "http://a/late", "a", NOW)
    asked: list[str] = []
    corpus.connection.set_trace_callback(asked.append)
    found = corpus.search(f"({' OR '.join(common)}) -不", sort=sort, near=True)
    corpus.connection.set_trace_callback(None)
    assert not [query for query in asked if "speeches_fts MATCH" in query]
    assert (found.total, found.exact) == (11, True)
    rare = corpus.search(f"({' OR '.join('必甲乙丙丁戊己')}) -不", sort=sort, near=True)
    assert set(rare.ids) == set(found.ids)


_PIECES = ["改", "革命", "AND", "OR", "NOT", "(", ")", '"', "“", "-", " ", "　", "title:", "year:"]
_PIECES += [
    "2019",
    "..",
    '""',
    "category:",
    "speaker:",
    "site:",
    "tag：",
    "*",
    "\0",
    "\ud800",
    "😀",
    "\u0301",
    "''",
    ";",
    "%",
    "[",
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=40))
def test_whatever_a_person_types_is_answered(corpus, pieces):
    if not corpus.counts()["speeches"]:
        corpus.add(Speech("改革", "革命(改)“三农” 2019"), "http://a/1", "a", NOW)
    for sort in ("relevance", "date"):
        try:
            results = corpus.search("".join(pieces), sort=sort)
        except QueryError as error:
            assert "\n" not in str(error)
        else:
            assert "\n" not in results.note
            assert results.total == len(results.ids)


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_fields_alone_reach_behind_the_newest_texts(corpus, monkeypatch, sort):
    monkeypatch.setattr(candidates, "EXAMINED", 5)
    monkeypatch.setattr(candidates, "LOOKED_THROUGH", 1)
    monkeypatch.setattr(search_module, "RANKED", 2)
    for number in range(30):
        site, category = f"s{number % 3}", "發言" if number < 3 else "讲话"
        speech = dated(number % 28, category=category, tags=("教育",) if number < 2 else ())
        corpus.add(replace(speech, body=f"改革{number}"), f"http://a/{number}", site, NOW)
    corpus.index()
    for query, total in (
        ("category:发言", 3),
        ("tag:教育", 2),
        ("tag:教育 site:s1", 1),
        ("site:s1", 10),
        ("site:s1 OR category:发言", 12),
        ("site:s1 -category:发言", 9),
        ("year:1990..2100", 30),
        ("改革 category:发言", 3),
    ):
        results = corpus.search(query, limit=3, sort=sort, near=True)
        assert (len(results.hits), results.total) == (min(3, total), total), query
        assert results.exact, query


def test_sixty_tags_are_one_look_at_a_speech(corpus):
    node = parse(" OR ".join(f"tag:标签{number}" for number in range(60)))
    (condition,) = Narrowing(corpus.connection, node).fields()
    assert condition.count("says(") == 1


TAGS = ["关于“三农”工作", "两  格", 'a"b', "(一)", "AND", "＂全角＂ 格", "-a", "学校"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [('"谈“三农”"', [1]), ('“谈"三农"”', [2]), ("“三农“", [1, 2]), ('”三农"', [1, 2])],
)
def test_quotes_of_the_other_kind_belong_to_a_phrase(corpus, fill, query, expected):
    fill(("题", "谈“三农”工作"), ("题", '谈"三农"工作'))
    found = corpus.search(query, near=True)
    assert (sorted(ids(found)), found.note) == (expected, "")


@pytest.mark.parametrize("tag", TAGS)
def test_the_query_for_a_tag_finds_what_has_it(corpus, tag):
    for number, other in enumerate(TAGS):
        corpus.add(dated(number, tags=("其他", other)), f"http://a/{number}", "a", NOW)
    corpus.index()
    results = corpus.search(tagged(tag), near=True)
    assert (ids(results), results.note) == ([TAGS.index(tag) + 1], "")


def test_newest_first_is_by_the_day_of_the_speech(corpus):
    for number in (2, 5, 1, 4):
        corpus.add(dated(number), f"http://a/{number}", "a", NOW)
    corpus.add(Speech("题", "改革，没有日期"), "http://a/9", "a", NOW)
    assert ids(corpus.search("改革", sort="date")) == [2, 4, 1, 3, 5]
    corpus.index()
    assert ids(corpus.search("改革", sort="date", limit=2)) == [2, 4]


@pytest.mark.parametrize("written", ["第①条", "第㊀条改⾰", "第1条"])
def test_the_latest_comes_first_however_it_is_written(corpus, monkeypatch, written):
    monkeypatch.setattr(candidates, "LOOKED_THROUGH", 60)
    monkeypatch.setattr(search_module, "RANKED", 2)
    for number in (3, 9, 2, 4, 1, 5, 6, 7):
        body = written if number == 9 else "第1条第一条改革"
        corpus.add(dated(number, body=body), f"http://a/{number}", "a", NOW)
    corpus.index()
    for query in {"第1条", "第一条", "改革"}:
        expected = [2, 8] if query in fold(written) else [8, 7]
        assert ids(corpus.search(query, sort="date", limit=2, near=True)) == expected


@pytest.mark.parametrize(
    ("query", "trouble"),
    [
        ('"改革', "quotation mark is not closed"),
        ("((改革)", "bracket"),
        (") 改革", "closes nothing"),
        ("改革 OR", "OR needs a word on both sides"),
        ("AND 改革", "AND needs a word on both sides"),
        ("改革 NOT", "NOT needs a word"),
        ("-改革", "only what must not be"),
        ("year:去年", "write year:2019"),
        ("title: 改革", "title: needs a word"),
        ("year:2023..2019", "first year comes after the last"),
        ("改 " + " ".join(f"-{code}" for code in range(64)), "more than 64 words"),
        ("(" * 500 + "甲" + ")" * 500, "deep"),
    ],
)
def test_a_query_that_cannot_be_read_is_taken_as_typed_and_says_so(corpus, fill, query, trouble):
    fill(("题", "改革"), ("题", f"他写道：{query}。"))
    results = corpus.search(query)
    assert ids(results) == [2]
    assert trouble in results.note
    assert "\n" not in results.note


def test_pages_of_results_join_into_the_whole(corpus, fill):
    fill(*((f"第{n}篇", "改革" * (n % 7 + 1) + str(n)) for n in range(25)))
    whole = corpus.search("改革", limit=25, near=True)
    pages = [corpus.search("改革", limit=10, offset=at, near=True) for at in (0, 10, 20, 30)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {25}
    assert {page.ids for page in pages} == {whole.ids} == {tuple(ids(whole))}


def test_a_search_within_a_category_is_of_that_category_alone(corpus):
    for number, category in enumerate(("发言", "发言稿", None)):
        corpus.add(Speech("题", f"改革{number}", category=category), f"http://a/{number}", "a", NOW)
    only = (Field("category", "发言", whole=True),)
    found = search_module.search(corpus.connection, "改革 OR 开放", limit=9, within=only)
    assert (ids(found), found.total) == ([1], 1)
