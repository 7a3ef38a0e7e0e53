"""Lines and their spaces, and widths for comparison."""

import re

from cleaners.wrapped import unwrapped

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+"
)
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2018-\u201d\u2026\u2014]"
# Both begin with what few characters are and look back from there: a third of the time that a
# call for each run takes. A lone space is not found.
_BREAK = re.compile(rf"[ \t\r\n](?<={_WIDE}[ \t\r\n])(?:(?<=[\r\n])|[\r\n])[ \t\r\n]*+(?={_WIDE})")
_SPACE = re.compile("[ \t\r\n\xa0\u2000-\u200a](?:[ \t\r\n\xa0\u2000-\u200a]+|(?<! ))")
_EDGES = " \t\r\n\xa0\u3000\u2002\u2003\u2009"
# Full-width and no-break spaces count as not printable, so plain lines are told at once.
# Behind a label's colon, no-break spaces only set its value apart: 联系人：    张三.
_SPLIT = re.compile(
    r"(?<=[。！？”；;…])[ \t\r\n]*[\u3000\xa0]{2}[\u3000\xa0 ]*"
    r"|(?<=[：:）)])[ \t\r\n]*\u3000{2}[\u3000\xa0 ]*"
    r"|(?<![：:\u3000\xa0 ])[\u3000\xa0]{4,}+"
)
_FORMS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"“": '"', "”": '"'}
_FOLDED = re.compile("[\\s\uff01-\uff5e“”]")
_PUNCTUATION = re.compile(r"[，。；：！？、,;!?…]")


def normalize_line(text: str) -> str:
    """A line without invisible characters and outer spaces; inner runs of spaces become one.

    A line break of the source between two Chinese characters is no space. Characters and
    punctuation stay as they are, full-width and half-width alike.
    """
    text = text.strip(_EDGES)
    if is_normal(text):
        return text
    text = _BREAK.sub("", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", text).strip(_EDGES)


def is_normal(text: str) -> bool:
    """True for a line, as most are, in which nothing is to be taken out, its edges aside."""
    return text.isprintable() and "  " not in text


def paragraphs(text: str, *, preformatted: bool = False) -> list[str]:
    """The normalised lines of one run of text: one, or more where `　　` begins a paragraph."""
    if preformatted:
        parts = unwrapped(text.split("\n"))
    else:
        text = text.strip()
        if is_normal(text):
            return [text] if text else []
        parts = _SPLIT.split(text) if "\u3000" in text or "\xa0" in text else [text]
    return [line for part in parts if (line := normalize_line(part))]


def comparable(text: str) -> str:
    """A line as it is compared with others: half-width, lower case, without white space."""
    return _FOLDED.sub(lambda found: _FORMS.get(found[0], ""), text).lower()


def has_stop(text: str) -> bool:
    """True for a text with punctuation."""
    return _PUNCTUATION.search(text) is not None
