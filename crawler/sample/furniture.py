"""What the site puts around and into an article's text: none of it belongs to the speech."""

from html import escape

from crawler.sample.manuscripts import Manuscript
from crawler.sample.templates import SITE, link, tag_path

INTROS = (
    "在现在的社会生活中，在很多情况下我们需要用到{name}，{name}具有观点鲜明，内容具有鼓动性的特点。"
    "下面是{site}小编为您推荐{title}。",
    "{name}的写法有很多讲究，怎样才能写好呢？以下是小编精心整理的{title}，仅供参考，欢迎大家阅读。",
    "下面小编给大家带来了{title}，希望能够帮到各位写材料的朋友。",
    "随着社会不断进步，越来越多的场合离不开{name}。还是没有头绪？"
    "快来看看{site}小编收集的《{title}》吧！",
    "【导语】{title}由{site}网友“秋水”投稿分享，经小编编辑整理，供您写作时借鉴。",
)
CLOSINGS = (
    "",
    "以上就是{site}小编为大家整理的《{title}》，更多{name}请关注本站。",
    "",
    "希望这篇{title}对您有所帮助，喜欢就请收藏本页（Ctrl+D）。",
    "",
    "本文来自{site}，转载请注明出处。",
    "扫码关注{site}微信公众号，免费获取更多{name}范文。",
)
KEYWORDS = (
    *("高质量发展", "安全生产", "乡村振兴", "志愿服务", "立德树人", "营商环境", "志愿者"),
    *("党支部", "教师", "医疗", "消防", "企业", "培训", "社区", "读书"),
)
AD = (
    '<div class="ad" id="ad_{number}"><script>var slot="mid_{number}";'
    '</script><a href="http://example.com/course?aid={number}" target="_blank">'
    "公文写作精品课，限时特惠点击领取&gt;&gt;</a></div>"
)
NOISE = (
    '<span style="display:none">{site}，www.mingyue.example</span>',
    '<font class="jammer">{site}版权所有{number}</font>',
    "&#8203;",
)


def introduction(article: Manuscript) -> str:
    """The editors' words before the text."""
    return _worded(INTROS[(article.number - 1) % len(INTROS)], article)


def closing(article: Manuscript) -> str:
    """The editors' words after the text; often none."""
    return _worded(CLOSINGS[(article.number - 1) % len(CLOSINGS)], article)


def layout(article: Manuscript) -> str:
    """How paragraphs are marked up: as `p`, as `div` or as bare lines with `br`."""
    return ("p", "p", "div", "br", "p")[article.number // 2 % 5]


def has_ad(article: Manuscript) -> bool:
    return article.number % 3 == 0


def noise(article: Manuscript) -> str:
    """The hidden noise put into its paragraphs, as HTML: nothing in every fourth article."""
    kind = article.number % 4
    return NOISE[kind - 1].format(site=SITE, number=article.number) if kind else ""


def marked_up(article: Manuscript, part: int) -> list[str]:
    """The paragraphs of a page as HTML: noise and keyword links in, visible text unchanged."""
    lines = [escape(line, quote=False) for line in article.part(part)]
    for word in KEYWORDS:
        at = next((n for n, line in enumerate(lines) if word in line and "<" not in line), None)
        if at is not None:
            anchor = link(tag_path(word), word, target="_blank", **{"class": "key"})
            lines[at] = lines[at].replace(word, anchor, 1)
    return [_noisy(line, article) if n % 2 else line for n, line in enumerate(lines)]


def ad(article: Manuscript) -> str:
    return AD.format(number=article.number)


def _worded(wording: str, article: Manuscript) -> str:
    return wording.format(site=SITE, title=article.title, name=article.category.name)


def _noisy(line: str, article: Manuscript) -> str:
    """Noise after the first comma or else at the end, as anti-copy scripts put it."""
    if "<" in line:
        return line
    head, comma, tail = line.partition("，")
    return f"{head}{comma}{noise(article)}{tail}"
