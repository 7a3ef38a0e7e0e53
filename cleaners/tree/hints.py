"""What the tag, class and id of an element suggest about the text in it."""

import re
from functools import lru_cache

_WORD = re.compile("[a-z]+")
# Of each kind the words that stand alone, and parts of names. All of those begin with a plain
# character: `re` finds them five times as fast.
_NEVER = frozenset(["nav", "menu", "foot", "reply"])
_NEVER_PARTS = r"comment|pinglun|footer|copyright"
_FURNITURE = frozenset([
    "ads", "ad", "adv", "advert", "guanggao", "prev", "next", "share", "login", "search", "mbox",
    "ambox", "tmbox",
])  # fmt: skip
_FURNITURE_PARTS = (
    r"crumb|relate|recommend|tuijian|xiangguan|pag(?:er|ing|elist|ination|enav)|fenye|prevnext"
    r"|navbar|navigat|navbox|i(?<![a-z]_i)nfobox|basic-?info|ref(?:erences?|list)(?![a-z])|catlinks|hatnote"
    r"|sistersite|disclaim|shengming|friend-?link|flink|qr-?code|erweima|dialog(?!ue)|pop-?up"
    r"|player(?![a-z])|pay-?(?:code|balance|box)|toolbar|jiathis|bdshare|share-?(?:box|bar|btn)"
    r"|m(?<![a-z]m)odal|t(?<![a-z]t)oast|v(?<![a-z]v)ote"
    r"|v(?<![a-z]v)ideo-?(?:title|caption|info|fold|unfold|box|bar)"
)
_ASIDE = frozenset([
    "side", "left", "right", "position", "place", "location", "local", "copy", "tool", "tools",
    "gg", "like", "around", "relevant", "weizhi", "operate", "btn", "btns", "where", "path",
    "top", "hot", "hots", "rank", "tag", "tags", "link", "links", "pages",
])  # fmt: skip
_ASIDE_PARTS = "sidebar|banner|keyword|hidden-"
_ARTICLE = frozenset([
    "arc", "con", "cont", "text", "txt", "main", "news", "show", "post", "body", "editor",
])  # fmt: skip
_ARTICLE_PARTS = (
    r"article|content|neirong|zhengwen|trs_editor|detail|entry|artical|zoom|endtext|post-?body"
    r"|body-?text|r(?<![a-z]r)ich_media(?![a-z])"
)


# What an editor of texts puts around what was written in it, and nothing else is called.
_EDITORS = "v_news_content|vsb_content|trs_editor|ucap-?content"
_SAYS_ARTICLE, _SAYS_NEVER, _SAYS_FURNITURE, _SAYS_ASIDE, _SAYS_EDITED = 1, 2, 4, 8, 16
_WORDS = (
    (_ARTICLE, _SAYS_ARTICLE),
    (_NEVER, _SAYS_NEVER),
    (_FURNITURE, _SAYS_FURNITURE),
    (_ASIDE, _SAYS_ASIDE),
)
_PARTS = (
    (_EDITORS, _SAYS_EDITED | _SAYS_ARTICLE),
    (_ARTICLE_PARTS, _SAYS_ARTICLE),
    (_NEVER_PARTS, _SAYS_NEVER),
    (_FURNITURE_PARTS, _SAYS_FURNITURE),
    (_ASIDE_PARTS, _SAYS_ASIDE),
)
_PART = re.compile("|".join(parts for parts, _ in _PARTS))
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
    """What a tag, its classes and its id suggest: 2 a text whatever stands around it, 1 a text,
    -1 something beside it, -2 a site's furniture whatever it holds, -3 the same without doubt,
    0 nothing."""
    return _hint(tag, classes and classes[:_LONGEST], identity and identity[:_LONGEST])


@lru_cache(maxsize=16_384)
def _hint(tag: str, classes: str | None, identity: str | None) -> int:
    if tag in {"html", "body", "form"}:
        return 0
    named, called = _named(classes or ""), _named(identity or "")
    if named == _SAYS_ARTICLE and called == _SAYS_FURNITURE:
        return 0  # the text around which a script puts advertisements
    said = SAYS.get(tag, 0) | named | called
    if said & _SAYS_EDITED:
        return 2
    if said & _SAYS_NEVER:
        return -2 if said & _SAYS_ARTICLE and tag != "footer" else -3
    if said & _SAYS_FURNITURE:
        return -1 if tag == "article" else -2
    return bool(said & _SAYS_ARTICLE) - bool(said & _SAYS_ASIDE)


@lru_cache(maxsize=16_384)
def _named(names: str) -> int:
    """What words in a class or an id say, as a sum."""
    names = names.lower()
    alone = _WORD.findall(names)
    said = sum(says for words, says in _WORDS if not words.isdisjoint(alone))
    for part in _PART.findall(names):
        said |= _meant(part)
    return said


@lru_cache(maxsize=1024)
def _meant(part: str) -> int:
    """What a part of a name says by itself."""
    return next(says for parts, says in _PARTS if re.fullmatch(parts, part))
