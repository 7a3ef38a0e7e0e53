"""Lines that a site puts around a text or below it, told by their wording."""

import re
from functools import lru_cache

from cleaners.noise import TEXT_SITES
from cleaners.script import both_scripts, simplified
from cleaners.sitewords import is_site_talk

_OPENING = "▍【[（(★☆●■□◆◇>》▼▲▶►→◎*※-"
_OPEN = rf"^[\s{re.escape(_OPENING)}]{{0,4}}"
_CUT = re.compile(
    rf"{_OPEN}(?:"
    r"(?:本文|文章|本站)?(?:相关|关联)(?:的)?(?:文章|阅读|新闻|链接|推荐|报道|资讯|专题|搜索|热词"
    r"|范文|文档|档案|稿件|导读|帖子|日志)"
    r"|(?:相关|延伸)\s?[:：]|往期(?:回顾|精选|推荐|精彩|文章)|延伸阅读|推荐(?:阅读|文章|新闻|内容|图文|范文|资讯|关键词)"
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
    "一上下与为人今他往你您全其关前后发参友同图大小延我推排文更最本栏热点特猜用相看站精编网评赞资"
    "阅随频《“已共有0123456789"
)
_MAY_CUT = frozenset(both_scripts(_CUT_BEGINS) + _OPENING)
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
    r"|^(?:编辑|校对)\s[\u3400-\u9fff]{2,4}\s(?:编辑|校对)\s[\u3400-\u9fff]{2,4}$"
    r"|^(?:文章|所属|信息)?(?:分类|栏目|类别)\s?[:：]\s?\S{0,8}$"
    r"|^本(?:稿|文|范文|文档|材料)编号\s?[:：]"
    r"|^(?:(?:文字?|图片?|图源|排版|编辑|审核|校对|来源|摄影|视频|素材)\s?[:：/|｜丨]\s?[^\s:：|｜，。]{1,8}[\s|｜/；;]{0,3}){2,5}$"
    r"|^本帖最后由.{1,40}编辑$|^[发寄]信[人站]\s?:\s|^标\s题\s?[:：]|^※ (?:来源|修改)\s?:"
)
_NAMES = r"[\u3400-\u9fff]{2,4}(?:[、\s][\u3400-\u9fff]{2,4}){0,2}"
_STAFF = r"(?:图文|图|文|文字|摄影|撰稿|供稿|通讯员|记者|作者)"
_DESK = r"(?:责任编辑|责编|编辑|编审|审核|校对|审校|[初复终一二三]审|监制|排版)"
_STAFF_LINE = re.compile(
    rf"^[（(【\[]?\s?(?:{_STAFF}(?:\s?/\s?{_STAFF})?\s?[:：/|]?\s?{_NAMES}[\s；;，,|]{{1,3}}){{1,4}}"
    rf"(?:{_DESK}\s?[:：/|]?\s?{_NAMES}[\s；;，,|]{{0,3}}){{1,4}}[）)】\]]?$"
)
_NOTICE = re.compile(
    rf"{_OPEN}(?:(?:版权|免责|特别|郑重|重要|温馨|本站|网站|侵权|法律|平台)(?:声明|申明|提示|说明)"
    r"|声明)\s{0,2}[:：】].{0,80}(?:转载|版权|侵权|本站|本网|本文|该文|网站|著作权|观点|平台|不构成)"
    r"|[\s（(\[【]{0,3}(?:版权|免责|侵权)声明"
    r"(?:[\s:：】\])）]|$|.{0,60}(?:本站|本网|转载|网站|网络|平台|版权|承担|联系|内容|来源|作者))|版权所有"
    r"|未经.{0,20}(?:授权|许可|允许|同意).{0,20}(?:转载|复制|使用|摘编)|如需转载"
    r"|(?:欢迎|谢绝|禁止)?转载(?:请|须|时)?(?:务必)?(?:注明|联系|保留|标明)"
    r"|[（(\[【]?本文(?:版权|来自于?|来源于|转载自|系转载|内容由|由.{0,20}(?:整理|发布|提供)|转自)"
    r"|以上(?:文章|信息|图文|内容)(?:仅代表|均来自|来自|版权|均?系?转(?:载|自))"
    r"|(?:本站|本网站?)(?:所有|部分|内容|文章|资料|声明|转载|提供)"
    r"|[（(]?(?:图片|图文|文章|内容|资料|素材|文字|部分){0,2}(?:均|系)?(?:来源于?|来自|源于|源自|转自|摘自)于?"
    r"(?:互联网|网络)"
    rf"|[\w\u3400-\u9fff]{{1,10}}{TEXT_SITES}$"
    r"|(?:主办|承办|技术支持|网站(?:标识码|地图|备案))\s?[:：]"
    r"|更多[^，。；]{2,60}请(?:(?:关注|访问|登[录陆]|搜索)|(?:看|见|查看|点击)\s?[:：])"
    r"|[【\[](?:推荐|荐读|热荐|广告|推广|相关推荐|专题推荐)[】\]]\s?\S|\[?_TAG_h\d\]|[（(]?更多(?:内容|精彩|详情|信息|报道)[，,]?\s?(?:详见|请见|见|参见)|原创不易|关于本文\s?[:：]|[您你]是(?:本[站页])?第.{0,12}(?:访客|访问者|来访者|客人)"
    r"|[您你](?:正在?|现在|当前)?(?:浏览|阅读|查看|看到?)的(?:文章|内容|范文)?(?:是|为|$)"
    r"|[（(]?本(?:文档|资料|范文|作品)(?:由|为|来自|是)?.{0,8}(?:网友|用户|会员|互联网).{0,6}"
    r"(?:上传|提供|分享|整理|发布)"
    r"|如果?想.{0,4}(?:了解|查看|阅读|获取)更多.{0,60}(?:关注|访问|收藏|点击|浏览).{0,30}(?:网|站|频道|栏目|专题|专区)"
    r"|(?:想要?)?(?:了解|查看|阅读|获取)更多[^。]{0,30}请(?:(?:访问|点击|进入)\s?[:：]"
    r"|(?:访问|点击|关注|进入).{0,12}(?:专题|频道|栏目|本[站网]))"
)
# What these two match holds one of these characters, and few other lines do.
_MAY_CREDIT = re.compile("[:：/丨|｜】编校审制版]")
_FORBIDS = r".{0,4}(?:请勿|不得|严禁|禁止|谢绝).{0,4}转载"
# Alternatives that all begin with a plain character are found several times as fast.
_NOTICE_INSIDE = re.compile(
    r"不(?:代表|表明|说明).{0,14}(?:本站|本网|平台|网站|赞同).{0,12}(?:立场|观点|证实)"
    r"|并不意味着?.{0,14}(?:本站|本网|平台|网站|赞同).{0,12}(?:立场|观点|证实)"
    r"|转载.{0,12}(?:请|须|应)(?:注明|标明)(?:出处|来源)"
    r"|使用.{0,12}(?:请|须|应)(?:注明|标明)(?:出处|来源)"
    rf"|专稿{_FORBIDS}|授权{_FORBIDS}|许可{_FORBIDS}|允许{_FORBIDS}|同意{_FORBIDS}"
    r"|转载.{0,6}(?:请|须|应)保留"
    r"|仅展示.{0,20}预览|超出.{0,6}预览|全文请.{0,4}(?:查看|下载)"
    r"|如(?:有|涉及?|果).{0,12}侵(?:权|犯).{0,30}(?:联系|告知).{0,20}(?:删除|处理|我们|本站|小编)"
    r"|如有侵权|侵权(?:请联系|必究(?!，)|删除)|侵[权]?[必即]?删|提供信息存储(?:空间)?服务|公网安备|©"
)
# What a speaker says of such calls: 要让群众扫码就能查看进度.
_ASKED = re.compile(
    r"国家反诈|守护|群众|干部|党员|同志|职工|学生|村民|居民|我们(?:要|把)|报到|回执|登记|报名|参会|办理|填[写报]|申[请报]|(?<![需想])要(?:把|用|让|在|做|办|以)"
)
_ENDS_SENTENCE, _HEADS = frozenset("。！？；"), ("来源", "作者", "编辑", "审核", "校对", "发布")
# Who writes speeches for money says so between two paragraphs of one.
_SELLS = re.compile(r"(?:代写|写手).{0,60}(?:微信|QQ|客服|付款|退款|下单|交稿|联系)")
_MEMBERS = re.compile(
    r"(?:(?:升级|开通|充值|购买).{0,8}|(?:成为|加入)(?:VIP|[高超]级|年费|终身|尊享|白金))会员.{0,20}(?:篇|下载|查看|阅读|编辑|免费|全站|[不无]限)"
    r"|(?:开通|购买|升级).{0,4}(?:VIP|[月季年]卡).{0,30}(?:全站|随心|万篇|下载|无限)"
)
_LATIN = re.compile(r"[A-Za-z]")
_RIGHTS = re.compile(
    r"copyright|all rights reserved|uploaded and posted by|ICP\s?(?:[备证]|\d{6})", re.I
)
# As `_MAY_CREDIT`, for what these two search for.
_MAY_NOTICE = re.compile("[载侵©储览源处请站网台赞PpVv]")
_FOLLOW = re.compile(
    r"扫描?(?:码|一扫|下方|上方|左侧|右侧|二维码|描).{0,24}"
    r"(?:关注|下载|二维码|加入|添加|领取|观看|打开|分享|查看|进[^，。]{0,6}群|加.{0,4}群)"
    r"|(?:公众|微信|订阅|服务)号.{0,16}(?:欢迎|敬请|[，,]\s?请)关注"
    r"|APP[内中里](?:打开|阅读|观看|查看)|^扫码[听读看]|长按.{0,12}二维码|(?:关注|添加|搜索).{0,16}(?:公众号|公众平台|微信号|服务号|订阅号)"
    r"|微信扫一扫|用微信.{0,6}扫|点击.{0,8}(?:下载(?:全文|本文|文档|客户端))"
    r"|(?:下载|打开).{0,10}(?:客户端|APP)|本文的?(?:word|pdf|ppt)?\s?文[档件]?下载"
    r"|点击.{0,4}[上下]一?页|了解更多.{0,8}关注"
    r"|点击.{0,6}(?:上方|下方|蓝[字色]|标题|名片|卡片).{0,20}(?:关注|订阅)"
    r"|(?:请|随意|欢迎|感谢)赞赏|(?:欢迎|感谢|请|求)打赏|打赏.{0,4}(?:支持|鼓励|作者|本文|博主|一下)"
    r"|(?:阅读|读完).{0,6}(?:需要?|大?约).{0,4}\d{1,3}\s?分钟"
    r"|加载中.{0,4}请稍[后候]|长时间无响应|请刷新(?:本)?页面"
    r"|正在(?:为您)?(?:切换|加载|缓冲).{0,20}请?稍[后候]"
    r"|返回(?:顶部|首页|列表|搜狐|网易|腾讯|凤凰)(?!的|要)"
    r"|分享[到至]\s?(?:[:：]|$|QQ|微|新浪|朋友圈|空间)|^\W{0,4}分享给.{0,6}(?:朋友|好友|同事|家人)\W{0,4}$"
    r"|群号\s?[:：]?\s?\d{5}"
    r"|更多(?:(?:精彩|内容|资讯|信息|相关|范文|文章|详情|新闻).{0,30}|[^，。；]{0,30})"
    r"(?:请|尽在|敬请|欢迎).{0,10}(?:关注|访问|点击|查看|登录|浏览|收藏)",
    re.I,
)
# As `_MAY_CREDIT`, for calls to follow.
_MAY_FOLLOW = re.compile("[扫码号台载端页注订赏钟响刷稍返享更Pp]")
_OFFER = re.compile(
    r"(?:点击)?(?:阅读|展开|查看|解锁)(?:剩余)?(?:全文|原文|更多)"
    r"|文[档件]为\s?\w{2,5}\s?格式|推荐度\s?[:：]"
    r"|(?:文[件档]|附件|资[源料]|压缩包)(?:大小|格式|类型|页数)\s?[:：]\s?[^，。]{1,16}$"
    r"|下载(?:次数|积分|点数|权限|价格|方式|地址)\s?[:：][^，。]{0,30}$"
    r"|(?:点击|立即|免费|本地|高速|普通|马上)下载[^，。；]{0,12}$"
    r"|(?:官方)?(?:微信)?(?:公众号|公众平台|服务号|订阅号|微信号)\s?[:：]"
    r"|(?:投稿|爆料|新闻|商务合作|广告合作)(?:邮箱|电话|热线|QQ)\s?[:：]"
    r"|(?:资源|文档|范文|文章|稿件)下载\s?[:：]?$|下载(?:此|本|该)?(?:文档|全文|资料)$|时长\s?[:：]\s?\d{1,3}:\d\d"
    r"|点(?:个|一?下|亮)[“\"「【]?(?:在看|赞|小红心|小心心)|(?:文章|本文|内容)目录\s?[:：]?$"
    r"|请?继续往下(?:阅读|浏览|看)|(?:还[剩有]|剩余)\s?\d{1,3}\s?[页%％].{0,2}(?:未读|内容|篇幅)"
    r"|(?:点击|继续)?(?:展开|查看|阅读|显示)(?:剩余|余下|全部)(?:内容|部分|文字)?[\s>》∨▼↓]{0,3}$"
    r"|[\s>》»…]{0,6}(?:点击)?(?:进入|查看)?下一页.{0,4}(?:更多|精彩|还有|继续)",
    re.I,
)
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
    r"|[-—=_*~·.#\s【\[(（]{1,20}(?:the\s)?(?:end|(?:全文|正文|本文|内容|本[篇章])?(?:完|结束)|未完.{0,8})[-—=_*~·.#\s】\])）]{1,20}"
)
# What a template left unfilled, and the marks where it breaks pages: [db:简介], #p#副标题#e#.
_UNFILLED = (
    r"[\[【(（]?广告(?:位|招租|合作|投放)[^，。]{0,30}|[-—=*]{2,9}[^，。]{0,9}(?:下载|文档)[^。]{0,16}[-—=*]{2,9}|(?:\d{1,2}(?:\.\d)?[x分星×]\s{0,2}){3,8}|\d{1,2}\s?min(?:ute)?s?\sread\b.{0,20}|倍速播放[\s\d.x×]{0,30}|"
    r"[\[{]{1,2}(?:db|dede|e|tag|ad[_-]|field|\$|%)[:.$\w][^\]}]{0,40}[\]}]{1,2}|#p#.{0,60}#e#|\$\w{1,20}\$"
    r"|(?=\S{0,40}[a-z][A-Z])[wW]{3}\.\S{4,40}|[（(]?[接转续][上下]一?[页版篇][）)]?"
    r"|[\[{#<]?(?:next_?page|pagebreak|分页符?|--nextpage--)[\]}#>]?"
)
_NO_TEXT = re.compile(rf"^(?:{_BUTTONS}|{_PAGES}|{_RULE}|{_END}|{_UNFILLED})$", re.I)
_META, _LONG, _NOTE, _SHORT, _CALL, _HEAD = 160, 300, 200, 60, 40, 20


def is_furniture(line: str) -> bool:
    """True for a line that is a site's wherever it stands: notices, buttons, page numbers,
    calls to follow, tag lines, editors' credits."""
    return len(line) <= _LONG and _is_furniture(line)


@lru_cache(maxsize=8192)
def _is_furniture(line: str) -> bool:
    line = simplified(line)
    if len(line) <= _NOTE and _is_notice(line):
        return True
    return bool(_TAGS.match(line)) or (len(line) <= _SHORT and _is_small(line))


def _is_notice(line: str) -> bool:
    if _NOTICE.match(line):
        return True
    if ("代写" in line or "写手" in line) and _SELLS.search(line):
        return True
    if ("会员" in line or "卡" in line) and len(line) <= _SHORT and _MEMBERS.search(line):
        return True
    if not _MAY_NOTICE.search(line):
        return False
    return bool(_NOTICE_INSIDE.search(line) or (_LATIN.search(line) and _RIGHTS.search(line)))


def _is_small(line: str) -> bool:
    if len(line) <= _CALL and _calls(line):
        return True
    credit = _MAY_CREDIT.search(line) and (_CREDIT.match(line) or _STAFF_LINE.match(line))
    if credit and line[-1:] in _ENDS_SENTENCE and line.startswith(_HEADS):
        return not ("，" in line or "要" in line)  # 来源：群众来信占六成，信访占四成。
    return bool(credit or _NO_TEXT.match(line)) or is_site_talk(line)


def _calls(line: str) -> bool:
    """True for a call to follow, to scan or to download, or the offer of one."""
    follow = _MAY_FOLLOW.search(line) and _FOLLOW.search(line) and not _ASKED.search(line)
    return bool(follow or _OFFER.match(line))


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


@lru_cache(maxsize=8192)
def _is_cut(line: str) -> bool:
    if _ABOUT.match(line):
        return True
    if not _CUT.match(simplified(line)):
        return False
    named = any(mark in line[:10] for mark in "：:") or "篇" in line[:6]
    if line[-1] in _ENDS_SENTENCE and ("，" in line or not named):
        return "：" in line[:10] or ":" in line[:10]  # 大家都在看着我们，我们没有退路。
    return len(line) <= _HEAD or named
