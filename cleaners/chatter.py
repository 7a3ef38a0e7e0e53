"""Lines beside a text in which its page talks to the reader: 写得不错就点个赞，分享给更多人吧."""

import re
from collections.abc import Sequence

# What pages talk of.
_TOPICS = (
    "收藏|转发|分享|点赞|打分|评分|好评|差评|评价|点评|关注|订阅|阅读|浏览|预览|下载|投稿|举报|反馈|纠错|投诉"
    "|推荐|精选|广告|编辑|责编|更新|修改|本页|本文|本站|本网|此文|此页|这篇|全文|摘要|导读|页面|网页|文章|范文"
    "|文档|文稿|稿件|稿子|讲稿|公众号|小编|在看|打赏|会员|网友|读者|粉丝|下期|上期|原创|转载|转藏|版权|搬运"
    "|留言|评论|扫码|二维码|搜索|点击|复制|登录|注册|客服|加群|交流群|群号|专栏|栏目|专题|热门|热文|猜你|标签"
    "|目录|字数|作者|来源|出处|首发|编者|博主|站长|资料|素材|模板|文库|链接|网址|网站|首页|客户端|免费|收费"
    "|付费|充值|积分|吐槽|稿酬|邮箱|商务|合作|微信|QQ|VIP|vip|APP|app|Word|word|WORD|pdf|PDF|docx?|发布|上传"
    "|提供|整理|收集|来自|网络|互联网|参考|借鉴|侵权|删除|感兴趣|喜欢|有用|写得"
)
# What they say of it, and what any sentence is made of.
_FILLERS = (
    "觉得|不错|还不|如果|若|要是|记得|别忘了?|欢迎|感谢|支持|让|更|最|多|好|精彩|人|看到|看看|看过|看|身边|朋友们?"
    "|小伙伴们?|亲们?|各位|大家|您|你|我们|他们|自己|给|送|为|对|的话|的|了|吧|呗|哦|啦|呢|呀|吗|哟|一下|一起"
    "|一个|个|点|就|仅供|仅|供|以|实际|情况|为准|请|先|再|后|还|也|都|是|有|在|与|和|及|或者?|到|于|从|被|把"
    "|将|可以?|能|会|想|需要?|不|没|未|无|这|那|哪|里|些|次|条|篇|份|页|字|位|赞|踩|顶|亮|写|打|加|发|内容|以上"
    "|以下|下面|上面|其他|其它|相关|同类|类似|查看|了解|获取|领取|后台|回复|每天|每日|今天|昨天|最后|时间|日期"
    "|来|去|成|完整|完|全部|部分|建议|细读|慢慢|希望|帮助|有所|帮|动动|手指|最大|见|再见|说|等|中|上|下|前|而"
    "|并|所|其|已经|已|本|此|该|第|共|约|分钟|秒|元|号|版|有些|可能|显示|缺失|移步|入口"
    "|进入|戳|搜|找到|查找|找|书友|网|站|立场|观点|代表|声明|责任|承担|归|所有|属|由|用户|个人|自发|贡献|表达"
    "|看法|表明|同意|证实|描述|联系|处理|及时|尽快"
)
_WORDS = re.compile(f"{_TOPICS}|{_FILLERS}")
_TOPIC = re.compile(_TOPICS)
# Whoever says so speaks to hearers, or tells of something else than a page.
_SPEAKER = re.compile(
    "我(?!们)|同志|谢谢|领导|人民|群众|干部|党|企业|附件|学校|单位|公司|孩子|会议|报名|通知|电话|老师|同学"
)
_NUMBERED = re.compile(
    r"[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|.{0,20}(?:19|20)\d\d[-/.年]\d"
)
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTEST, _LONGEST, _COLONS = 5, 80, frozenset("：:")
# Of 2,700 first and last lines of texts with gold, what covers so much of a line that names two
# topics, or one, is their sites' in all but one; of 10,000 lines anywhere in all but four.
_SHARE, _SHARE_OF_ONE = 0.6, 0.85


def is_chatter(line: str, text: Sequence[str] = ()) -> bool:
    """True for a line, the first or the last of a text, that is made of little else than words
    about its page; not where the `text` is about the same, as advice for writers is."""
    if not _SHORTEST <= len(line) <= _LONGEST or line[-1] in _COLONS:
        return False
    if not _TOPIC.search(line) or _SPEAKER.search(line) or _NUMBERED.match(line):
        return False
    topics = set(_TOPIC.findall(line))
    if sum(any(topic in other for other in text) for topic in topics) * 2 >= len(topics):
        return False
    said, left = len(_LETTERS.findall(line)), len(_LETTERS.findall(_WORDS.sub("", line)))
    return said - left >= said * (_SHARE if len(topics) > 1 else _SHARE_OF_ONE)
