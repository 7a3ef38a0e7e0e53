"""What the tag, class and id of an element suggest about the text in it."""

import re
from functools import lru_cache

_NEVER = re.compile(
    r"comment|pinglun|footer|copyright|(?<![a-z])(?:nav|menu|foot|reply)(?![a-z])", re.I
)
_FURNITURE = re.compile(
    r"breadcrumb|crumb|relate|recommend|tuijian|xiangguan"
    r"|pager|paging|pagelist|pagination|fenye|prevnext|pagenav|navbar|navigat|infobox|basic-?info|navbox|ref(?:erences?|list)(?![a-z])|catlinks|(?<![a-z])[at]?mbox|hatnote|sistersite|disclaim|shengming"
    r"|friend-?link|flink|qr-?code|erweima|dialog(?!ue)|pop-?up|(?<![a-z])(?:modal|toast|vote)|player(?![a-z])|pay-?(?:code|balance|box)|(?<![a-z])video-?(?:title|caption|info|fold|unfold|box|bar)|toolbar|jiathis|bdshare|share-?(?:box|bar|btn)"
    r"|(?<![a-z])(?:ads?|adv|advert|guanggao|prev|next|share|login|search)"
    r"(?![a-z])",
    re.I,
)
_ASIDE = re.compile(
    r"sidebar|banner|keyword|hidden-|(?<![a-z])(?:side|left|right|position|place|location|local|copy"
    r"|tools?|gg|like|around|relevant|weizhi|operate|btns?|where|path|top|hots?|rank|tags?|links?"
    r"|pages)(?![a-z])",
    re.I,
)
_ARTICLE = re.compile(
    r"article|content|neirong|zhengwen|trs_editor|detail|entry|artical|zoom|endtext|post-?body"
    r"|body-?text|(?<![a-z])(?:arc|con|cont|text|txt|main|news|show|post|body|editor|rich_media)"
    r"(?![a-z])",
    re.I,
)


_SAYS_ARTICLE, _SAYS_NEVER, _SAYS_FURNITURE, _SAYS_ASIDE = 1, 2, 4, 8
_WORDS = (
    (_ARTICLE, _SAYS_ARTICLE),
    (_NEVER, _SAYS_NEVER),
    (_FURNITURE, _SAYS_FURNITURE),
    (_ASIDE, _SAYS_ASIDE),
)
SAYS = {
    "article": _SAYS_ARTICLE,
    "main": _SAYS_ARTICLE,
    "nav": _SAYS_NEVER,
    "footer": _SAYS_NEVER,
    "aside": _SAYS_ASIDE,
}

_LONGEST = 200
"""Characters of a class or an id that are looked at; they are kept in memory."""


def hint(tag: str, classes: str | None, identity: str | None) -> int:
    """What a tag, its classes and its id suggest: 1 an article's text, -1 something beside it,
    -2 a site's furniture whatever it holds, -3 the same without doubt, 0 nothing."""
    if not (classes or identity) and tag not in SAYS:
        return 0
    if tag in {"html", "body", "form"}:
        return 0
    named, called = _named((classes or "")[:_LONGEST]), _named((identity or "")[:_LONGEST])
    if named == _SAYS_ARTICLE and called == _SAYS_FURNITURE:
        return 0  # the text around which a script puts advertisements
    said = SAYS.get(tag, 0) | named | called
    if said & _SAYS_NEVER:
        return -2 if said & _SAYS_ARTICLE and tag != "footer" else -3
    if said & _SAYS_FURNITURE:
        return -1 if tag == "article" else -2
    return bool(said & _SAYS_ARTICLE) - bool(said & _SAYS_ASIDE)


@lru_cache(maxsize=16_384)
def _named(names: str) -> int:
    """What words in a class or an id say, as a sum."""
    return sum(says for words, says in _WORDS if words.search(names))
