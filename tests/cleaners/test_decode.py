import pytest

from cleaners.decode import decode

TITLE = "<title>人民日报</title>"
TEXT = "<p>同志们：今天会议的主要任务，是总结工作、安排任务。朱镕基、陶喆。</p>"
TRADITIONAL = "<p>各位同事：這個會議的發言，主要是報告過去一年的工作。</p>"


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "gb2312"),
        (b"<meta charset=gb2312>" + TEXT.encode(), "gbk"),
        (TEXT.encode("gb18030"), None),
        (TEXT.encode("gb18030"), "utf-8"),
        (TEXT.encode("gb18030"), "iso-8859-1"),
        (b"<meta charset=utf-8>" + TEXT.encode("gb18030"), None),
        (b"<!--" + b" " * 5000 + b'--><meta charset="gb2312">' + TEXT.encode("gb18030"), None),
        (TRADITIONAL.encode("big5"), None),
        (TRADITIONAL.encode("big5"), "gbk"),
        (TITLE.encode("gbk"), None),
        (TITLE.encode("gbk"), "utf-8"),
        (TEXT.encode("utf-16"), None),
        (f"<html><body>{TEXT}</body></html>".encode("utf-16-le"), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), "gbk"),
    ],
)
def test_evidence_decides(body, charset):
    found = decode(body, charset)
    assert any(text in found.text for text in (TEXT, TRADITIONAL, TITLE)), found.text
    assert found.damaged == 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_are_counted_and_harm_nothing_else(encoding):
    found = decode((TEXT * 3).encode(encoding) + b"\xe4<p>" + TEXT.encode(encoding))
    assert found.encoding == encoding
    assert found.text.count(TEXT) == 4
    assert found.damaged == 1


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_evidence_may_come_late(encoding):
    page = "<script>" + "var a = 1;" * 150_000 + "</script>" + TRADITIONAL
    assert decode(page.encode(encoding)).text == page


def test_gb18030_is_read_as_the_web_reads_it():
    assert decode(TEXT.encode("gb18030") + b"\xa3\xa0\xfe\x59").text.endswith("\u3000\u9fb4")


def test_no_nul_is_left():
    assert decode(b"a\0b<p>" + TEXT.encode()).text == "ab<p>" + TEXT


@pytest.mark.parametrize("charset", ["hex", "rot13", "undefined", "idna", "\0", "x" * 99, "utf-7"])
def test_absurd_charsets_are_no_candidates(charset):
    assert decode(TEXT.encode("gb18030"), charset).text == TEXT


def test_gb18030_takes_four_bytes_where_it_must():
    page = TEXT + "<p>𠮷𠀀㐂</p>"
    assert decode(page.encode("gb18030"), "gb2312").text == page


def test_all_codes_where_the_web_reads_gb18030_differently():
    pairs = (b"\xa3\xa0", "\u3000"), (b"\xa8\xbc", "\u1e3f"), (b"\xfe\x59", "\u9fb4")
    vertical = zip((*range(0xD9, 0xE0), 0xEC, 0xED, 0xF3), "︐︒︑︓︔︕︖︗︘︙", strict=True)
    rare = zip((0x61, 0x66, 0x67, 0x6D, 0x7E, 0x90, 0xA0), "龵龶龷龸龹龺龻", strict=True)
    known = [*pairs, *((bytes([0xA6, low]), to) for low, to in vertical)]
    known += [(bytes([0xFE, low]), to) for low, to in rare]
    assert len(known) == 20
    for code, character in known:
        assert decode(TEXT.encode("gb18030") + code).text == TEXT + character


@pytest.mark.parametrize("encoding", ["gbk", "big5"])
def test_big5_with_and_without_its_declaration(encoding):
    meta = f"<meta charset={encoding}>"
    assert decode((meta + TRADITIONAL).encode("big5")).text == meta + TRADITIONAL


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_by_its_mark(codec):
    page = "\ufeff<meta charset=gb2312>" + TEXT
    assert decode(page.encode(codec), "gbk").text == page[1:]


def test_a_mark_beats_a_wrong_declaration():
    page = "<meta charset=gb2312>" + TEXT
    assert decode(b"\xef\xbb\xbf" + page.encode(), "gb2312").text == page


def test_a_lone_80_is_the_euro_of_the_web():
    found = decode(TEXT.encode("gb18030") + b"<p>100\x80</p>", "gbk")
    assert (found.text, found.damaged) == (TEXT + "<p>100€</p>", 0)


def test_latin_1_is_windows_1252_as_on_the_web():
    assert decode(b"<p>It\x92s caf\xe9", "iso-8859-1").text == "<p>It’s café"


@pytest.mark.parametrize("bad", [0x80, 0xFF, 0xE4, 0xA1])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "gb2312"), ("gb18030", "utf-8"), ("gb18030", None), ("utf-8", None)],
)
def test_one_bad_byte_anywhere_spoils_only_its_place(encoding, declared, bad):
    page = (TEXT * 4).encode(encoding)
    for at in range(len(page) // 2, len(page) // 2 + 7):
        found = decode(page[:at] + bytes([bad]) + page[at:], declared)
        assert found.encoding == encoding
        assert found.text.count(TEXT) >= 2


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be", "utf-32", "utf-7", "unicode_escape"])
def test_encodings_that_the_bytes_are_not_in_do_no_harm(charset):
    page = "<!DOCTYPE html>" + TEXT * 2
    found = decode(page.encode() + b"\xe4\xff<p>" + page.encode("gb18030"), charset)
    assert found.encoding in {"utf-8", "gb18030"}
    assert page in found.text
