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
    r"|pages?)(?![a-z])",
    re.I,
)
_ARTICLE = re.compile(
    r"article|content|neirong|zhengwen|trs_editor|detail|entry|artical|zoom|endtext|post-?body"
    r"|body-?text|(?<![a-z])(?:arc|con|cont|text|txt|main|news|show|post|body|editor|rich_media)"
    r"(?![a-z])",
    re.I,
)


@lru_cache(maxsize=4096)
def hint(tag: str, classes: str, identity: str) -> int:
    """What a tag, its classes and its id suggest: 1 an article's text, -1 something beside it,
    -2 a site's furniture whatever it holds, -3 the same without doubt, 0 nothing."""
    if tag in {"html", "body", "form"}:
        return 0
    name = f"{classes} {identity}"
    article = tag in {"article", "main"} or bool(_ARTICLE.search(name))
    if tag in {"nav", "footer"} or _NEVER.search(name):
        return -2 if article and tag != "footer" else -3
    if _FURNITURE.search(name):
        return -1 if tag == "article" else -2
    return int(article) - (tag == "aside" or bool(_ASIDE.search(name)))
