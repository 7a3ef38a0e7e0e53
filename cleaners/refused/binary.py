"""Bytes that are no page: other files told by how they begin, by a lack of tags, by noise."""

import re

_BEGINNINGS = {
    b"%PDF": "PDF",
    b"%!PS": "PostScript",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"8BPS": "a picture",
    b"RIFF": "a picture or sound",
    b"PK\x03\x04": "a zip archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an office document",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"Rar!": "a rar archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"\xca\xfe\xba\xbe": "a program",
    b"\0asm": "a program",
    b"SQLite format 3": "a database",
    b"wOFF": "a font",
    b"wOF2": "a font",
    b"ID3": "sound",
    b"OggS": "sound",
    b"fLaC": "sound",
    b"FLV\x01": "a film",
    b"CWS": "a film",
    b"FWS": "a film",
}
_MIDDLES = ((4, b"ftyp", "a film"), (257, b"ustar", "a tar archive"))
_BLANK = b" \t\r\n\xef\xbb\xbf"
_FIRST = 65_536
# Of random bytes every fifth is unreadable in the encoding that suits them best.
_MOST, _CHANCE = 0.05, 20

_NAMES = (
    "!doctype|html|head|body|title|meta|link|base|script|style|div|p|br|hr|span|a|b|i|u|s|em|strong"
    "|font|center|h[1-6]|ul|ol|li|dl|dt|dd|table|tbody|thead|tfoot|tr|td|th|caption|col|form|input"
    "|img|pre|code|section|article|main|header|footer|nav|aside|blockquote|textarea|select|option"
    "|button|iframe|frame|frameset|noframes|noscript|template|details|summary|figure|sup|sub|small"
    "|big|tt|marquee|object|embed|video|audio|svg|label|fieldset|address|dir|area|map|ins|del|o:p"
    "|ruby|xmp|plaintext|nobr|strike|acronym|abbr|cite|kbd|mark|time|wml|card"
)
# Behind the look at the first letter a page of nothing but < is told ten times as fast.
_TAG = re.compile(rf"</?(?=[a-z!])(?:{_NAMES})(?=[\s/>])|<!--|<\?xml", re.I)
_WHOLE = re.compile(r"<(?:!doctype\s+html|html|head|body)(?=[\s>])", re.I)
_JSON = re.compile(
    r"\A\s*+(?:[\w$.]{1,60}\s{0,4}\(\s{0,4})?(?:\{\s*+[\"}]|\[\s*+(?:[\"{\[\]]|-?\d))"
)
_SCRIPT = re.compile(
    r"\A\s*+(?:/\*|//|(?:var|let|const|function|import|export)\s|(?:window|self|document)[.\[]"
    r"|[!;+(]{1,3}function\b|[;(]{1,2}\(\)\s?=>|[\"']use strict|define\(|\$\("
    r"|@(?:charset|import|media|font-face)\b|[#.]?[a-z][\w.#:, -]{0,80}\{\s*+[a-z-]{2,40}\s?:)"
)
_SAVED = re.compile(r"\A\s*+(?:From|MIME-Version|Subject|Date|Content-Type):")
_DECLARED = re.compile(r"\A\s*+<\?xml\b")
_ROOT = re.compile(r"<!--.*?(?:-->|\Z)|<([a-zA-Z][\w:.-]{0,60})", re.S)
_FEEDS = frozenset(["rss", "feed", "urlset", "sitemapindex", "opml", "rdf:rdf", "soap:envelope"])
_HAN, _STOP, _LEAST, _LINES = re.compile("[\u3400-\u9fff]"), re.compile("[。！？]"), 30, 3
# A page that has not begun after as many characters never does.
_LATEST = 1_000_000


def no_page(body: bytes) -> str | None:
    """What bytes are that begin like a file of another kind, in words; None for all others."""
    begun = body[:300].lstrip(_BLANK)
    for start, name in _BEGINNINGS.items():
        if begun.startswith(start) or body.startswith(start):
            return name
    return next((name for at, mark, name in _MIDDLES if body.startswith(mark, at)), None)


def no_html(text: str) -> str | None:
    """What a text is that is no page, in words: JSON, a script, a feed, text without a tag.

    None for a page, for a piece of one, and for an empty text.
    """
    first = _TAG.search(text, 0, _LATEST)
    if first is None:
        return None if not text or text.isspace() else _file(text) or "a text without any tag"
    whole = _WHOLE.match(text, first.start())
    return _feed(text) or _saved(text) or (None if whole else _file(text))


def is_text(text: str) -> bool:
    """True for what is no page but Chinese prose all the same, as files of text hold it."""
    if _TAG.search(text, 0, _LATEST) or _file(text):
        return False
    begin = text[:_FIRST]
    han = len(_HAN.findall(begin))
    several = len(begin.split()) >= _LINES
    return (
        several
        and bool(_STOP.search(begin))
        and han >= _LEAST
        and han * 2 >= len(begin.replace(" ", ""))
    )


def _file(text: str) -> str | None:
    """JSON or a script; what ends in a tag is a page that lost its head."""
    if text[-100:].rstrip().endswith(">"):
        return None
    return "JSON" if _JSON.match(text) else "a script" if _SCRIPT.match(text) else None


def _saved(text: str) -> str | None:
    mail = _SAVED.match(text) and "multipart/" in text[:2000]
    return "a saved mail or web archive" if mail else None


def _feed(text: str) -> str | None:
    name = next((root[1].lower() for root in _ROOT.finditer(text) if root[1]), "")
    foreign = name and _DECLARED.match(text) and not _TAG.match(f"<{name}>")
    return f"XML, <{name}>" if name in _FEEDS or foreign else None


def is_noise(text: str) -> bool:
    """True for text that begins with so many unreadable characters that it never was one."""
    first = text[:_FIRST]
    return first.count("\ufffd") > max(_CHANCE, _MOST * len(first))
