"""Lines made of nothing but a website's own words: 点击加载更多, 用户评价： 中立 好评 差评."""

import re

# Words of buttons, counters and boxes that no text is made of.
_STRONG = (
    "Facebook|Twitter|WhatsApp|Plurk|网友|游客|访客|挑错|纠错|打印|好评|中评|差评|顶一下|踩一下|点赞|打赏|加载|刷新|大图|原图|图片集|图集"
    "|听新闻|语音朗读|手机版|电脑版|手机端|扫码|扫一扫|二维码|客户端|赞助商|热门|猜[您你]|感兴趣|本文|本篇|本页|此页"
    "|本站|本栏目|上一[篇页]|下一[篇页]|标签|公众号|朋友圈|看过|赞一个|写评语|点击图片|前一篇|后一篇|生成海报|抢沙发|收起|下滑|上滑|下拉|上拉|滚屏|影响人|人气|我的微[信博]|VIP|vip"
)
# Words that sites use most: two of them, or one that is counted, make a site's line.
_USUAL = (
    "评论|收藏|转载|转藏|献花|充值|积分|签到|分享|转发|点击|单击|浏览|阅读|下载|订阅|关注|会员|用户|朗读|广告|全文|返回|在线"
    "|微信|微博|链接|网址|展开|登[录陆]|注册|举报|搜索|文档|推荐|栏目"
)
_WEAK = (
    "字体|有礼|关闭|放大|暂无|快来|抢|写|给|朋友|好友|所需|继续|双击|自动|top|剩余|支付宝|价格|优惠|邀请|每日|资源|客服|升级|开通|特权|专享|限时|领取|红包|反馈|意见|元"
    "|文章|文本|文件|图片|附件|内容|资料|正文|原文|范文|例文|稿件|讲话稿|发言稿|演讲稿|内文|评价|中立|最新"
    "|精选|精彩|特别|优秀|推介|频道|目录|导航|一览|导读|更多|查看|打开|语音|播放|手机|电脑|共计"
    "|共有|当前|您|你|我|他|们|大家|第|共|页|条|位|次|个|人|字|篇|已|被|发表|影响|相关|相似|同类|类似|喜欢|列表"
    "|首页|末页|尾页|顶部|底部|时间|日期|格式|大小|页数|字数|字号|字体|默认|来源|来自|源于|于|网络|互联网|以上"
    "|以下|下面|上面|为|的|了|还|看|过|想|要|是|和|与|及|或|到|在|就|请|将|把|并|对|这|该|此|可|也|都|有|没有|无"
    "|或者|可以|欢迎|支持|版本?|完整|一键|复制|快速|免费|立即|马上|word|pdf|txt|docx?|pptx?|wps|[km]b|or|and|the"
    "|end|qq空间|qq|说说|观点|我来|我要|参与|热度|热词|热点|猜|猜你|顶|踩|赞|转|大|中|小|左|右|上|下"
)
_WORDS = re.compile(f"{_STRONG}|tags?|{_USUAL}|{_WEAK}", re.I)
# Alternatives that begin with a character of one case only are found four times as fast.
_SURE = re.compile(_STRONG)
_MAY = re.compile(f"{_STRONG}|{_USUAL}")
_OFTEN = re.compile(_USUAL)
_COUNTED = re.compile(rf"(?:{_USUAL})\s?[(（:：]\s?\d")
_BETWEEN = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_ADDRESSES = frozenset(["www.", "http"])
_ADDRESS = re.compile(r"(?:https?://)?www\.[\w-]{1,30}(?:\.[\w-]{1,12}){1,3}/?", re.I)
_LONGEST, _STOPS = 48, ("。", "！", "，", "；")


def is_address(line: str) -> bool:
    """True for the address of a site, and nothing else: www.example.cn."""
    return line[:4].lower() in _ADDRESSES and _ADDRESS.fullmatch(line) is not None


def is_site_talk(line: str) -> bool:
    """True for a short line that holds a site's word, and nothing else once all of them are out.

    Digits and punctuation do not count; a sentence with its full stop is a text's own.
    """
    if len(line) > _LONGEST or line.endswith(_STOPS):
        return False
    if "tag" not in line.lower() and not (
        _MAY.search(line) and (_SURE.search(line) or _is_usual(line))
    ):
        return False
    return not _LETTERS.search(_WORDS.sub("", line))


def _is_usual(line: str) -> bool:
    """True for a counter, or a row of buttons: 收藏 推荐 分享."""
    row = sum(bool(_OFTEN.search(part)) for part in _BETWEEN.split(line))
    return row > 1 or bool(_COUNTED.search(line))
