"""What a site's editors say before and after a text: 小编为您推荐…, 以上就是全部内容."""

import re

from cleaners.lines.noise import TEXT_SITES

_SITE = rf"(?:小编|本站|本网|[\u3400-\u9fff]{{1,8}}{TEXT_SITES})"
_GIVING = "推荐|整理|收集|搜集|带来|分享|准备|汇总|介绍|提供|编辑|编写|搜罗|筛选|精选"
_GIVES = rf"(?:{_GIVING})"
_YOU = r"(?:为|给|帮|供)(?:您|你|大家|各位|读者)"
# What an editor says before a text: 下面是XX小编为您推荐…, 以下是为大家整理的…, 欢迎阅读参考.
_INTRO = re.compile(
    rf"小编.{{0,30}}(?:{_GIVES}|{_YOU})|(?:本站|本网|(?<=[\u3400-\u9fff]){TEXT_SITES}).{{0,10}}{_YOU}.{{0,10}}{_GIVES}"
    rf"|(?:以下|下面|接下来).{{0,20}}{_SITE}.{{0,30}}{_GIVES}"
    rf"|(?:以下|下面)(?:是|就是|为|由).{{0,20}}{_YOU}.{{0,10}}{_GIVES}"
    r"|(?:范文|文章|本文|篇|稿|内容).{0,30}欢迎.{0,8}(?:参考|借鉴|阅读|收藏|下载|查看)"
    rf"|^(?:本文|本篇|这篇).{{0,30}}{_YOU}.{{0,10}}{_GIVES}"
    rf"|^[^我，]{{0,30}}{_YOU}[^我]{{0,10}}{_GIVES}[^我]{{0,80}}(?:供.{{0,4}}参考|希望.{{0,10}}(?:帮助|参考|喜欢))"
    r"|^[【\[]?(?:编辑|小编|编者|站长)(?:寄语|的话|有话说|提示|提醒|点评|导读)\s?[】\]]?\s?[:：]|助[您你]一臂之力"
    r"|(?:下面|现在|接下来|快)[^我]{0,6}跟[着随][^我]{1,8}一起|^.{0,6}小编.{0,6}[:：]|(?:以下|下面)(?:就?是|为)[^我]{0,60}欢迎.{0,4}(?:阅读|参考|浏览|借鉴)"
    r"|(?:以下|下面)[^我]{0,40}来(?:看看|看一看|了解一下|欣赏)|一起来(?:看看|了解一下)吧[！!~]?$|更多相关.{0,30}请在.{0,10}搜索"
    r"|由.{0,6}(?:会员|用户)(?:投稿|上传|分享)|(?:由|是|为).{0,6}网友.{0,16}(?:投稿|上传|分享|提供)|^欢迎(?:大家)?(?:阅读|浏览|参考|收藏).{0,80}(?:关注|参考|借鉴)"
    r"|^为(?:您|你|大家|各位).{0,4}(?:整理|收集|搜集|推荐|精选)的?.{0,40}(?:希望|欢迎|仅?供)"
)
# Every such line has one of these words, and few others do.
_OFFER = re.compile(rf"小编|编[辑者]|站长|一臂|跟[着随]|欢迎|投稿|上传|一起来|搜索|{_GIVING}")
# 不妨看看这两篇, 看完就有思路: both hold a word that few lines do.
_LOOK = re.compile(
    r"(?:看看|瞧瞧|欣赏|参考|阅读|收藏)(?:一下)?(?:这|以下|下面|本站).{0,4}篇|看完.{0,4}就.{0,8}(?:思路|灵感|方法)"
)
_TEXT = r"(?:文章|范文|例文|资料|文档|内容)"
_HERE = r"(?:本[页文站网篇]|此[页文]|这篇|该文)"
# What it says after one: 以上就是…的全部内容, 希望这篇…对您有所帮助, 喜欢就请收藏本页（Ctrl+D）.
_OUTRO = re.compile(
    rf"(?:以上|上述|上面|上文)(?:就)?(?:是|为|内容).{{0,80}}(?:{_SITE}|全部内容|全文内容|{_YOU})"
    rf"|小编.{{0,30}}(?:{_GIVES}|希望)|(?:以上|这篇|本篇).{{0,80}}希望.{{0,16}}(?:参考|帮助|喜欢)"
    r"|(?:以上|上述).{0,60}由.{2,14}(?:整理|提供|收集|发布).{0,40}(?:转[发载]|出处|欢迎|下载|收藏|关注)"
    r"|(?:以上|上述)(?:就)?是.{0,60}(?:内容|介绍|信息|资讯|解答).{0,100}(?:敬请|欢迎)(?:继续|持续)?关注"
    r"|(?:整理|收集|搜集|推荐|带来|汇总)到(?:这里|这儿|此).{0,20}(?:希望|欢迎)"
    rf"|希望(?:{_HERE}|以上的?{_TEXT}).{{0,80}}(?:帮助|帮到|参考|借鉴|喜欢)"
    r"|^(?:希望|但愿)(?:能够?)?[对给帮].{1,6}(?:有所帮助|有帮助|帮助)[。！!~～]?$"
    r"|(?:收藏|分享|转发)(?:一下)?[本此][页文站网]"
    r"|喜欢.{0,5}(?:请|记得|欢迎|别忘).{0,6}(?:收藏|分享|转发)"
    r"|记得.{0,8}(?:点个?赞|收藏)|记得关注.{0,8}(?:[号网站]|我们|一下)|(?:点个?赞|收藏|关注)[再后]走|看[到完](?:这里|以上|了).{0,4}相信[你您大]|[就快先紧]收藏|记得.{0,4}(?:打分|评分|好评)|动动.{0,4}手指.{0,10}(?:转[发给]|分享|收藏|点个?赞)"
    rf"|ctrl\s?\+\s?D|以上{_TEXT}.{{0,4}}仅?供.{{0,4}}参考|^(?:感谢|谢谢).{{0,5}}(?:阅读|浏览|访问|下载|收看)",
    re.I,
)
# What that holds one of: words, as most paragraphs hold one of their characters.
_MAY_OUTRO = re.compile(
    r"以上|上[述面文]|小编|到[这此]|希望|但愿|收藏|分享|转发|喜欢|记得|赞[再后]走|关注[再后]|相信[你您大]|动动|\+|感谢|谢谢"
)
# A speaker's own 以上就是我的发言 or 希望今天的分享对大家有所帮助，谢谢大家 stays.
_SPOKEN = re.compile(
    r"(?<!关注)(?<!收藏)(?<!访问)我|(?:谢谢|感谢)(?!.{0,4}(?:阅读|浏览|访问|收藏|关注))"
    r"|聆听|倾听|指正|审议|今天"
)
_SURE = re.compile("小编|点个?赞[再后]走|记得.{0,8}(?:点个?赞|收藏)")
# Longer lines are the text's own.
LONGEST = 400


def introduces(line: str) -> bool:
    """True for a line in which an editor offers the text below it."""
    if len(line) > LONGEST:
        return False
    if ("篇" in line or "看完" in line) and _LOOK.search(line):
        return True
    return bool(_OFFER.search(line) and _INTRO.search(line))


def closes(line: str) -> bool:
    """True for a line in which an editor takes leave of the reader; a speaker's own stays."""
    if len(line) > LONGEST or not (_MAY_OUTRO.search(line) and _OUTRO.search(line)):
        return False
    return _SURE.search(line) is not None or not _SPOKEN.search(line)
