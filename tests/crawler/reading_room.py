"""A corpus to read: ordinary speeches, one that changed, copies, and texts that mean harm."""

from datetime import UTC, datetime, timedelta
from random import Random

from cleaners.model import Heading, Page, Speech
from pipelines.archive import PageArchive
from pipelines.corpus import HostRest
from pipelines.report import RunReport
from pipelines.sqlite import SqliteCorpus

NOW = datetime.now(UTC)
HARM = "<script>alert('title')</script><img src=x onerror=alert(1)>"
HOSTILE_SITE = "\"'><svg onload=alert(2)>&站"
JAVASCRIPT = "javascript:alert(3)//x"
TRAPS = {"/calendar/": "http://a.example/calendar/9999"}
ARTICLE = "http://a.example/1.html"
OUTLINED = """各位领导、同志们：
一、认清形势，坚定信心
过去一年，全县工业园区新增企业四十二家。
（一）抓项目
项目是发展的牛鼻子，必须一个一个盯着干。
二、真抓实干，务求实效
谢谢大家！"""
COPIED = "".join(
    f"第{n}项工作由办公室牵头，{subject}要在{n + 3}月底以前完成，并把结果报给大家。\n"
    for n, subject in enumerate(
        ("修桥", "铺路", "植树", "清淤", "体检", "补课", "防汛", "秋收", "供暖", "普查")
    )
)
ARCHIVED = """<!DOCTYPE html><html><head><meta charset="gbk"><title>原来的网页</title>
<meta http-equiv="refresh" content="0; url=http://127.0.0.2:9/away">
<link rel="stylesheet" href="http://127.0.0.2:9/s.css">
<script>alert(4); top.location = "http://127.0.0.2:9/top"</script></head>
<body onload="alert(5)"><p id="text">原来的正文，镕。</p><img src="http://127.0.0.2:9/i.png">
<form action="http://127.0.0.2:9/"><input></form><iframe src="http://127.0.0.2:9/f"></iframe>
</body></html>""".encode("gb18030")


def fill(folder):
    """Make `corpus.db` and `pages.db` in the folder."""
    with SqliteCorpus(folder / "corpus.db") as corpus, PageArchive(folder / "pages.db") as archive:
        run = corpus.open_run("甲站", NOW)
        for number in range(45):
            corpus.add(_ordinary(number), f"http://a.example/{number + 10}.html", "甲站", NOW)
        for number, body in enumerate((OUTLINED.replace("四十二", "三十"), OUTLINED)):
            corpus.add(_outlined(body), ARTICLE, "甲站", NOW + timedelta(hours=number))
        for number, body in enumerate((COPIED, COPIED.replace("办公室", "秘书处", 2))):
            speech = Speech(f"任务分工之{number}", body)
            corpus.add(speech, f"http://b.example/{number}.html", "乙站", NOW)
        corpus.add(_hostile(), JAVASCRIPT, HOSTILE_SITE, NOW)
        archive.put(Page(ARTICLE, ARCHIVED, "gbk", NOW))
        report = RunReport("甲站", traps=TRAPS,
                           pages={"article": {"fetched": 46, "failed": 2}}, new=46,
                           filled={"title": 1.0, "tags": 0.25}, failed={"http_500": 2},
                           problems=(f"the start page could not be had: {HARM}",), requests=48,
                           bytes=1_000_000, seconds=65.0)  # fmt: skip
        corpus.close_run(run, NOW + timedelta(minutes=1), "bad", 2, report.as_json())
        corpus.open_run(HOSTILE_SITE, NOW)
        corpus.rest(HostRest("a.example", "http_429", 2, NOW + timedelta(hours=1)), NOW)
        corpus.index()


def _ordinary(number):
    own = "".join(map(chr, Random(number).choices(range(0x4E00, 0x6200), k=300)))
    return Speech(
        f"在第{number}次会议上的讲话",
        f"同志们：\n今天开第{number}次会，只谈改革开放一件事。\n{own}",
        published=datetime(2015 + number % 9, 3, 4, 9, 30, tzinfo=UTC),
        category=("发言稿", "讲话稿", "心得体会")[number % 3],
        speaker="张明" if number % 2 else None,
        tags=("改革", "会议"),
    )


def _outlined(body):
    def heading(level, text):
        return Heading(level, text, body.index(text))

    outline = (
        heading(1, "一、认清形势，坚定信心"),
        heading(2, "（一）抓项目"),
        heading(1, "二、真抓实干，务求实效"),
    )
    return Speech("在全县工作会议上的讲话", body, category="讲话稿", outline=outline)


def _hostile():
    return Speech(
        HARM,
        f"{HARM}\n{{{{ 7*7 }}}}\n恶意的正文",
        category="\"><script>alert('category')</script>",
        source="<iframe src=//127.0.0.2:9></iframe>",
        tags=("'><img src=//127.0.0.2:9/t onerror=alert(6)>", '"引号"'),
    )
