"""Lines that a site puts around a text or below it, told by their wording."""

import re

from cleaners.lines.calls import CALL, calls
from cleaners.lines.notices import NOTE, OPENING, is_notice
from cleaners.lines.sitewords import is_site_talk
from cleaners.remembered import remembered
from cleaners.script import both_scripts, simplified

_OPEN = rf"^[\s{re.escape(OPENING)}]{{0,4}}"
_CUT = re.compile(
    rf"{_OPEN}(?:"
    r"(?:本文|文章|本站)?(?:相关|关联)(?:的)?(?:文章|阅读|新闻|链接|推荐|报道|资讯|专题|搜索|热词"
    r"|范文|文档|档案|稿件|导读|帖子|日志)"
    r"|(?:相关|延伸|继续(?:浏览|阅读))\s?[:：]|好文推荐|往期(?:回顾|精选|推荐|精彩|文章)|延伸阅读|推荐(?:阅读|文章|新闻|内容|图文|范文|资讯|关键词)"
    r"|猜[你您](?:喜欢|感兴趣|还?想看)"
    r"|(?:为您|为你|您可能|你可能|大家|其他人)(?:推荐|感兴趣|还想看|还?喜欢|也?喜欢|都在看|还在看|也在看)"
    r"|(?:最新|热门|精彩|精选|图文|频道|编辑|24小时|一周|本周|今日|特别|站长|小编|同类|相似)"
    r"(?:文章|推荐|新闻|资讯|排行|评论|留言|跟帖|点击|热门|热文|阅读|图片|专题|回复|视频|导读|标签|范文)"
    r"|更多(?:热门|最新|精选|优秀|同类)?(?:精彩|相关|文章|新闻|推荐|范文|资讯|阅读|评论)"
    r"|更多[^，。；]{1,8}(?:推荐|范文|文章)$"
    r"|(?:网友|用户|全部|我要|发表|我来)评论|我来说两句|发表(?:回复|观点)|参与评论|评论列表"
    r"|[上下前后]一?[篇条]|[上下]一个(?:文章|新闻|信息)?\s{0,3}[:：]|[上下]一页\s{0,3}(?:[:：>»]|$)"
    r"|[您你]还(?:可以|能|想|会)?看(?:看|了)?[^，。]{0,6}[:：]?$|点击排行|阅读排行|排行榜|人气排行|看过(?:本文|该文)的人|大家都在(?:搜|看)"
    r"|(?:栏目|热点|热门)(?:导航|列表|推荐|内容)|随机(?:文章|推荐)|赞助商?链接|友情链接"
    r"|(?:资源|文档)(?:描述|简介|介绍)\s?(?:[:：]|$)|关于本文$)"
)
_ABOUT = re.compile(
    r"看[过了].{2,40}的(?:人|网友|用户)?[还也又](?:看了|喜欢|在看|浏览)"
    r"|(?:有关|关于|与)【[^】]{2,80}】.{0,12}[:：]$|【[^】]{2,80}】的?(?:相关|推荐|热门|最新)(?:文章|范文|阅读|文档|推荐)"
    r"|(?:[《“].{2,60}[》”]\s?)?(?:已有|共有|共|有|全部)?\s?[0123456789]{1,5}\s?[条个则]"
    r"(?:留言|评论|回复|跟帖|回应|回帖)\s?(?:[:：]|$)"
)
# A title, and what else there is of it: 教师节演讲稿相关文章：.
_OF_TITLE = re.compile(
    r"[^，。；！]{4,60}(?:相关|推荐|热门)(?:文章|范文|阅读|文档|热词)(?:推荐)?\s?[：:]$"
)
# What the first two match begins with one of these, or with a mark that opens.
_CUT_BEGINS = (
    "一上下与为人今他往你您全其关前后发参友同图大小延我推排文更最本栏热点特猜用相看站精继好编网评赞资"
    "阅随频《“已共有0123456789"
)
_MAY_CUT = frozenset(both_scripts(_CUT_BEGINS) + OPENING)
_COLONS = frozenset(":：")
_TAGS = re.compile(
    rf"{_OPEN}(?:推荐访问|推荐搜索|(?:本文|文章|热门|相关)?标签云?|(?:本文|文章)?关键[词字]"
    r"|tags?|keywords?|key words)\s{0,3}(?:[】\]]\s{0,3}[:：]?|[:：])",
    re.I,
)
_CREDIT = re.compile(
    r"^(?:【?纠错】?)?[\s（(\[【]{0,3}(?:本[文期站网版刊]|本栏目?|文章|网站|作者|值班)?(?:责任编辑|责编|编辑|编审|审核|校对|校审"
    r"|[初复终][审校]|[一二三]审|审签|监制|排版|录入|总编辑|主编|实习编辑|值班编委|值班主任"
    r"|文字编辑|美编|本文来源|(?:文章|本文|内容)?首发于?|(?:文章|信息|稿件|图片)?来源|文章作者|作者|发布人|发布者|来稿|供稿|投稿|撰[稿文]人?"
    r"|签发人?|原标题|原文标题|本文(?:地址|链接|网址|标题)|原文(?:地址|链接)|(?:转载|文章|内容|信息|资料)?来自|文章地址)"
    r"\s?(?:[:：/丨|｜]|】)"
    r"|^(?:网站|责任)编辑\s?[-—]{1,2}\s?[\u3400-\u9fff]{2,4}$"
    r"|^(?:编辑|校对)\s[\u3400-\u9fff]{2,4}\s(?:编辑|校对)\s[\u3400-\u9fff]{2,4}$"
    r"|^(?:文章|所属|信息)?(?:分类|栏目|类别)\s?[:：]\s?\S{0,8}$"
    r"|^本(?:稿|文|范文|文档|材料)编号\s?[:：]"
    r"|^(?:(?:文字?|图片?|图源|排版|编辑|审核|校对|来源|摄影|视频|素材|整理|口述|(?:记录)?整理|策划|撰文)\s?[:：/|｜丨]\s?[^\s:：|｜，。]{1,20}[\s|｜/；;]{0,3}){2,5}$"
    r"|^本帖最后由.{1,40}编辑$|^[发寄]信[人站]\s?:\s|^标\s题\s?[:：]|^※ (?:来源|修改)\s?:"
)
_NAMES = r"[\u3400-\u9fff]{2,4}(?:[、\s][\u3400-\u9fff]{2,4}){0,2}"
_STAFF = r"(?:图文|图|文|文字|摄影|撰稿|供稿|通讯员|记者|作者)"
_DESK = r"(?:责任编辑|责编|编辑|编审|审核|校对|审校|[初复终一二三]审|监制|排版)"
_BOTH = r"(?:图\s?[/／]\s?文|文\s?[/／]\s?图)"
_STAFF_LINE = re.compile(
    rf"^[（(【]?{_NAMES}\s{{0,4}}{_BOTH}[）)】]?$|^[（(【]?(?:{_BOTH}\s?[:：]?|图[、和]\s?文\s?[/／:：])\s{{0,4}}{_NAMES}[）)】]?$"
    rf"|^[（(【\[]?\s?(?:[\u3400-\u9fff、]{{2,20}}供稿\s{{1,3}})?(?:{_STAFF}(?:\s?/\s?{_STAFF})?\s?[:：/|]?\s?{_NAMES}[\s；;，,|]{{1,3}}){{1,4}}"
    rf"(?:{_DESK}\s?[:：/|]?\s?{_NAMES}[\s；;，,|]{{0,3}}){{1,4}}[）)】\]]?$"
)
# Where else a text stands, and nothing but: 新华网原稿：http://….
_ELSEWHERE = re.compile(
    r"[\s（(\[【]{0,3}[\u3400-\u9fff]{0,8}(?:原[文稿]|[本原]文(?:链接|地址|网址|出处)|文章(?:链接|地址|网址)|转载?自|来源|出处)"
    r"\s?[:：]\s?(?:https?://|www\.)\S{1,200}[）)\]】]?$"
)
# What these two match holds one of these characters, and few other lines do.
_MAY_CREDIT = re.compile("[:：/／丨|｜】编校审制版]")
_ENDS_SENTENCE, _HEADS = frozenset("。！？；"), ("来源", "作者", "编辑", "审核", "校对", "发布")
_BUTTON = (
    r"(?:顶(?:一下)?|踩(?:一下)?|赞一个|喜欢(?=\s?[(（]?\d)|赞|收藏|举报|分享|打印|关闭|复制|返回|评论|点赞|转发|推荐|字号|字体|繁体|微信|微博|朋友圈"
    r"|QQ空间|更多|展开|收起|全文|上一页|下一页|首页|尾页|末页|尾頁|订阅|关注|登录|注册|投稿|纠错"
    r"|广告|加载中|加载更多|[大中小]字?|正文|来源|分享到|播报|编辑|大中小|听新闻|回复|楼主|advertisement|完|赞助内容|推广内容|广告内容|生成海报)"
)
_BUTTONS = rf"[-—–<\s|·»《【\[+]{{0,3}}(?:{_BUTTON}[\s|·】【\]\[》)(（:：。.…\d<>-]{{0,6}}){{1,12}}"
_PAGES = (
    r"(?:共\s?\d+\s?[页条篇]|当前|[，,]|[\s\[\]|…<>«».:：/-]|\d{1,3}(?!\d)|[上下]一页|首页|尾页|末页|全文阅读|阅读全文"
    r"|全文|[上下]页|第\s?\d+\s?页){3,60}"
)
_RULE = r"-{2,3}|[-—=_*＊~·.#\s]{4,}(?:分[割隔]线)?[-—=_*＊~·.#\s]{0,60}"
_END = (
    r"[☆★✦●■]{0,3}\s?(?:the\s)?end[.!。]?\s?[☆★✦●■]{0,3}"
    r"|[（(\[【\s]{0,3}(?:第\s?\d{1,3}\s?/\s?\d{1,3}\s?页[\s,，]{0,3})?本[章篇文]未完(?![成全整善备毕]).{0,12}"
    r"|[-—=_*~·.#\s【\[(（]{1,20}(?:the\s)?(?:end|(?:全文|正文|本文|内容|本[篇章])?(?:完|结束)|未完.{0,8})[-—=_*~·.#\s】\])）]{1,20}"
)
# What a template left unfilled, and the marks where it breaks pages: [db:简介], #p#副标题#e#.
_UNFILLED = (
    r"(?:built|made|powered|generated)\s(?:with|by)\s[\w .&,-]{2,40}|"
    r"(?:(?:today|yesterday|total)(?:'s)?\s(?:visitors?|hits?|views?)\s?:?\s?[\d,]{1,9}\s{0,3}){1,3}|[\[【(（]?广告(?:位|招租|合作|投放)[^，。]{0,30}|[-—=*]{2,9}[^，。]{0,9}(?:下载|文档)[^。]{0,16}[-—=*]{2,9}|(?:\d{1,2}(?:\.\d)?[x分星×]\s{0,2}){3,8}|\d{1,2}\s?min(?:ute)?s?\sread\b.{0,20}|倍速播放[\s\d.x×]{0,30}|"
    r"[\[{]{1,2}(?:db|dede|e|tag|ad[_-]|field|\$|%)[:.$\w][^\]}]{0,40}[\]}]{1,2}|#p#.{0,60}#e#|\$\w{1,20}\$"
    r"|(?=\S{0,40}[a-z][A-Z])[wW]{3}\.\S{4,40}|[（(]?[接转续][上下]一?[页版篇][）)]?"
    r"|[\[{#<]?(?:next_?page|pagebreak|分页符?|--nextpage--)[\]}#>]?"
)
_NO_TEXT = re.compile(rf"^(?:{_BUTTONS}|{_PAGES}|{_RULE}|{_END}|{_UNFILLED})$", re.I)
_META, _LONG, _SHORT, _HEAD = 160, 300, 60, 20


def is_furniture(line: str) -> bool:
    """True for a line that is a site's wherever it stands: notices, buttons, page numbers,
    calls to follow, tag lines, editors' credits."""
    return len(line) <= _LONG and _is_furniture(line)


@remembered
def _is_furniture(line: str) -> bool:
    line = simplified(line)
    if len(line) <= NOTE and is_notice(line):
        return True
    if ("http" in line or "www." in line) and _ELSEWHERE.match(line):
        return True
    return bool(_TAGS.match(line)) or (len(line) <= _SHORT and _is_small(line))


def _is_small(line: str) -> bool:
    if len(line) <= CALL and calls(line):
        return True
    credit = _MAY_CREDIT.search(line) and (_CREDIT.match(line) or _STAFF_LINE.match(line))
    if credit and line[-1:] in _ENDS_SENTENCE and line.startswith(_HEADS):
        return not ("，" in line or "要" in line)  # 来源：群众来信占六成，信访占四成。
    return bool(credit or _NO_TEXT.match(line)) or is_site_talk(line)


def is_tags(line: str) -> bool:
    """True for a line of keywords: 推荐访问：…, 标签：…, 关键词：…."""
    head = line[:_SHORT]
    return (":" in head or "：" in head) and _TAGS.match(simplified(head)) is not None


def is_cut(line: str) -> bool:
    """True for a normalised line that is a heading below which a text is over: 相关文章,
    上一篇：…, 网友评论."""
    if len(line) > _META:
        return False
    return (line[:1] in _MAY_CUT and _is_cut(line)) or (
        line[-1:] in _COLONS and bool(_OF_TITLE.match(line))
    )


@remembered
def _is_cut(line: str) -> bool:
    if _ABOUT.match(line):
        return True
    if not _CUT.match(simplified(line)):
        return False
    named = any(mark in line[:10] for mark in "：:") or "篇" in line[:6]
    if line[-1] in _ENDS_SENTENCE and ("，" in line or not named):
        return "：" in line[:10] or ":" in line[:10]  # 大家都在看着我们，我们没有退路。
    return len(line) <= _HEAD or named
