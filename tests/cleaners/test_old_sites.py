"""Pages of old sites of schools, offices and their like, and what they tell of their texts."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.facts.labels import from_lines
from cleaners.metadata import Metadata

TITLE = "在全乡防汛工作会议上的讲话"
TEXT = (
    "同志们：",
    "入汛以来，我乡连续三次出现强降雨，河水上涨较快，防汛形势不容乐观。下面，我讲三点意见。",
    "一是要落实责任，乡村干部包库包段，昼夜有人值守，险情随时上报。",
    "二是要备足物资，编织袋、铁丝、照明灯具一律在六月十日前运到堤上。",
    "同志们，人命关天，容不得半点马虎，请大家马上行动。",
)
BODY = "".join(f"<p>　　{line}</p>" for line in TEXT)
URL = "http://www.example.cn/show.asp?id=312"
MENU = "<table><tr><td><a href=/>首 页</a></td><td><a href=1>领导讲话</a></td></tr></table>"


def page(name, head, body=BODY):
    return f"<html><head><title>{name}</title></head><body>{MENU}<table>{head}<tr><td>{body}</td></tr></table></body></html>"


def read(html):
    got = clean_html(html.encode("gb18030", "xmlcharrefreplace"), URL)
    assert isinstance(got, Speech), got
    return got


def row(text, *, centred=True):
    return f"<tr><td{' align=center' if centred else ''}>{text}</td></tr>"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("领导讲话", row(f"<span>{TITLE}</span>") + row("2009-6-2 10:08:00　　阅读327次")),
        (
            "柳溪时评",
            f"<tr><th>{TITLE}</th></tr>" + row("陈晓东　2007-06-02 10:20:30　乡党政办公室"),
        ),
        (
            "柳溪乡一中--&gt;讲话--&gt;" + TITLE,
            row(f"<font size=4>{TITLE}</font>") + row("本校　刘玉梅"),
        ),
        ("柳溪乡文化馆:" + TITLE, row(TITLE, centred=False) + row("时间：2012-6-2 浏览：90")),
        (
            "柳溪县防汛办公室",
            row("在全乡防汛工作<br>会议上的讲话".join(["<h1>", "</h1>"])) + row("（2012年6月2日）"),
        ),
        ("中共柳溪县委组织部--工作动态", row(f"<b>{TITLE}</b>")),
        ("中共柳溪县委党史研究室", row(f"<font size=6>{TITLE}</font>") + row("何志远　李　静")),
        (
            "新闻 - 柳溪生态学院",
            row(TITLE, centred=False)
            + row(
                "发布时间：2011-06-02 来源：乡党委宣传办（新闻科） 浏览量：2785人次", centred=False
            ),
        ),
        (TITLE.replace("防汛", "&amp;nbsp;防汛"), row(TITLE.replace("防汛", "&amp;nbsp;防汛"))),
    ],
)
def test_the_title_of_a_page_that_names_its_site_or_its_column(name, head):
    assert "".join(read(page(name, head)).title.split()) == TITLE


@pytest.mark.parametrize(
    "name",
    [
        f"柳溪一中校园网 - {TITLE}",
        f"{TITLE} - 柳溪一中校园网",
        f"{TITLE} 领导讲话 柳溪县党建网 www.example.cn",
        TITLE,
        "服务工作大局 奋力开创防汛新格局",
    ],
)
def test_the_title_that_a_page_only_declares(name):
    told = read(page(name, "")).title
    assert told == (name if name.endswith("格局") else TITLE)


def test_the_writer_in_brackets_behind_the_last_sentence():
    told = BODY.replace("马上行动。</p>", "马上行动。（教务处 刘晓燕）</p>")
    assert read(page(TITLE, row(f"<h1>{TITLE}</h1>"), told)).speaker == "刘晓燕"


def test_the_class_and_name_that_end_a_composition():
    told = BODY + "<p align=right>——八（2）班　许小满</p>"
    assert read(page(TITLE, row(f"<h1>{TITLE}</h1>"), told)).speaker == "许小满"


def test_who_wrote_and_took_pictures_above_a_text_goes():
    told = "<p>文／林淑芬　圖／陳雅琴</p>" + BODY
    got = read(page(TITLE, row(f"<h1>{TITLE}</h1>"), told))
    assert (got.speaker, got.body) == ("林淑芬", "\n".join(TEXT))


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [("（周建明）", "周建明"), ("（高中版）", None), ("（范文二）", None), ("（2009年）", None)],
)
def test_a_name_in_brackets_behind_a_title(behind, speaker):
    got = read(page(TITLE + behind, row(f"<h1>{TITLE}{behind}</h1>")))
    assert (got.title, got.speaker) == (TITLE + behind, speaker)


@pytest.mark.parametrize(
    "told",
    [
        "2021-04-06 07:12:13 柳溪日报 全媒体记者 陈晓东 通讯员 刘东安 文/图",
        "2021-04-06 柳溪日报 记者 陈晓东",
    ],
)
def test_a_day_a_paper_and_its_reporters_are_no_text(told):
    got = read(page(TITLE, row(f"<h1>{TITLE}</h1>"), f"<p>{told}</p>{BODY}"))
    assert got.body == "\n".join(TEXT)
    assert got.speaker == "陈晓东"


def test_the_day_of_minutes_stays_and_that_of_their_page_goes():
    minutes = (
        "时间：2018年3月9日",
        "地点：乡政府三楼",
        "会议研究了防汛工作，决定六月十日前备足物资。",
    )
    lines = ("发布时间：2018-03-12", *minutes)
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert read(page(TITLE, row(f"<h1>{TITLE}</h1>"), body)).body == "\n".join(minutes)


def test_a_title_goes_without_who_wrote_below_it():
    got = read(page(f"{TITLE} / 周明远", row(f"<h2>{TITLE} / 周明远</h2>")))
    assert (got.title, got.speaker) == (TITLE, "周明远")


def test_a_title_in_the_head_of_a_table_of_what_there_is_to_tell():
    told = "<tr><td>作者</td><td>孙建华</td><td>发布时间</td><td>2020-11-03</td></tr>"
    got = read(page("学员论坛_柳溪县委党校", f"<tr><th colspan=4>{TITLE}</th></tr>{told}"))
    assert (got.title, got.speaker) == (TITLE, "孙建华")


def test_a_speaker_above_a_day_is_no_title():
    head = row("<b>确保安全度汛</b>") + row("乡党委书记　王建国") + row("（2009年6月2日）")
    got = read(page("无标题文档", head))
    assert (got.title, got.speaker) == ("确保安全度汛", "王建国")
    assert got.published is not None and got.published.date().isoformat() == "2009-06-02"


def test_a_day_in_brackets_stays_and_gives_way_to_the_day_of_publication():
    meta = '<meta name="publishdate" content="2009-06-05">'
    lines = "<p>（2009年6月2日）</p><p>王建国</p>"
    got = read(
        page(TITLE, f"{row(f'<h1>{TITLE}</h1>')}", lines + BODY).replace("<head>", f"<head>{meta}")
    )
    assert got.published is not None and got.published.date().isoformat() == "2009-06-05"
    assert got.speaker == "王建国"
    assert got.body == "\n".join(["（2009年6月2日）", "王建国", *TEXT])


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (["2018-11-20 06:29于君博"], "于君博"),
        (["2018-11-20 06:29 周三"], None),
        (["全媒体记者：王勃 陶然"], "王勃"),
        (["楼主：山中客 时间：2011-05-06 10:00:00 点击：123"], "山中客"),
        (["沙发 发表于: 2009-05-07"], None),
        (["清河一中　刘玉梅"], "刘玉梅"),
        (["清河一中 高中部"], None),
        (["八（2）班　陈思雨　指导老师：刘红"], "陈思雨"),
        (["（2012年3月5日）", "王建国"], "王建国"),
        (["——学习防汛会议精神的体会", "周明远"], "周明远"),
        (["八年级组　周晓燕"], "周晓燕"),
        (["何志远1，李静2"], "何志远"),
        (["安装费3,200"], None),
        (["清河大学 金融系"], None),
        (["送交者: 老何 于 2009-05-06, 10:20:30:"], "老何"),
        (["作者：记者王磊 通讯员 张强"], "王磊"),
        (["作者 赵志刚 发布日期 2007-3-15"], "赵志刚"),
        (["撰稿：何雪峰摄影：李静编辑：赵敏审核：周志宏"], "何雪峰"),
        (["访谈时间：2021-09-10 15:00　访谈嘉宾：县教育局局长 周建国"], "周建国"),
        (["[来源：县总工会] [作者：县环卫处　刘桂芳] [日期：2013-11-05]"], "刘桂芳"),
        (["以实干书写防汛答卷 / 周明远"], "周明远"),
        (["新闻动态 / 党建工作 / 王建国"], None),
        ([TITLE, "孙建华　李晓梅"], "孙建华"),
        ([TITLE, "高考 江苏"], None),
        (["（教务处 刘晓燕）"], "刘晓燕"),
        (["（陈晓东 王雨欣）"], "陈晓东"),
        (["（钟才文）"], "钟才文"),
        (["（责编：李静怡）"], None),
        (["（金融系）"], None),
        (["【作者】郑国栋　【来源】秘书工作　【日期】2011-02-03"], "郑国栋"),
        (["（文/图 许小满）"], "许小满"),
        (["□ 孙建华 李晓梅"], "孙建华"),
        (["供稿：文学院　文字：王雨欣　图片：赵子涵　编辑：李静"], "王雨欣"),
        (["作者", "郑国栋", "来源", "《秘书之友》"], "郑国栋"),
        (["作者", "2023-12-01"], None),
        (["演讲人　初三（1）班　许小满"], "许小满"),
        (["（课题组成员：孙建华、李晓梅；执笔：孙建华）"], "孙建华"),
        (["发言人：郑国栋委员　　时间：2019年1月8日"], "郑国栋"),
        (["您的朋友：林建民", "二〇二〇年二月十日"], "林建民"),
        (["柳溪融媒讯（通讯员 付小强 张莉）五月六日，我县启动网格服务月。"], "付小强"),
        (["柳溪融媒讯（记者站供稿）五月六日，我县启动网格服务月。"], None),
        (["作者姓名 刘桂芳"], "刘桂芳"),
        (["教师代表　李晓梅"], "李晓梅"),
        (["演讲者：高二（3）班 许小满　指导教师：李晓梅"], "许小满"),
        (
            ["作者简介：郑国栋，男，柳溪县司法局副局长，主要研究基层法治建设，著有多部作品。"],
            "郑国栋",
        ),
        (["集团党委书记、董事长　高志强", "2019年2月1日"] * 2, "高志强"),
    ],
)
def test_who_wrote_or_spoke(lines, speaker):
    assert from_lines(lines, TITLE, Metadata()).speaker == speaker


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("作者：王建国 转贴自：县委办综合科 点击数：356", "县委办综合科"),
        ("【作者】郑国栋　【来源】秘书工作　【日期】2011-02-03", "秘书工作"),
        ("发布时间：2014-03-02 新闻来源： 字号: [大 中 小]", None),
        ("陈晓东 2007-05-12 10:20:30 县政府研究室", "县政府研究室"),
        ("2021-04-06 07:12:13 柳溪日报 全媒体记者 陈晓东 通讯员 刘东安 文/图", "柳溪日报"),
        ("发布人：李静发布单位：第一支部2019-05-06 10:20阅读 36", "第一支部"),
    ],
)
def test_where_a_text_is_from(line, source):
    assert from_lines([line], TITLE, Metadata()).source == source


def test_lines_around_a_text_of_an_old_site_go():
    foot = "<p>通讯员：刘东安</p><p>全媒体记者：王勃 陶然</p><p>网站编辑 - 刘佳</p><p>添加日期：2011-12-28</p><p>添加人：党政办</p>"
    assert read(
        page(TITLE, row(f"<h1>（受权发布）{TITLE}</h1>"), f"<p>{TITLE}</p>{BODY}{foot}")
    ).body == "\n".join(TEXT)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("错误信息", "<li>你要找的文章不存在，或者已经被管理员删除！</li>"),
        (
            "",
            "<p>Microsoft OLE DB Provider for ODBC Drivers 错误 '80004005'</p><p>/conn.asp，行 12</p>",
        ),
        (
            "系统提示",
            "<p>对不起，您没有权限浏览此文章！您所在的会员组不允许查看该内容，请升级会员后再试。</p>",
        ),
        ("", "<p>参数错误！</p>"),
        ("", "<p>非法操作！请返回上一页。</p>"),
        ("柳溪网", "<p>暂无内容，敬请期待</p>"),
        ("领导讲话-柳溪县", "<p>该栏目暂无信息！</p><p>共0条记录 1/1</p>"),
        ("提示信息", "<p>抱歉！您访问的页面出错了，系统将在 3 秒后自动跳转到首页</p>"),
    ],
)
def test_what_old_sites_say_of_a_failure(name, told):
    got = clean_html(page(name, "", told).encode("gb18030"), URL)
    assert isinstance(got, Rejected), got


def test_a_wall_between_a_text_and_its_rest():
    wall = "<p>此处内容需要权限查看，您还没有登录，会员免费查看。请先登录</p>"
    got = read(page(TITLE, row(f"<h1>{TITLE}</h1>"), BODY + wall))
    assert not got.complete and got.body == "\n".join(TEXT)


def test_a_page_that_is_a_table_of_what_there_is_to_tell():
    rows = f"<tr><td>标题</td><td>{TITLE}</td></tr><tr><td>作者</td><td>赵志刚</td><td>发布日期</td><td>2007-3-15</td></tr>"
    got = read(page("文章内容", rows))
    assert (got.title, got.speaker, got.body) == (TITLE, "赵志刚", "\n".join(TEXT))


def test_a_section_above_a_title_that_runs_into_its_day():
    head = f"<tr><td><div class=about_title>公司动态</div><div class=news_title><b>{TITLE}</b><span>发布时间：2011-12-30 来源：市场部</span></div></td></tr>"
    got = read(page("柳溪市政工程有限公司", head))
    assert (got.title, got.source) == (TITLE, "市场部")


def test_the_head_of_a_school_takes_leave_below_a_letter():
    foot = "<p>敬祝 阖家平安</p><p>校长　林淑芬　敬上</p>"
    got = read(page("校长的话", row("<h3>校长的话</h3>"), BODY + foot))
    assert got.speaker == "林淑芬" and got.body.endswith("校长　林淑芬　敬上")


def test_the_account_of_a_platform_is_no_text():
    assert read(
        page(TITLE, row(f"<h1>{TITLE}</h1>"), f"<p>企鹅号 柳溪发布</p>{BODY}")
    ).body == "\n".join(TEXT)


def test_a_lead_that_the_greeting_parts_from_its_text_is_told_once():
    assert read(page(TITLE, row(f"<h1>{TITLE}</h1>"), f"<p>{TEXT[1]}</p>{BODY}")).body == "\n".join(
        TEXT
    )


@pytest.mark.parametrize(
    "foot",
    [
        [
            "版权所有：柳溪县供销合作社",
            "地址：柳溪县人民路5号 邮编：054800",
            "电话：0319-8123456 传真：0319-8123457",
        ],
        ["Built with Hugo"],
    ],
)
def test_the_foot_of_a_site_below_a_text_goes(foot):
    below = "<br>".join(foot)
    assert read(
        page(TITLE, row(f"<h1>{TITLE}</h1>"), f"{BODY}<center>{below}</center>")
    ).body == "\n".join(TEXT)


def test_where_to_ask_stays_below_a_notice():
    asked = "联系电话：0319-8123456"
    assert read(page(TITLE, row(f"<h1>{TITLE}</h1>"), f"{BODY}<p>{asked}</p>")).body == "\n".join(
        [*TEXT, asked]
    )


def test_a_form_for_members_is_no_text():
    form = "<form>用户名：<input>密码：<input></form><p>还没有帐号？立即注册</p><p>忘记密码</p>"
    got = clean_html(
        f"<html><title>会员登录</title><body><h2>会员登录</h2>{form}</body></html>".encode(), URL
    )
    assert isinstance(got, Rejected), got


def test_a_day_labelled_in_traditional_characters_is_no_text():
    head = "<title>校長致詞</title><h2>校長致詞</h2><p>發佈日期：2010-06-12</p>"
    text = [
        "各位來賓、各位同學：",
        "大家早安！今天是本校第四十五屆畢業典禮，恭喜各位順利完成學業，邁向人生另一個階段。",
    ]
    html = head + "".join(f"<p>{line}</p>" for line in text)
    got = clean_html(html.encode("big5"), URL)
    assert isinstance(got, Speech) and got.body == "\n".join(text)
