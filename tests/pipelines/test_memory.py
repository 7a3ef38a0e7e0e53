from itertools import count

import pytest

from cleaners.model import Speech
from pipelines import memory
from pipelines.memory import ENOUGH, ENOUGH_ALONE, WINDOW, candidates

LINE = "秋水共长天一色，笔下有乾坤。"
number = count()


def article(*lines, title="全县教育工作会议讲话"):
    n = next(number)
    text = [f"第{n}段正文第{i}行，内容各不相同，没有重复。" for i in range(6)]
    return Speech(f"{title}{n}", "\n".join([*text, *lines]).replace("〈t〉", f"{title}{n}"))


def fill(corpus, now, site, *lines, times=ENOUGH_ALONE):
    for _ in range(times):
        corpus.add(article(*lines), f"http://{site}/{next(number)}", site, now)


def test_a_line_under_every_article_is_furniture(corpus, now):
    fill(corpus, now, "a", LINE)
    assert corpus.memory("a").lines == {LINE}


def test_nothing_is_furniture_before_there_are_enough_articles(corpus, now):
    fill(corpus, now, "a", LINE, times=ENOUGH_ALONE - 1)
    assert not corpus.memory("a").lines
    fill(corpus, now, "b", times=ENOUGH)  # another site tells what is language
    assert corpus.memory("a").lines == {LINE}


def test_what_other_sites_have_is_language(corpus, now):
    fill(corpus, now, "a", LINE)
    corpus.add(article(LINE), "http://b/", "b", now)
    assert not corpus.memory("a").lines


def test_a_line_of_half_the_articles_is_text(corpus, now):
    fill(corpus, now, "a", "景田农场的秋天来了，稻子黄了")
    fill(corpus, now, "a", "今年的收成比去年好得多，价格也高")
    assert not corpus.memory("a").lines


def test_a_sentence_around_the_title_needs_less(corpus, now):
    fill(corpus, now, "a", "读罢〈t〉，不妨再看看别的佳作。", times=25)
    fill(corpus, now, "a", times=30)
    fill(corpus, now, "a", "项目：〈t〉", times=25)
    assert corpus.memory("a").lines == {"读罢〈title〉，不妨再看看别的佳作。"}


@pytest.mark.parametrize(
    "line",
    [
        "这里的每一篇发言稿都由热心的网友分享给大家，慢慢地读吧。",
        "东方在线，伴您前行；精彩每一天。",
    ],
)
def test_a_site_may_speak_of_speeches(corpus, now, line):
    fill(corpus, now, "a", line)
    assert corpus.memory("a").lines == {line}


@pytest.mark.parametrize(
    "line",
    [
        "同志们：",
        "谢谢大家！",
        "各位领导、各位来宾：",
        "尊敬的各位领导、亲爱的老师们：",
        "我的发言完了，谢谢大家！",
        "一、提高认识，统一思想",
        "（二）加强领导，落实责任",
        "3.加强监督检查工作",
        "地　　址： 深圳市福田区新闻路59号",
        "电子邮箱： abc@yahoo.com.cn",
        "账 号： 812482829710001",
        "深圳市东方招标有限公司",
        "中共某县委员会办公室",
        "二〇一二年九月三日",
        "2012年9月3日",
        "项目名称： 〈t〉",
        "特此通知！",
        "尊敬的各位领导、各位来宾，女士们、先生们，青年朋友们！",
        "以上报告连同有关的各项统计材料，请各位代表予以审议。",
        "今天演讲的题目，我想了很久，叫做《〈t〉》。",
    ],
)
def test_lines_of_speeches_and_notices_are_never_counted(corpus, now, line):
    fill(corpus, now, "a", line)
    assert not corpus.memory("a").lines


def test_only_the_edges_are_looked_at():
    lines = [f"这是第{n}行的内容文字" for n in "甲乙丙丁戊己庚辛"]
    assert candidates(Speech("题", "\n".join(lines))) == {*lines[:3], *lines[-3:]}
    assert candidates(Speech("题", "正文", repeated=("某行",))) == {"某行"}


def test_copies_and_changed_articles_are_not_counted_again(corpus, now):
    speech = article(LINE)
    for n in range(ENOUGH_ALONE):
        corpus.add(speech, f"http://a/{n}", "a", now)
        corpus.add(article(LINE), "http://a/changing", "a", now)
    ((articles,),) = corpus.connection.execute("SELECT articles FROM template_sites")
    assert articles == 2


def test_old_counts_fade_and_the_table_stays_small(corpus, now):
    fill(corpus, now, "a", LINE, times=WINDOW)
    fill(corpus, now, "a", times=WINDOW)
    assert not corpus.memory("a").lines
    ((rows,),) = corpus.connection.execute("SELECT count(*) FROM template_lines")
    assert rows < 6 * WINDOW


def test_a_line_is_looked_for_by_site_and_line(corpus):
    values = {"line": "l", "site": "s"}
    plan = corpus.connection.execute(f"EXPLAIN QUERY PLAN {memory._ELSEWHERE}", values)
    assert [row[3].split()[:2] for row in plan] == [["SCAN", "other"], ["SEARCH", "template_lines"]]
