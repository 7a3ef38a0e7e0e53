"""What a site tells its readers about the page itself: 没找到想要的？一键搜索更多文档."""

import re
from collections.abc import Sequence

from cleaners.text import comparable, has_stop

# What a page is called by those who keep it, and what they would have its reader do with it.
# Alternatives that all begin with a plain character are found several times as fast.
_PAGE = re.compile(
    r"本[文篇页站网稿]|此[文篇页站网稿]|该[文篇页站网稿]|这篇|本(?:文档|资源|材料|资料|平台)"
    r"|此(?:文档|资源|材料|资料|平台)|该(?:文档|资源|材料)|原文|小编|编者|笔者|文库|范文|好文|美文|例文|全文|正文|文稿|文案|素材|模板"
    r"|开通会员|升级会员|普通会员|高级会员|会员上传|会员专享|本站会员|公众号|二维码|客服|文档|稿件|键盘"
    r"|“在看|“赞|页数|word|Word|WORD|vip|VIP|app|App|APP|AI写|AI\s?可能|AI\s?生成|已被下载"
)
_TOPIC = re.compile(
    "文档|稿件|文稿|文案|素材|模板|键盘|页数|全文|正文|客服|公众号|二维码|(?i:word|app)"
)
_USE = re.compile(
    r"下载|收藏|点个?赞|点击|点此|点这里|转发|转载|分享|关注|订阅|预览|购买|付费|充值|上传|侵权|版权|搜索|搜一搜|体验|试试|开通"
    r"|登[录陆]|注册|扫码|扫一扫|加群|浏览|查看|复制|打印|翻页|留言|猜你|感兴趣|免费|领取|鼓励|甄别|授权|纠错|反馈|举报|退款|积分"
    r"|投稿|参考|借鉴|整理|QQ\s?[:：]?\s?\d|微信\s?[:：]?\s?[0-9A-Za-z]"
)
# Whoever says so speaks to hearers, or asks for something to be done.
_SPEAKER = re.compile(
    r"报到|回执|参会|协会|邀请|电话|(?<!告诉)(?<!联系)(?<!通知)(?<!告知)(?<!关注)我|谢谢|作者[:：]|同志|今天|单位|附件|报送|报名|各位|联系人|请示|通知|活动|大会|会议|报告|应当|必须|(?<![需想])要"
    r"|反诈|守护|功劳|群众|干部|党员|学生|同学|企业|公司|[他她]|孩子"
)
# Words to readers in a line that names the title; a speaker names it, too.
_READ = re.compile(
    "你|您|篇|范文|参考|收藏|看看|欢迎|[为给帮]大家|分享|整理|借鉴|下载|完整内容|请戳|献上|小伙伴|范本|瞧瞧|赶紧|这份|收好|全文(?!如下)|感人"
)
_SPOKEN = re.compile("我|谢谢|今天|题目|主题|同志|老师们|同学们|朋友们|领导")
_MANY = r"[0-9一二两三四五六七八九十]{1,3}[篇份则条]"
_HOW_MANY = re.compile(
    rf"[(（【\[][^()（）【\[]{{0,8}}{_MANY}[^()（）】\]]{{0,4}}[)）】\]]$|{_MANY}$"
)
_LONGEST, _INTRO, _TITLE, _REST, _BEGIN, _HAN = 80, 200, 7, 5, 3, "\u3400"


def speaks_to_readers(line: str, above: Sequence[str] = ()) -> bool:
    """True for a line that offers the page to its reader; only its place beside a text tells
    it from a sentence about such pages, and that the text `above` is about none of the kind: a
    handbook of Word speaks of documents all along."""
    if len(line) > _LONGEST or not (page := _PAGE.search(line)):
        return False
    if _USE.search(line) is None or _SPEAKER.search(line):
        return False
    return not (_TOPIC.fullmatch(page[0]) and any(page[0] in other for other in above))


def offers_title(line: str, title: str) -> bool:
    """True for a line that names the title of its page, made `comparable`, as one to be read."""
    if len(title) < _TITLE or not len(title) < len(line) <= _INTRO:
        return False
    begin = title[:_BEGIN]
    if min(begin) >= _HAN and begin not in line:  # most lines: nothing to make comparable
        return False
    if not _READ.search(line) or not has_stop(line):  # 教师代表发言稿 篇1
        return False
    plain = _HOW_MANY.sub("", title)
    if len(plain) < _TITLE:
        return False
    before, _, behind = comparable(line).partition(plain)
    rest = before + behind
    return _REST <= len(rest) <= len(line) - _TITLE and bool(
        _READ.search(rest) and not _SPOKEN.search(rest)
    )
