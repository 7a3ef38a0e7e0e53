"""What a site says of its rights, its members and its duties beside a text: 版权声明：…."""

import re

from cleaners.lines.noise import TEXT_SITES

OPENING = "▍【[（(★☆●■□◆◇>》▼▲▶►→◎*※-"
"""The marks with which a site sets off its lines."""
_OPEN = rf"^[\s{re.escape(OPENING)}]{{0,4}}"
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
_FORBIDS = r".{0,4}(?:请勿|不得|严禁|禁止|谢绝).{0,4}转载"
# Alternatives that all begin with a plain character are found several times as fast.
_NOTICE_INSIDE = re.compile(
    r"不(?:代表|表明|说明).{0,14}(?:本站|本网|平台|网站|赞同).{0,12}(?:立场|观点|证实)"
    r"|并不意味着?.{0,14}(?:本站|本网|平台|网站|赞同).{0,12}(?:立场|观点|证实)"
    r"|转载.{0,12}(?:请|须|应|务必)(?:注明|标明)(?:出处|来源|文章|作者|原文)"
    r"|使用.{0,12}(?:请|须|应)(?:注明|标明)(?:出处|来源)"
    rf"|专稿{_FORBIDS}|授权{_FORBIDS}|许可{_FORBIDS}|允许{_FORBIDS}|同意{_FORBIDS}"
    r"|转载.{0,6}(?:请|须|应)保留"
    r"|仅展示.{0,20}预览|超出.{0,6}预览|全文请.{0,4}(?:查看|下载)"
    r"|如(?:有|涉及?|果).{0,12}侵(?:权|犯).{0,30}(?:联系|告知).{0,20}(?:删除|处理|我们|本站|小编)"
    r"|如有侵权|侵权(?:请联系|必究(?!，)|删除)|侵[权]?[必即]?删|提供信息存储(?:空间)?服务|公网安备|©"
)
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
# What these two search for holds one of these.
_MAY_NOTICE = re.compile("[载侵©储览源处请站网台赞PpVv]")
_SHORT = 60
NOTE = 200
"""A notice has no more characters than this."""


def is_notice(line: str) -> bool:
    """True for a line in simplified characters, of `NOTE` at most, in which a site speaks of
    rights, or sells."""
    if _NOTICE.match(line):
        return True
    if ("代写" in line or "写手" in line) and _SELLS.search(line):
        return True
    if ("会员" in line or "卡" in line) and len(line) <= _SHORT and _MEMBERS.search(line):
        return True
    if not _MAY_NOTICE.search(line):
        return False
    return bool(_NOTICE_INSIDE.search(line) or (_LATIN.search(line) and _RIGHTS.search(line)))
