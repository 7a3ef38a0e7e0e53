"""Line rules: what a site puts around and between the lines of a text."""

import re
from collections.abc import Sequence

from cleaners.text import comparable

# The traditional characters of the words below, so that one rule serves both scripts.
_SIMPLE = str.maketrans(
    "關閱讀鏈連結聞報導薦標籤鍵詞評論發時間來編輯責權聲轉載註點擊瀏覽網頁條個還歡為",
    "关阅读链连结闻报导荐标签键词评论发时间来编辑责权声转载注点击浏览网页条个还欢为",
)
_LABEL = (
    r"(?:(?:发布|发表|更新|发稿|添加|录入|创建|编辑|提交|上传|成文|印发|公开)?(?:时间|日期|时刻)"
    r"|(?:信息|文章|稿件|新闻|内容|文稿|本文|资料)?(?:来源|出处|作者|编辑|类别|分类|栏目|编号)|来自"
    r"|发布(?:人|者|单位|机构|部门)?|供稿(?:人|单位)?|撰稿人?|投稿人?|责任编辑|责编|编审|审核人?|校对|值班编辑|录入(?:员|者)?"
    r"|浏览(?:量|次数|数|人数)?|点击(?:量|次数|率|数|率)?|阅读(?:量|次数|数|人数)?|访问(?:量|次数)?|人气|查看|热度|次数|评论(?:数|人数)?|回复"
    r"|字号|字体(?:大小)?|文字大小|属于|所属(?:栏目|分类|类别)|文章属性|关键[词字]|标签|分享(?:到|至)?|收藏|打印|大小|下载(?:量|次数|地址)?|网址|体裁)"
)
_FIELD = re.compile(
    rf"(?:^|(?<=[\s|｜（(【\[·•/])){_LABEL}\s{{0,3}}[:：]\s{{0,3}}[^\s:：|]{{0,40}}"
)
_WORDS = re.compile(
    r"我要评论|我来说两句|大字体?|中字体?|小字体?|打印(?:本页|本文|此页|文章|正文|预览)?|关闭(?:窗口|本页)?|收藏(?:本文)?|分享(?:到|至)?|微信|微博|朋友圈"
    r"|QQ空间|新浪|腾讯|次(?:浏览|阅读|点击)?|阅读|浏览|评论|点击|复制(?:链接|网址)?|纠错|字号|听新闻|手机看|admin|来源|默认|超大|标准|编辑|发布|时间|小|中|大|作者|原创|人参与|条"
)
_DATE = re.compile(
    r"(?:19|20)?\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?[日号]?|\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\.\d{1,3})?|星期[一二三四五六日天]"
)
_LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
_CRUMBS = re.compile(
    r"^\s*(?:您|你)?(?:现在|当前|目前|所在)?的?(?:所在)?(?:当前|现在)?的?(?:位置|路径)\s?(?:是|为|在)?\s?[:：>》]|^首\s?页\s{0,3}(?:>|»|›|→|/|\\|-|》|＞|::|\|)"
    r"|^(?:网站|本站|返回)?首页\s?(?:>|»|›|＞)"
)
_CUT = re.compile(
    r"^[\s【\[（(★●■◆>》▼▲*-]{0,4}(?:"
    r"(?:本文|文章|本站)?(?:相关|关联)(?:的)?(?:文章|阅读|新闻|链接|推荐|内容|报道|资讯|专题|信息|搜索|热词|范文|文档|稿件|知识|导读|帖子|日志|附件文章)"
    r"|延伸阅读|推荐(?:阅读|文章|新闻|访问|信息|内容|图文|范文|资讯|关键词)|猜你(?:喜欢|感兴趣|想看)|(?:为您|为你|您可能|你可能|大家|其他人)(?:推荐|感兴趣|还想看|还?喜欢|也?喜欢|都在看|还在看|也在看)"
    r"|(?:今日|本周|本月|最新|热门|热点|精彩|精选|图文|频道|编辑|24小时|一周)(?:文章|推荐|新闻|资讯|排行|评论|点击|热点|热门|热文|阅读|关注|图片|专题|回复|视频|导读|标签|内容|回顾|发布|更新|范文|话题)"
    r"|更多(?:精彩|相关|文章|新闻|内容|推荐|范文|资讯|阅读|评论)|(?:网友|用户|最新|精彩|热门|全部|我要|发表|我来)评论|我来说两句|我要评论|发表(?:回复|观点|意见)|参与评论|评论列表"
    r"|(?:上|下|前|后)一?(?:篇|条|个)(?:文章|新闻|信息|范文)?\s{0,3}(?:[:：>»】\]]|没有|$)|[上下]一[篇条]|(?:上|下)一页\s{0,3}(?:[:：>»]|$)"
    r"|点击排行|阅读排行|排行榜|人气排行|看过(?:本文|该文)的人|大家都在(?:搜|看)|栏目(?:导航|列表|推荐|热点)|随机(?:文章|推荐)|赞助(?:商)?链接|友情链接"
    r")"
)
_TAGS = re.compile(
    r"^[\s【\[（(]{0,3}(?:推荐访问|推荐搜索|(?:本文|文章|热门|相关)?标签|(?:本文|文章)?关键[词字]|tags?|keywords?|key words)\s{0,3}[】\]]?\s{0,3}[:：]",
    re.I,
)
_CREDIT = re.compile(
    r"^[\s（(\[【]{0,3}(?:本文|本期|文章|网站|作者|值班)?(?:责任编辑|责编|编辑|编审|审核|校对|校审|初审|复审|终审|二审|三审|审签|监制|排版|录入|总编辑|主编|实习编辑|值班编委|值班主任|文字编辑|美编"
    r"|本文来源|文章来源|信息来源|稿件来源|来源|文章作者|作者|发布人|发布者|供稿|投稿|原标题|原文标题|本文(?:地址|链接|网址|标题|由)|原文(?:地址|链接)|(?:转载)?来自|文章地址|文章来自)"
    r"\s?(?:[:：/丨|]|】)"
)
_NOTICE = re.compile(
    r"^[\s（(\[【*※★◎]{0,4}(?:(?:版权|免责|特别|郑重|重要|温馨|本站|网站|侵权|法律|平台)(?:声明|申明|提示|说明|提醒)|声明)\s{0,2}[:：】].{0,80}(?:转载|版权|侵权|本站|本网|本文|该文|网站|著作权|观点|平台)"
    r"|^[\s（(\[【]{0,3}(?:版权声明|免责声明|版权所有|特别声明|郑重声明|侵权声明)"
    r"|^(?:未经.{0,20}(?:授权|许可|允许|同意)|如需转载|(?:欢迎|谢绝|禁止)?转载(?:请|须|时)?(?:注明|联系|保留|标明)|本文(?:仅|版权|转载自|系转载|内容由|为.{0,10}原创|转自)|以上(?:内容|文章|信息|图文)(?:仅|均|由|来自|版权)|(?:本站|本网站?)(?:所有|部分|内容|文章|资料|声明|转载|提供))"
    r"|(?:不代表|并不意味着?).{0,14}(?:本站|本网|平台|网站|赞同).{0,12}(?:立场|观点|证实)|(?:请|须|应)(?:注明|标明)(?:出处|来源)|如(?:有|涉及?|果).{0,12}侵(?:权|犯).{0,30}(?:联系|删除|告知|处理)"
    r"|提供信息存储(?:空间)?服务|uploaded and posted by"
    r"|(?:©|&copy;|copyright|all rights reserved|ICP[备证]\d|公网安备|ICP备|ICP证|ICP\s?\d{6})|^(?:主办|承办|技术支持|网站(?:标识码|地图|备案))\s?[:：]|版权所有.{0,40}(?:网|公司|社|站|©)",
    re.I,
)
_FOLLOW = re.compile(
    r"(?:扫描?(?:码|一扫|下方|上方|左侧|右侧|二维码|描).{0,24}(?:关注|下载|二维码|加入|添加|领取|观看|打开|分享)|长按.{0,12}二维码|(?:关注|添加|搜索).{0,16}(?:微信)?(?:公众号|公众平台|微信号|服务号|订阅号)"
    r"|微信扫一扫|用微信.{0,6}扫|点击.{0,8}(?:关注|下载(?:全文|本文|文档|客户端))|(?:下载|打开).{0,10}(?:客户端|APP)|阅读全文|展开全文|阅读原文|查看全文|返回(?:顶部|首页|列表|搜狐|网易|腾讯|凤凰)|分享到[:：]?|分享至[:：]?|更多精彩.{0,10}(?:关注|请点击|尽在|敬请))",
    re.I,
)
_BUTTONS = re.compile(
    r"^(?:[\s|·»《【\[]{0,3}(?:顶|踩|赞|收藏|举报|分享|打印|关闭|复制|返回|评论|点赞|转发|推荐|字号|繁体|微信|微博|朋友圈|QQ空间|更多|展开|收起|全文|上一页|下一页|首页|尾页|末页|尾頁|订阅|关注|登录|注册|投稿|纠错|广告|加载中|加载更多|大|中|小|正文|来源|分享到|【大中小】|【打印】|【关闭】|听新闻|回复|楼主|ad|advertisement|end|完)[\s|·】\]》)(（:：。.…\d<>-]{0,6}){1,12}$",
    re.I,
)
_PAGES = re.compile(
    r"^(?:共\s?\d+\s?页|[\s\[\]|…<>«».-]|\d{1,3}(?!\d)|上一页|下一页|首页|尾页|末页|全文阅读|阅读全文|全文|下页|上页|第\s?\d+\s?页|:|：|/){3,60}$"
)
_SITE = r"(?:小编|小文|本站|本网|[\u3400-\u9fff]{1,8}(?:秘书网|文秘网?|范文网|文库|作文网|文档网|写作网|材料网|资料网|文稿网|学习网|公文网|演讲网|述职网|笔杆子|好文网?|网))"
_GIVES = r"(?:推荐|整理|收集|搜集|带来|分享|准备|精心|汇总|介绍|提供|编辑|编写|搜罗|收藏|筛选|为(?:您|你|大家)|给(?:您|你|大家))"
_INTRO = re.compile(
    rf"{_SITE}.{{0,16}}{_GIVES}|(?:以下|下面|接下来|今天).{{0,30}}(?:小编|{_SITE}).{{0,30}}{_GIVES}"
    r"|(?:下面|以下)(?:是|就是|为).{0,50}(?:为(?:您|你|大家)|给(?:您|你|大家)|小编).{0,40}"
    r"|(?:希望|供).{0,20}(?:参考|帮助|喜欢|借鉴).{0,12}(?:。|！|!|～|~|$)"
)
_ADDRESS = re.compile(r"大家|您|你|小编|各位网友|读者|朋友|欢迎|希望|参考")
_OUTRO = re.compile(
    rf"(?:以上|上述|上面)(?:就)?(?:是|为|内容).{{0,40}}(?:{_SITE}|小编|全部内容|为(?:您|你|大家)).{{0,60}}|^(?:关于|本文).{{0,40}}(?:小编|就(?:介绍|分享|为大家)).{{0,40}}|小编.{{0,30}}(?:推荐|整理|分享|希望)|(?:以上|这篇).{{0,40}}(?:希望|供).{{0,16}}(?:参考|帮助|喜欢)"
)
_WRAP = " 　【】[]（）()"
_OPENING = 6
_CLOSING = 4
_SHORT = 60


def is_meta(line: str) -> bool:
    """True for a line that only tells of the text: 时间：… 来源：… 浏览量：…, a bare date."""
    if len(line) > 160 or line.endswith(("。", "！", "；")):
        return False
    line = line.translate(_SIMPLE)
    if _CRUMBS.search(line):
        return True
    rest, fields = _FIELD.subn("", line)
    rest, dates = _DATE.subn("", rest)
    if not fields and not dates:
        return False
    return len(_LETTERS.findall(_WORDS.sub("", rest))) <= (
        8 if fields and dates else 4 if fields else 0
    )


def is_breadcrumb(line: str) -> bool:
    return len(line) <= 160 and bool(_CRUMBS.search(line))


def is_furniture(line: str) -> bool:
    """True for a line that is a site's wherever it stands: notices, buttons, page numbers,
    calls to follow, tag lines, editors' credits."""
    if len(line) > 300:
        return False
    line = line.translate(_SIMPLE)
    short = len(line) <= _SHORT
    return bool(
        (short and (_CREDIT.search(line) or _BUTTONS.match(line) or _PAGES.match(line)))
        or (short and _FOLLOW.search(line))
        or _TAGS.search(line)
        or _NOTICE.search(line)
    )


def is_cut(line: str) -> bool:
    """True for a heading below which a text is over: 相关文章, 上一篇, 网友评论."""
    if len(line) > 120 or not _CUT.search(line.translate(_SIMPLE)):
        return False
    return len(line) <= 20 or "篇" in line[:6] or "：" in line[:10] or ":" in line[:10]


def body_lines(lines: Sequence[str], title: str) -> list[str]:
    """The lines of a text without those of the site.

    Cuts at the first heading like 相关文章 that leaves most of the text before it; drops
    furniture anywhere, meta lines and the repeated title at the top, introductions of an
    editor (小编) in the first six lines and farewells in the last four.
    """
    kept = _before_cut(list(lines))
    kept = [line for line in kept if not is_furniture(line) and not is_breadcrumb(line)]
    kept = _without_opening(kept, comparable(title))
    return _without_closing(kept)


def _before_cut(lines: list[str]) -> list[str]:
    total = sum(map(len, lines))
    seen = 0
    for number, line in enumerate(lines):
        if is_cut(line) and (seen * 2 >= total or seen > 400):
            return lines[:number]
        seen += len(line)
    return [line for line in lines if not is_cut(line)]


def _without_opening(lines: list[str], title: str) -> list[str]:
    opening = lines[:_OPENING]
    kept = [line for line in opening if not _opens(line, title)]
    if not kept and len(lines) <= _OPENING:
        kept = [line for line in opening if not is_meta(line) and comparable(line) != title]
    return kept + lines[_OPENING:]


def _opens(line: str, title: str) -> bool:
    if is_meta(line) or (title and comparable(line.strip(_WRAP)) == title.strip(_WRAP)):
        return True
    return (
        len(line) <= 400
        and bool(_INTRO.search(line))
        and bool(_ADDRESS.search(line))
        and is_editorial(line)
    )


def is_editorial(line: str) -> bool:
    """True when a site's editor speaks: 小编 or a site that recommends, or 下面是…为大家…."""
    return "小编" in line or bool(re.search(rf"(?:下面|以下|本文|今天).{{0,60}}{_GIVES}", line))


def _without_closing(lines: list[str]) -> list[str]:
    head, tail = lines[:-_CLOSING], lines[-_CLOSING:]
    return head + [line for line in tail if len(line) > 300 or not _OUTRO.search(line)]
