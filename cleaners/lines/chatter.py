"""Lines beside a text in which its page talks to the reader: 写得不错就点个赞，分享给更多人吧."""

import re
from collections.abc import Sequence
from operator import add

# What pages talk of.
_TOPICS = (
    "收藏|转发|分享|点赞|打分|评分|好评|差评|评价|点评|关注|订阅|阅读|浏览|预览|下载|投稿|征稿|征集|举报|反馈|纠错|投诉"
    "|推荐|精选|广告|推广|赞助|编辑|责编|主播|排版|更新|修改|本页|本文|本站|本网|本篇|本号|此文|此页|这篇|上文|下文|全文|正文|摘要|导语"
    "|导读|页面|网页|文章|范文|范本|例文|美文|好文|文档|文稿|稿件|稿子|好稿|讲稿|讲话稿|发言稿|演讲稿|原文|公众号"
    "|订阅号|视频号|小编|在看|打赏|会员|网友|读者|粉丝|博主|站长|编者|下期|上期|下篇|上篇|原创|首发|转载|转藏|转自|版权"
    "|搬运|留言|评论|跟帖|扫码|二维码|搜索|搜一搜|点击|复制|粘贴|登录|注册|客服|加群|交流群|群号|专栏|栏目|频道|专题"
    "|合集|热门|热文|热搜|猜你|标签|目录|字数|作者|来源|出处|资料|素材|模板|文库|书架|书单|链接|网址|网站|首页|官网"
    "|客户端|小程序|浏览器|免费|收费|付费|有偿|售价|退款|付款|优惠|充值|积分|下载券|吐槽|稿酬|稿费|采纳|采用|礼品|邮箱"
    "|私信|商务|商业|合作|微信|微博|抖音|知乎|QQ|VIP|vip|APP|app|Word|word|WORD|pdf|PDF|PPT|ppt|doc|发布|上传"
    "|提供|整理|收集|来自|网络|互联网|参考|借鉴|侵权|侵删|删除|感兴趣|喜欢|有用|写得|写作|读完|看完|听完|学完|看到这里"
    "|播放|弹幕|倍速|加载|刷新|重试|展开|收起|查看|时长|朗读|打印|关闭|返回|星标|置顶|蓝字|干货|福利|抄作业|马住|码住"
    "|适用|星级|场景|推荐度|工单|编号|押韵|仅供|学习交流|足迹"
)
# What they say of it, and what any sentence is made of.
_FILLERS = (
    "觉得|不错|还不|如果|若|要是|既然|记得|别忘了?|欢迎|感谢|支持|鼓励|动力|尊重|让|更|最|多|好|精彩|完整|人|看到|看看"
    "|看过|看|瞧瞧|瞧|读|听|身边|朋友们?|小伙伴们?|宝子们?|亲们?|各位|大家|您|你|我们|我的|我|他们|自己|给|送|为|对|的话"
    "|的|了|吧|呗|哦|啦|呢|呀|吗|哟|嘛|哈|一下|一起|一个|个|点|就|供|以|实际|情况|为准|请|敬请|烦请|务必|先|再|后|还"
    "|也|都|是|有|在|与|和|及|或者?|到|于|从|被|把|将|可以?|能|会|想|需要?|只要|只|不|没|未|无法|无|这|那|哪|里|些|次"
    "|条|篇|份|页|字|位|款|赞|踩|顶|亮|写|打|加|发|戳|搜|找到|查找|找|选|内容|以上|以下|下面|上面|上方|下方|左侧|右侧|右上角|其他"
    "|其它|别的|相关|同类|类似|类|各类|了解|获取|领取|领|后台|回复|每天|每日|每周|今天|昨天|明天|最后|时间|日期|第一时间"
    "|送达|来啦|带来|来|赶紧|快|去|成|完|全部|部分|建议|细读|慢慢|希望|帮助|有所|帮|随手|动动|手指|最大|见|再见|说|想说|等"
    "|中|上|下|前|而|并|所|其|已经|已|本|此|该|第|共|约|大约|分钟|秒|分|元|号|版|有些|可能|显示|缺失|移步|入口|进入|书友"
    "|网|站|立场|观点|代表|声明|责任|承担|归|所有|属|由|用户|个人|自发|贡献|表达|看法|表明|同意|证实|描述|联系|处理|立即"
    "|及时|尽快|方便|使用|用于|用|直接|禁止|请勿|不得|必究|翻版|保留|提交|获得|存入|文件夹|留下|触动|感动|困惑|相信|很|各"
    "|一经|相送|赠送|月度|年度|如需|如侵|如有|不妥|问题|失败|确认|须知|须|不限|温馨|提醒|提示|电脑|手机|保存|列表|小|大|高"
    "|三连|走起|适合|场合|轻松|搞定|学会|收好|下次|区"
)
_WORDS = re.compile(f"{_TOPICS}|{_FILLERS}")
_TOPIC = re.compile(_TOPICS)
# How they begin: most lines hold none of these, which is told far sooner.
_BEGINNINGS = frozenset(topic[:2] for topic in _TOPICS.split("|"))
# What only pages speak of, and the buttons below them: a speaker asks for attention, too, and
# shares, thanks and gives advice, 以上建议，仅供参考.
_OF_PAGES = re.compile(
    "本[文页站网篇号]|[此该这]篇|[此该]文|[上下正原全]文|页面|网[页址]|范[文本]|例文|美文|文档|模板|文库|小编|公众号|订阅号"
    "|视频号|责编|博主|站长|排版|导[语读]|收藏|下载|浏览|预览|点击|扫码|二维码|复制|粘贴|登录|注册|加群|群号|订阅|在看"
    "|打赏|会员|转[载藏自]|版权|首发|搬运|跟帖|搜索|搜一搜|合集|热[文搜门]|猜你|标签|字数|书架|首页|官网|客户端|小程序"
    "|[付退]款|付费|充值|积分|侵[权删]|蓝字|星标|置顶|干货|[马码]住|抄作业|弹幕|加载|刷新|重试|展开|收起|广告|评分|打个分|点个"
    "|看到这里|评论区|条评论|写得|稿[酬费]|采纳|工单|星级|推荐度|私信|VIP|APP|QQ|WORD|PDF|PPT|仅供.{0,4}学习|内容仅供",
    re.I,
)
_UNMISTAKABLE = re.compile(
    "本[文页站篇]|[此该这]篇|[此该]文|上文|下文|范[文本]|例文|文档|模板|文库|小编|公众号|收藏|点击|扫码|转[载藏]|原创|下载"
    "|侵[权删]|点个|在看|打赏|看到这里|评论区|写得"
)
_BUTTONS = ("关注", "转发", "点赞", "收藏", "分享", "评论", "留言", "订阅", "打赏")
_HEARERS = re.compile(
    "大家|各位|朋友|网民|广大|希望|感谢|再见|致敬|让我们|今天|到[这此]|建议|意见|发言|看法|体会|评委|嘉宾|听众|观众|聆听|部门"
)
# Whoever says so speaks to hearers, or tells of something else than a page.
_SPEAKER = re.compile(
    "(?<!关注)我(?!们|的(?:文件夹|收藏|书架|文库))|同志|谢谢|领导|人民|群众|干部|党|企业|附件|学校|单位|公司|孩子|会议|报名|通知|电话|老师|同学"
)
_NUMBERED = re.compile(
    r"[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|.{0,20}(?:19|20)\d\d[-/.年]\d"
)
_LETTERS = re.compile(r"[^\W\d_]")
_SURE, _SHORTEST, _LONGEST, _COLONS = 4, 5, 80, frozenset("：:")
# Of 2,700 first and last lines of texts with gold, what covers so much of a line that names two
# topics, or one, is their sites' in all but one; of 10,000 lines anywhere in all but four.
_SHARE, _SHARE_OF_ONE = 0.67, 0.95


def is_chatter(line: str, text: Sequence[str] = ()) -> bool:
    """True for a line, the first or the last of a text, that is made of little else than words
    about its page; not where the `text` is about the same, as advice for writers is."""
    if not _SHORTEST <= len(line) <= _LONGEST or line[-1] in _COLONS:
        return False
    if _BEGINNINGS.isdisjoint(map(add, line, line[1:])) or _NUMBERED.match(line):
        return False
    topics = set(_TOPIC.findall(line))
    if not topics or (_SPEAKER.search(line) and not (len(topics) >= _SURE and "谢谢" in line)):
        return False
    known = sum(any(topic in other for other in text) for topic in topics)
    return known * 2 < len(topics) and _is_of_page(line) and _is_covered(line, len(topics))


def _is_of_page(line: str) -> bool:
    """True for a line with a word that only pages say, or two of the buttons below them; where it
    speaks to hearers, with one that nobody says to them."""
    if _HEARERS.search(line):
        return _UNMISTAKABLE.search(line) is not None
    return bool(_OF_PAGES.search(line)) or sum(button in line for button in _BUTTONS) > 1


def _is_covered(line: str, topics: int) -> bool:
    """True when so much of a line is words about its page."""
    letters, left = len(_LETTERS.findall(line)), len(_LETTERS.findall(_WORDS.sub("", line)))
    return letters - left >= letters * (_SHARE if topics > 1 else _SHARE_OF_ONE)
