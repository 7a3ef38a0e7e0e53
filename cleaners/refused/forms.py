"""Pages that are a form or a basket, told by what they show."""

import re
from collections.abc import Iterable, Sequence

from cleaners.tree.blocks import Block, Line, Reading
from cleaners.tree.nodes import Node, around, attribute, within

_FORM = re.compile(
    r"(?:(?:短信|手机)?(?:验证码|动态码|密码|账号|帐号|手机号?|扫码|短信|快捷|免密|微信|QQ|微博|一键|(?:使用)?其[他它]方式|第三方)"
    r"(?:账号|帐号)?(?:快速|快捷|直接)?登[录陆]|忘记密码|(?:立即|免费|快速|新用户)注册|获取.{0,4}验证码|记住(?:我|密码)"
    r"|.{0,4}自动登[录陆]|未注册.{0,12}登[录陆]|(?:还?没有|已有)账号|(?:用户名|密码|验证码)\s?[:：]?$)",
    re.I,
)
_FORM_LINES, _DEPTH = 2, 6
_SENTENCE, _CLAUSE = re.compile("[。！？]"), re.compile("[，。！？；]")
# 请假时间： 年 月 日
_BLANK = re.compile(r"(?:^|[\s:：至到])年\s{1,4}月\s{1,4}日|_{4}\s?[年月日。]")
_SHORT, _WORDS = 150, 40
_NOTHING = re.compile(
    "[^，。]{0,8}(?:暂无|暂时没有|尚无|还没有)(?:任何|相关)?(?:内容|信息|数据|文章|记录|资料|新闻|公告)"
)
_ENTRANCE = re.compile(r"登[录陆]|身份认证|认证(?:平台|中心|系统)|log ?in|sign ?in", re.I)
_CALLED = re.compile(r"(?<!\d)(?:0\d{2,3}[-— ]?\d{5,8}|1[3-9]\d{9}|[2-8]\d{6,7})(?!\d)")
_MEMBER = re.compile(
    "(?:注册|在线)时间|最后(?:登录|访问|活动|发表)|上次(?:活动|登录)|用户组|个性签名"
)
_LINES, _TOLD = 3, 2
_ANSWERS = frozenset(["password", "radio", "checkbox", "file"])
_BASKET = re.compile(
    r"(?:加入|放入)购物车|立即(?:购买|下单|抢购)|(?:市场|会员|优惠|商城|促销|零售)价\s?[:：]\s?[￥¥]"
)


def asks_to_log_in(reading: Reading) -> bool:
    """True for a page that shows what a form to log in does: 密码登录, 忘记密码？, 获取验证码."""
    return len({x.text for x in reading.lines if _FORM.match(x.text)}) >= _FORM_LINES


def is_entrance(tree: Node, title: str, body: Sequence[Line]) -> bool:
    """True for few words under 统一身份认证 or 用户登录, where a password is to be filled in."""
    if not _ENTRANCE.search(title) or sum(line.plain for line in body) > _SHORT:
        return False
    return any(attribute(field, "type") == "password" for field in within(tree, "input"))


def is_directory(body: Sequence[Line]) -> bool:
    """True for lines without a clause, most of them with a telephone: 办公室 0319-8123456."""
    if len(body) < _LINES or any(_CLAUSE.search(line.text) for line in body):
        return False
    return sum(_CALLED.search(line.text) is not None for line in body) * 3 >= len(body) * 2


def is_account(body: Sequence[Line]) -> bool:
    """True for few words that tell of a member of the site: 注册时间：… 最后登录：…."""
    if sum(line.plain for line in body) > _SHORT:
        return False
    return len({found for line in body for found in _MEMBER.findall(line.text)}) >= _TOLD


def is_form(reading: Reading, block: Block, body: Sequence[Line]) -> bool:
    """True for few words in a form with something to answer, that begin inside one, or leave a
    day to be filled in; `block` holds them."""
    if not body or sum(line.plain for line in body) > _SHORT:
        return False
    if any(_BLANK.search(line.text) for line in body):
        return True
    if block.tag == "form" and _asks(block.element):
        return True
    first, last = (_form_of(reading, line) for line in (body[0], body[-1]))
    return first is not None and first != last


def _asks(form: Node) -> bool:
    if any(within(form, "textarea")):
        return True
    return any(attribute(field, "type") in _ANSWERS for field in within(form, "input"))


def _form_of(reading: Reading, line: Line) -> Node | None:
    node: Node | None = reading.blocks[line.block].element if line.block >= 0 else None
    for _ in range(_DEPTH):
        if node is None or node.tag == "form":
            return node
        node = around(node)
    return None


def says_nothing(body: Sequence[Line]) -> bool:
    """True for a few words that only say that nothing is there: 该栏目暂无信息！"""
    few = body and sum(line.plain for line in body) <= _WORDS
    return bool(few) and _NOTHING.match(body[0].text) is not None


def sells(reading: Reading, body: Iterable[Line]) -> bool:
    """True for a page with a basket whose text is no sentence, but what is for sale."""
    if any(_SENTENCE.search(line.text) for line in body):
        return False
    return any(_BASKET.search(line.text) for line in reading.lines)
