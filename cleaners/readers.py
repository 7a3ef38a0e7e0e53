"""What a site tells its readers about the page itself: 没找到想要的？一键搜索更多文档."""

import re

# What a page is called by those who keep it, and what they would have its reader do with it.
# Alternatives that all begin with a plain character are found several times as fast.
_PAGE = re.compile(
    r"本[文篇页站网稿]|此[文篇页站网稿]|该[文篇页站网稿]|这篇|本(?:文档|资源|材料)|此(?:文档|资源|材料)|该(?:文档|资源|材料)"
    r"|原文|网站|小编|编者|笔者|文库|范文|好文|美文|例文|全文|正文|文稿|文案|素材|模板|会员|公众号|二维码|客服|文档"
    r"|材料|稿件|键盘|页数|word|Word|WORD|vip|VIP|app|App|APP|AI写"
)
_USE = re.compile(
    r"下载|收藏|点个?赞|点击|转发|转载|分享|关注|订阅|预览|购买|付费|充值|上传|侵权|版权|搜索|搜一搜|体验|试试|开通"
    r"|登[录陆]|注册|扫码|扫一扫|加群|浏览|查看|复制|打印|翻页|留言|猜你|感兴趣|免费|领取|纠错|反馈|举报|退款|积分"
    r"|投稿|参考|借鉴|整理|QQ\s?[:：]?\s?\d|微信\s?[:：]?\s?[0-9A-Za-z]"
)
# Whoever says so speaks to hearers, or asks for something to be done.
_SPEAKER = re.compile(
    r"我|谢谢|作者[:：]|同志|今天|单位|附件|报送|报名|各位|联系人|请示|通知|活动|大会|会议|报告|应当|必须|(?<![需想])要"
    r"|群众|干部|党员|学生|同学|企业|公司|[他她]|孩子"
)
_LONGEST = 80


def speaks_to_readers(line: str) -> bool:
    """True for a line that offers the page to its reader; only its place beside a text tells
    it from a sentence about such pages."""
    return (
        len(line) <= _LONGEST
        and _PAGE.search(line) is not None
        and _USE.search(line) is not None
        and _SPEAKER.search(line) is None
    )
