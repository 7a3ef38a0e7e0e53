"""Documents with known copies among them, from a seed: what benchmarks/dedup.py measures with.

Originals are new text: a chain of characters learnt from the sample site's own manuscripts (or
from other texts), under titles of speeches, with numbers, names and paragraphs. Copies are made
of them as sites make them.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.sample.manuscripts import manuscripts

ENDS = "。！？；"
PLACES = ("青川县", "临江市", "柳湾镇", "河东区", "石桥乡", "云岭县", "长宁区", "望城镇")
MEETINGS = (
    "工作会议",
    "座谈会",
    "推进会",
    "总结表彰大会",
    "动员会",
    "现场会",
    "培训班",
    "启动仪式",
)
LINES = (
    "同志们，让我们紧密团结起来，为全面完成今年各项目标任务而努力奋斗！",
    "以上发言如有不当之处，请各位领导和同志们批评指正。谢谢大家！",
    "各位领导，同志们：根据会议安排，我就有关情况作一个简要汇报，请予审议。",
    "要加强组织领导，压实工作责任，强化督促检查，确保各项工作部署落到实处、取得实效。",
)


@dataclass(frozen=True)
class Document:
    """`group` holds those that are copies of each other, altered in some `ways`; `parts` are the
    groups it takes in, `part_of` the group it is cut from."""

    kind: str
    group: int
    title: str = field(repr=False)
    body: str = field(repr=False)
    ways: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()
    part_of: int | None = None

    @property
    def groups(self) -> set[int]:
        """All groups that it has text in common with."""
        return {self.group, *self.parts} | ({self.part_of} if self.part_of is not None else set())


class Writer:
    """Writes new text from a seed; two texts share the phrases that the learnt texts repeat."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        self.chance = random.Random(seed)
        self.after: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            for at in range(len(text) - 2):
                self.after[text[at : at + 2]].append(text[at + 2])
                self.after[text[at + 1]].append(text[at + 2])
        self.starts = [key for key in self.after if len(key) == 2 and key.isalpha()]
        self.stock = [self.paragraph() for _ in range(40)]

    def sentence(self) -> str:
        made = self.chance.choice(self.starts)
        while len(made) < 80 and made[-1] not in ENDS:
            key = made[-2:] if self.chance.random() < 0.3 else made[-1]
            made += self.chance.choice(self.after.get(key) or self.after[made[-1]] or "。")
        made = made.rstrip(ENDS)
        if self.chance.random() < 0.3:
            year, number = self.chance.randint(2010, 2025), self.chance.randint(2, 9999)
            made += f"，{year}年{self.chance.choice(self.starts)}{number}项"
        if self.chance.random() < 0.3:
            made += f"，{self.chance.choice(PLACES)}{self.chance.choice(self.starts)}"
        return made + "。"

    def paragraph(self) -> str:
        return "".join(self.sentence() for _ in range(self.chance.randint(2, 5)))

    def paragraphs(self) -> list[str]:
        return [self.paragraph() for _ in range(self.chance.randint(6, 20))]

    def subject(self) -> str:
        return re.sub(r"\W|\d", "", self.sentence())[: self.chance.randint(4, 8)]

    def occasion(self) -> str:
        return self.chance.choice(PLACES) + self.subject() + self.chance.choice(MEETINGS)

    def original(self) -> tuple[str, list[str]]:
        """Return a title and paragraphs, the first of which names the occasion."""
        return titled(self.occasion(), self.paragraphs())


def titled(occasion: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    opening = f"同志们：今天我们召开{occasion}，主要任务是总结工作，部署任务。"
    return f"在{occasion}上的讲话", [opening, *paragraphs]


Original = tuple[str, list[str]]
"""A title and paragraphs."""


def make(count: int, seed: int, given: Sequence[Original] = ()) -> list[Document]:
    """Return about so many documents in random order: groups of copies, parts, and lookalikes.

    Of `given` originals only as many are used; without any, they are written.
    """
    texts = ["\n".join(body) for _, body in given] or [it.body for it in manuscripts().values()]
    write = Writer(texts, seed)
    originals = list(given) or [write.original() for _ in range(count // 8)]
    others = iter(range(-1, -count * 2, -1))
    made = []
    for group, (title, body) in enumerate(originals[: count // 8]):
        made.append(Document("original", group, title, "\n".join(body)))
        made += [copy_of(write, group, title, body) for _ in range(4)]
        made.append(first_page(write, next(others), group, title, body))
        made.append(stocked(write, next(others)))
        if group % 2:
            made.append(joined(next(others), (group - 1, group), originals))
        elif group % 4:
            made += series(write, (next(others), next(others)))
    made += [form(write, next(others)) for _ in range(count // 20)]
    write.chance.shuffle(made)
    return made


def copy_of(write: Writer, group: int, title: str, body: list[str]) -> Document:
    ways = write.chance.sample(list(WAYS), write.chance.choice((1, 1, 2, 2, 3)))
    for way in ways:
        title, body = WAYS[way](write, title, body)
    return Document("copy", group, title, "\n".join(body), ways=tuple(ways))


def new_ends(write: Writer, title: str, body: list[str]) -> tuple[str, list[str]]:
    """Another occasion in title and introduction, another paragraph at the end."""
    title, (opening, *_) = titled(write.occasion(), [])
    return title, [opening, *body[1:-1], write.paragraph(), write.chance.choice(LINES)]


def fewer_paragraphs(write: Writer, title: str, body: list[str]) -> tuple[str, list[str]]:
    dropped = set(write.chance.sample(range(len(body)), max(1, len(body) // 5)))
    return title, [text for at, text in enumerate(body) if at not in dropped]


def new_numbers(write: Writer, title: str, body: list[str]) -> tuple[str, list[str]]:
    def other(found: re.Match[str]) -> str:
        return str(write.chance.randint(1, 10 ** len(found[0])))

    return title, [re.sub(r"\d+", other, text) for text in body]


def new_words(write: Writer, title: str, body: list[str]) -> tuple[str, list[str]]:
    """A word of two letters replaced in every 25 to 60 letters."""
    each = write.chance.uniform(1 / 60, 1 / 25)

    def altered(text: str) -> str:
        letters = list(text)
        for at in range(len(letters) - 1):
            if write.chance.random() < each:
                letters[at : at + 2] = write.chance.choice(write.starts)
        return "".join(letters)

    return title, [altered(text) for text in body]


def crossed_out(write: Writer, title: str, body: list[str]) -> tuple[str, list[str]]:
    """XX for the names of places, and for years."""

    def out(text: str) -> str:
        for place in PLACES:
            text = text.replace(place, f"XX{place[-1]}")
        return re.sub(r"20\d\d年", "20XX年", text)

    return out(title), [out(text) for text in body]


def new_typing(write: Writer, title: str, body: list[str]) -> tuple[str, list[str]]:
    """Other widths and punctuation, spaces, other line breaks."""
    widths = str.maketrans("，。：！0123456789", ",.:!０１２３４５６７８９")
    text = "\u3000\u3000".join(body).translate(widths)
    return title, [piece + ";" for piece in text.split(".")]


WAYS = {
    "ends": new_ends,
    "dropped": fewer_paragraphs,
    "numbers": new_numbers,
    "words": new_words,
    "XX": crossed_out,
    "typing": new_typing,
}


def first_page(write: Writer, group: int, origin: int, title: str, body: list[str]) -> Document:
    """The first paragraphs, to at least a quarter and at most about half of the text."""
    least = write.chance.uniform(0.25, 0.5) * sum(map(len, body))
    count = 1
    while count < len(body) - 1 and sum(map(len, body[:count])) < least:
        count += 1
    return Document("first page", group, title, "\n".join(body[:count]), part_of=origin)


def joined(group: int, pair: tuple[int, int], originals: Sequence[Original]) -> Document:
    body = [line for at in pair for line in originals[at][1]]
    return Document("joined", group, "讲话稿两篇", "\n".join(body), parts=pair)


def stocked(write: Writer, group: int) -> Document:
    """A text of which three paragraphs in ten are stock that others have, too."""
    title, body = write.original()
    for _ in range(max(1, len(body) * 3 // 7)):
        body.insert(write.chance.randrange(1, len(body) + 1), write.chance.choice(write.stock))
    return Document("stock", group, title, "\n".join(body))


def series(write: Writer, groups: Sequence[int]) -> list[Document]:
    """Texts that have title, first and last paragraph in common: （一）, （二）, …"""
    title, (opening, *_) = write.original()
    last = write.paragraph()
    return [
        Document("series", group, f"{title}（{number}）", "\n".join([opening, *new, last]))
        for group, number, new in zip(groups, "一二", iter(write.paragraphs, None), strict=False)
    ]


def form(write: Writer, group: int) -> Document:
    """A notice of which all but subject, bidder and numbers is the same in every other."""
    blanks = {"subject": write.subject() + write.subject(), "bidder": write.subject() + "公司"}
    numbers = {"number": write.chance.randint(1000, 99999), "day": write.chance.randint(1, 28)}
    return Document("form", group, f"{blanks['subject']}采购公告", FORM.format(**blanks, **numbers))


FORM = """本中心受采购人委托，就{subject}项目进行国内公开招标，欢迎合格的供应商参加投标。
一、项目名称：{subject}
二、项目编号：CG{number}
三、供应商须具备独立承担民事责任的能力，有良好的商业信誉和健全的财务会计制度，有履行合同所必需的设备和专业技术能力，
有依法缴纳税收和社会保障资金的良好记录，近三年在经营活动中没有重大违法记录。
四、招标文件自本公告发布之日起五个工作日内在本中心一楼服务窗口发售，每份{number}元，售后不退。
五、投标截止时间和开标时间为本月{day}日上午九时三十分，逾期送达或者不符合规定的投标文件恕不接受。
六、{bidder}已对本项目提供前期咨询，不得参加投标。
七、凡对本次招标提出询问，请在公告期内以书面形式与本中心联系，联系人和联系方式见招标文件首页。
"""
