"""What stands between the words of a text against copying: a site's name, look-alike signs."""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

# Sites that live on texts, and put their names into them; a newspaper's or a ministry's name
# in its own text is meant, so theirs are not looked for.
TEXT_SITES = (
    r"(?:秘书网|文秘网?|范文网|文库|作文网|文档网|写作网|材料网|资料网|文稿网|学习网|公文网|演讲网"
    r"|述职网|笔杆子|好文网?)"
)
_NAME = re.compile(rf"(?:^|[_|\-–—\s])([\u3400-\u9fff]{{1,8}}{TEXT_SITES})\s*$")
# Other sites' names are taken out of brackets that say where a text is from, and of those only.
_OTHER = re.compile(r"(?:^|[_|\-–—\s])([\u3400-\u9fff]{2,8}(?:网站?|之家|在线|大全|论坛))\s*$")
_HOST = re.compile(r"https?://(?:[^/?#@]{0,99}@)?(?:www\.)?([^/?#@:.]+\.[^/?#@:]+)", re.I)
# Radicals and compatibility ideographs look like the characters they stand for, but no search
# finds them: Unicode's NFKC form is the character itself.
_LOOKALIKE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff]")
_FROM = r"(?:(?:本文)?(?:来源|来自|转自)\s?[:：]?\s?)?"
_OPEN, _CLOSE = r"[（(【\[《<〔{]\s?", r"\s?[）)】\]》>〕}]"


def without_lookalikes(text: str) -> str:
    """A text with its radicals and compatibility ideographs as plain characters."""
    return _LOOKALIKE.sub(lambda found: normalize("NFKC", found[0]), text)


def unescaped(text: str) -> str:
    """A line without the entities that were written into its page twice: A&amp;nbsp;B."""
    return " ".join(unescape(text).split()) if "&" in text and ";" in text else text


class SiteMark(NamedTuple):
    """What finds a site's name and address in its texts, and what either holds: the name, or
    the end of the address, from its first dot on."""

    pattern: re.Pattern[str]
    name: str
    end: re.Pattern[str]

    def may_stand_in(self, text: str) -> bool:
        return self.name in text or self.end.search(text) is not None


def site_mark(title: str, url: str, lines: list[str]) -> SiteMark | None:
    """What finds a site's name and address inside the lines of its texts; for a site that does
    not live on texts its name in brackets. None without a name."""
    found = _NAME.search(title[-40:])
    if found is None:
        other = _OTHER.search(title[-40:])
        named = other is not None and any(other[1] in line for line in lines)
        return _bracketed(other[1]) if other and named else None
    host = _HOST.match(url)
    return _mark(found[1], host[1].lower() if host else "")


@lru_cache(maxsize=64)
def _bracketed(named: str) -> SiteMark:
    inside = r"[^（()）【】\[\]]"
    from_here = rf"(?={inside}{{0,40}}(?:本文|出自|来源|来自|更多|转自|摘自|转载))"
    name = re.escape(named)
    return SiteMark(
        re.compile(rf"[（(【\[]{from_here}{inside}{{0,12}}{name}{inside}{{0,40}}[）)】\]]"),
        named,
        re.compile(name),
    )


@lru_cache(maxsize=64)
def _mark(named: str, host: str) -> SiteMark:
    name = re.escape(named)
    spaced = r"\s?".join(map(re.escape, host))
    address = rf"(?:https?\s?:\s?/\s?/\s?)?(?:w\s?w\s?w\s?\.\s?)?{spaced}/?" if host else name
    both = rf"{_FROM}(?:{name}\s?(?:{address})?|{address}(?:\s?{name})?)"
    pattern = re.compile(rf"{_OPEN}{both}{_CLOSE}|{both}", re.I)
    return SiteMark(pattern, named, re.compile(spaced[spaced.find(r"\.") :] or name, re.I))


def without_mark(lines: list[str], mark: SiteMark | None) -> list[str]:
    """The lines without a site's mark; one that holds nothing else goes."""
    if mark is None:
        return lines
    if mark.may_stand_in("\n".join(lines)):
        lines = [mark.pattern.sub("", x) if mark.may_stand_in(x) else x for x in lines]
    return [rest for line in lines if (rest := line.strip(" 　"))]
