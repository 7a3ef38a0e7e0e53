"""Wording and kinds of page that no rule was made from, with what a reader would make of them."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Rejected, Speech, clean_html
from cleaners.boilerplate import body_lines
from cleaners.dom import parse
from cleaners.facts.labels import from_lines
from cleaners.lines.chatter import is_chatter
from cleaners.lines.editors import closes
from cleaners.lines.furniture import is_furniture
from cleaners.lines.slogans import site_name, without_slogans
from cleaners.metadata import Metadata

TITLE = "在全县春耕生产推进会上的讲话"
TEXT = [
    "同志们：",
    "一年之计在于春。今天召开全县春耕生产推进会，主要任务是总结去年工作，安排今年的农业生产。",
    "要把播种面积分解到村、落实到户，4月20日前完成备耕，5月10日前完成移栽。",
    "组织200名农技人员进村入户，每个村至少培训两次，推广良种良法，把成果留在农民家。",
    "同志们，人误地一时，地误人一年，请大家马上行动起来。",
]
URL = "http://www.example.cn/jianghua/20230411/1023.html"


def paragraphs(lines=TEXT):
    return "".join(f"<p>　　{line}</p>" for line in lines)


def page(body, *, head=TITLE, info="", around=""):
    return (
        f"<html><head><meta charset=utf-8><title>{head}</title></head><body><h1>{TITLE}</h1>"
        f"<div>{info}</div><div class=content>{body}</div>{around}</body></html>"
    )


def read(html, url=URL):
    got = clean_html(html if isinstance(html, bytes) else html.encode(), url)
    assert isinstance(got, Speech), got
    return got


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("文｜韩雪松", "韩雪松"),
        ("撰文：韩雪松", "韩雪松"),
        ("撰稿人：韩雪松 审核：李静", "韩雪松"),
        ("撰文 | 韩雪松 编辑 | 李静", "韩雪松"),
        ("本报记者 韩雪松", "韩雪松"),
        ("记者 韩雪松 通讯员 李静", "韩雪松"),
        ("（本报记者 韩雪松 实习生 李静）", "韩雪松"),
        ("來源：新華社 記者：韓雪松", "韓雪松"),
        ("作　　者：何 志 远", "何志远"),
        ("（作者：韩雪松，某省委党校教授）", "韩雪松"),
        ("（作者韩雪松系县财政局局长）", "韩雪松"),
        ("演讲者：韩雪松", "韩雪松"),
        ("发言人：县委书记 韩雪松", "韩雪松"),
        ("讲话人：韩雪松同志", "韩雪松"),
        ("韩雪松/文", "韩雪松"),
        ("By 欧阳明", "欧阳明"),
        ("撰稿：语文组　韩雪松", "韩雪松"),
        (
            f"本报讯（记者 韩雪松 通讯员 李静）5月6日，{'全县领导干部大会召开，' * 6}会期一天。",
            "韩雪松",
        ),
        ("新华社北京3月5日电（记者韩雪松、李静）", "韩雪松"),
        ("群众来电（记者节前后）增多，工作人员加班接听。", None),
        ("文/阿木", "阿木"),
        ("作者 | 小演　来源 | 演讲那些事", "小演"),
        ("发表于 2014-6-3 09:12 只看该作者 | 倒序浏览", None),
        ("侨讯记者 宋阳 2024-02-10", "宋阳"),
        ("主讲教师：杨帆　发布：2020-11-20　播放：332", "杨帆"),
        ("社区居委会主任　韦秀莲", "韦秀莲"),
        ("许小满 收录于 教育", "许小满"),
        ("原创 山里人家 乡土中国 2021-10-19", "山里人家"),
        ("来源：作家在线 | 何晓雯 2024年02月10日08:25", "何晓雯"),
        ("来源：作家在线 | 江苏省 2024年02月10日08:25", None),
        ("高考 2024年02月10日", None),
        ("文／王淑芬　圖／編輯部　2020-09-15", "王淑芬"),
        ("【記者張雅婷臺北報導】", "張雅婷"),
        ("作者：家长代表 田大勇 | 编辑：校办", "田大勇"),
        ("发布日期：2021-12-04 | 撰稿：少年庭 费雨晴 | 阅读量：90", "费雨晴"),
        ("作者：教务处　来源：本站", "教务处"),
        ("作者：高一三班　　转贴自：本站原创", "高一三班"),
        ("（作者单位：县财政局）", None),
        ("编辑：韩雪松", None),
        ("记者获悉，全县春耕已经开始", None),
        ("记者从县农业局了解到", None),
        ("文：化育人之本", None),
        ("作者：admin", None),
    ],
)
def test_who_wrote(line, name):
    assert from_lines([line], "", Metadata()).speaker == name


def test_who_wrote_stands_below_the_text():
    assert read(page(paragraphs([*TEXT, "（记者 韩雪松 通讯员 李静）"]))).speaker == "韩雪松"


@pytest.mark.parametrize(
    "href", ["/c/user/887/", "/userhome/331228", "/u/abc", "space-uid-3.html", "/blog?userid=3"]
)
def test_a_link_to_an_account_below_the_title_is_its_writer(href):
    info = f"2021-09-28 20:11<span>·</span><a href='{href}'>山里人家</a><i>三农作者</i>"
    assert read(page(paragraphs(), info=info)).speaker == "山里人家"
    share = "2021-09-28 <a href='http://x.example/sharer.php?u=http://a.cn'>Facebook</a>"
    assert read(page(paragraphs(), info=share)).speaker is None


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("发表于 2021-03-15 分类于 随笔 本文字数：1.1k", "随笔"),
        ("当前位置：首页领导讲话", "领导讲话"),
        ("您所在的位置：留学生网 - 实用资料 - 演讲稿", "演讲稿"),
        ("学习城>演讲与口才>演讲稿大全>致辞>", "致辞"),
        (f"公务员论坛 » 论坛 › 公文写作 › {TITLE}，大家看看", "公文写作"),
    ],
)
def test_where_it_is_filed(line, category):
    assert from_lines([line], f"{TITLE}，大家看看", Metadata()).category == category


def test_the_day_of_publication_before_that_of_writing():
    lines = ["成文日期：2022年03月09日", "发布日期：2022年03月11日"]
    assert f"{from_lines(lines, '', Metadata()).published:%m-%d}" == "03-11"
    assert f"{from_lines(lines[:1], '', Metadata()).published:%m-%d}" == "03-09"


def test_words_behind_a_label_of_hot_words_are_tags():
    words = "<p>相关热词搜索：<a href=/1>春耕</a> <a href=/2>农业生产</a></p>"
    assert read(page(paragraphs(), around=words)).tags == ("春耕", "农业生产")


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE}就为朋友们整理到这里，希望各位朋友喜欢！",
        "看完还不够？欢迎加入写作交流群，群号：123456789",
        "文件大小：18.6 KB",
        "下载次数：236",
        "立即下载",
        "#春耕 #农业",
    ],
)
def test_what_a_site_adds_below_a_text_goes(line):
    assert body_lines([*TEXT, line], TITLE) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "今天的交流就到这里，谢谢大家！",
        "我的经验就介绍到这里，希望对大家有用。",
        "材料已经整理到位，资金也筹集到了。",
        "文件大小会议都要开短。",
        "#1号楼的居民，请到会议室。",
    ],
)
def test_what_a_speaker_says_stays(line):
    assert not closes(line)
    assert not is_furniture(line)
    assert body_lines([*TEXT, line], TITLE) == [*TEXT, line]


@pytest.mark.parametrize("end", ["完", "（完）", "——全文完——"])
def test_a_text_ends_where_it_says_so(end):
    below = ["2023年7月8日（星期六）", "香港時間11時25分"]
    assert body_lines([*TEXT, end, *below], TITLE) == TEXT
    assert body_lines([*TEXT[:2], end, *TEXT[2:]], TITLE) == TEXT


SLOGANS = [
    "稿件园提醒：抄作业不如学方法，修改后使用。",
    "稿件园版权所有，翻版必究",
    "更多春耕讲话，请持续锁定稿件园！",
    "稿件园——写作者的加油站",
]


def test_a_site_speaks_of_itself_by_its_name():
    assert (
        read(page(paragraphs([*TEXT, *SLOGANS]), head=f"{TITLE}_干部讲话_稿件园")).body.split("\n")
        == TEXT
    )
    assert site_name(f"{TITLE}_稿件园", TITLE) == "稿件园"
    assert without_slogans([*TEXT, "感谢稿件园的同志们。"], "稿件园")[-1] == "感谢稿件园的同志们。"


@pytest.mark.parametrize("owner", ["青山中学", "青山县政府", "青山集团"])
def test_what_the_owner_of_a_site_says_of_itself_is_meant(owner):
    line = f"{owner}——请您见证，更多的辉煌在明天！"
    assert read(page(paragraphs([*TEXT, line]), head=f"{TITLE}-{owner}")).body.endswith(line)


LETTER = """<html><head><title>精华区文章阅读</title></head><body><center>精华区文章阅读 - 清江站</center><pre>
发信人: meier (眉儿), 信区: Speech
标  题: {title}
发信站: 清江站 (Wed May  7 13:05:41 2003), 转信

{text}

--
※ 来源:．清江站 bbs.qj.example．[FROM: 10.12.3.4]
</pre><a href="x">[返回上一页]</a></body></html>"""


def test_a_letter_to_a_bulletin_board():
    html = LETTER.format(title=TITLE, text="\n".join(f"    {line}" for line in TEXT))
    got = read(html.encode("gb18030"), "http://bbs.qj.example/bbsanc?path=D5/M.105")
    assert (got.title, got.speaker, f"{got.published:%F}") == (TITLE, "meier", "2003-05-07")
    assert got.body.split("\n") == TEXT


FILE = "\r\n".join([TITLE, "", *(f"　　{line}" for line in TEXT)])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "hz"])
def test_a_file_of_text_is_read(encoding):
    got = read(FILE.encode(encoding), "http://a.example/023.txt")
    assert (got.title, got.body.split("\n")) == (TITLE, TEXT)


def test_what_is_no_prose_is_no_file_of_text():
    for text in (
        "编号,题目,单位\n1,讲话,县委\n2,发言,县府\n" * 20,
        "User-agent: *\nDisallow: /讲话\n" * 9,
    ):
        got = clean_html(text.encode(), "http://a.example/1.txt")
        assert isinstance(got, Rejected) and got.reason == "not_html"


def test_a_page_of_one_pre_has_its_title_there():
    text = "\n".join(f"    {line}" for line in TEXT)
    got = read(
        f"<html><title></title><body><pre>\n          {TITLE}\n\n{text}\n</pre>",
        "http://a.example/wg/0131.htm",
    )
    assert (got.title, got.body.split("\n")) == (TITLE, TEXT)


def test_a_page_without_script_is_read_where_it_is_all_there_is():
    shown = (
        f"<div id=app></div><noscript><h1>{TITLE}</h1><div>{paragraphs(TEXT * 2)}</div></noscript>"
    )
    got = read(f"<title>{TITLE}</title><body>{shown}<script src=app.js></script>")
    assert got.body.startswith(TEXT[0])
    wall = "<noscript>您的浏览器不支持 JavaScript，请启用后刷新页面。</noscript>"
    assert isinstance(clean_html(f"<body>{wall}<div id=app></div>".encode(), URL), Rejected)


def test_a_folder_named_by_a_number_is_no_list():
    links = "".join(f"<li><a href='/t/{n}/'>在全县第{n}次会议上的发言</a></li>" for n in range(9))
    html = page(paragraphs(TEXT[:3]), around=f"<ul>{links}</ul>")
    assert parse(html.encode()).kind("http://a.example/jianghua/2871/") == "article"
    assert parse(html.encode()).kind("http://a.example/jianghua/2023/") == "list"


def test_of_a_box_about_the_writer_the_link_is_his_name():
    box = "<div itemprop=author><a href=/people/ls>水利老李</a><div>基层水利人</div></div>"
    assert read(page(paragraphs(), info=box)).speaker == "水利老李"
    module = "<a class=User_name__Zx1c href=//space.bl.example/33>山里人家</a> 2023-12-25"
    assert read(page(paragraphs(), info=module)).speaker == "山里人家"
    forum = "<div class=authi>发表于 2013-4-5 <a>只看该作者</a></div>"
    assert read(page(paragraphs(), info=forum)).speaker is None


def test_papers_name_their_writer_and_day_in_meta_tags_and_keep_their_keywords():
    head = "<meta name=citation_author content=罗文斌><meta name=citation_date content=2020-02-15>"
    lines = ["摘要：组织力是基层党组织的生命力。", "关键词：基层党组织；组织力", *TEXT]
    got = read(page(paragraphs(lines)).replace("<title>", head + "<title>"))
    assert (got.speaker, f"{got.published:%F}", got.body.split("\n")) == (
        "罗文斌",
        "2020-02-15",
        lines,
    )


def test_a_school_before_the_title_in_title_is_not_the_title():
    html = f"<title>青山小学 - 教师园地 - {TITLE}</title><h2>青山小学</h2><div>{TITLE}</div>"
    assert read(f"{html}<div>日期：2015/6/2</div><div>{paragraphs()}</div>").title == TITLE


def test_the_pages_of_a_viewer_are_text():
    pages = f"<div class=page id=p1>{paragraphs(TEXT[:3])}</div><div>1 / 2</div><div class=page id=p2>{paragraphs(TEXT[3:])}</div>"
    about = f"<div class=notice>关于本文：本文标题：{TITLE}.docx 链接地址：https://www.docx.example/p-3321902.html</div>"
    html = (
        f"<title>{TITLE} - 文档豆丁</title><h1>{TITLE}</h1><div class=reader>{pages}</div>{about}"
    )
    assert read(html).body.split("\n") == TEXT


def test_a_handbook_speaks_of_documents_to_its_end():
    steps = [f"第{n}步，在文档里点一下“插入”，选好图片以后放到第{n}页。" for n in range(1, 12)]
    last = "最后保存文档，即可打印。"
    assert body_lines([*steps, last], "怎样排版")[-1] == last
    assert body_lines([*TEXT, "完整文档请下载查看。"], TITLE) == TEXT


def test_a_lone_label_above_the_words_of_an_editor_goes():
    lines = ["导语", "以下是为大家精心准备的讲话稿，供大家参考借鉴。", *TEXT]
    assert body_lines(lines, TITLE) == TEXT


def test_what_stands_beside_the_path_is_no_category():
    path = "您现在的位置：小文秘网 >> 文章中心 >> 会议讲话 >> 正文 用户登录 新用户注册"
    assert from_lines([path], TITLE, Metadata()).category == "会议讲话"


def test_the_source_in_a_row_of_a_table():
    assert from_lines(["信息来源 青山县检察院"], "", Metadata()).source == "青山县检察院"
    assert from_lines(["信息来源 要可靠，时间要准。"], "", Metadata()).source is None


def test_a_text_around_which_a_script_puts_advertisements():
    about = (
        "<h1>山高水长的博客</h1><div class=r>"
        + "".join(f"<li><a href=/{n}>在第{n}次会议上的讲话</a>" for n in range(6))
        + "</div>"
    )
    text = f"<div class=articalContent id=sina_keyword_ad_area2>{paragraphs()}</div>"
    counts = "<div class=articalInfo>阅读(332)┊ 评论(11)┊ 收藏(0)┊转载(1)┊ <a>喜欢▼</a> ┊<a>打印</a>┊<a>举报</a></div>"
    html = f"<title>{TITLE}_山高水长</title>{about}<div class=b><h2>{TITLE}</h2>(2010-12-20 21:15:03){text}{counts}</div>"
    assert read(html, "http://blog.example/s/blog_5d0f1a2b.html").body.split("\n") == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "要是你觉得本文不错，别忘了分享给身边的小伙伴哦。",
        "（欢迎关注、转发，让更多的人看到）",
        "全文1300字，建议收藏细读",
        "喜欢的话就点个关注呗~",
        "内容仅供参考，请以实际情况为准",
        "觉得有用就打个分吧：☆☆☆☆☆（0人评分）",
        "广告也精彩",
        "本文仅供个人学习交流使用，禁止用于商业用途",
        "既然看到这里了，随手点个赞和在看吧，我们明天见。",
        "点上方“机关小马”，选“星标”，干货第一时间送达",
        "（视频加载失败，请点击重试）",
        "温馨提醒：下载后无法退款，请确认后再付款",
        "【收藏】把本文存入我的文件夹",
    ],
)
def test_what_a_page_says_of_itself_in_any_words(line):
    assert is_chatter(line)
    assert body_lines([*TEXT, line], TITLE) == TEXT
    assert body_lines([line, *TEXT], TITLE) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "希望大家多读书、读好书，把好书分享给身边的人。",
        "让我们把这份爱传递下去，让更多的人看到希望。",
        "信访是送上门来的群众工作，来信要件件有回复。",
        "我们关注什么",
        "阅读分享",
        "1、免费提供网站的登录账号。",
        "下载地址另行通知。",
        "今天的分享就到这里，谢谢大家！",
        "有图片可上传附件，之后点击提交即可。",
        "如果同一篇讲话在多个网站出现，只保留一份，其余记为转载。",
        "请大家关注以下几个问题。",
        "http://www.qxzfcg.example",
        "请下载国家反诈中心APP，守护好自己的钱袋子。",
        "以上建议，仅供参考。",
        "以上发言，仅供大家参考借鉴。",
        "感谢大家的关注与支持！",
        "感谢各位会员的支持与信任！",
        "感谢读者的支持，感谢作者的信任！",
        "希望广大网民朋友监督、评论、转发。",
        "今天的分享就到这里，希望对大家有所帮助！",
        "下面请编辑部的同事点评。",
        "请评委点评打分。",
        "让我们一起来阅读更多好书吧！",
        "让我们为作者点赞！",
        "向作者、编者、读者致敬！",
        "附：参考资料",
    ],
)
def test_what_a_text_says_is_no_chatter(line):
    assert not is_chatter(line)
    assert body_lines([*TEXT, line], TITLE) == [*TEXT, line]


def test_advice_for_writers_is_about_the_same_as_chatter():
    advice = [
        f"写第{n}篇文章之前，先整理好资料，选好参考的范文，再修改一次，不能只看不写。"
        for n in range(1, 12)
    ]
    last = "范文选好，文章写完再修改，资料要整理好。"
    assert is_chatter(last)
    assert body_lines([*advice, last], "怎样写讲话稿")[-1] == last


@pytest.mark.parametrize(
    "line",
    [
        "【推荐】党课讲稿汇编（120篇）",
        "[_TAG_h3]在全县会议上的讲话",
        "wWw.ZhuChiCi.ExAmPlE",
        "☆ END ☆",
        "[广告位招租 138****8888]",
        "1分 2分 3分 4分 5分",
        "倍速播放 1.0x 1.5x 2.0x",
        "转自小鹿妈妈，如侵删。",
        "网友“南山”：看哭了",
        "----WORD文档，下载后可编辑修改----",
        "【本文为word版，下载后可修改、打印，如对您有所帮助，请购买，谢谢。】",
        "编辑｜阿敏",
        "整理 | 阿茶　来源 | 好人故事（haorengushi）",
        "口述：莫秀英　记录整理：庄晓",
        "登录后阅读全文",
        "文：家长说 | 图：网络",
        "来稿：市信访局办公室",
        "（更多内容详见《侨讯》电子版）",
        "分享、点赞、在看，三连走起",
        "[ 大字 中字 小字 ] [ 关闭 ]",
        "Facebook 分享",
        f"{TITLE}，你学会了吗？",
        "本页面最后更新于：2023-06-28",
    ],
)
def test_marks_of_templates_go(line):
    assert body_lines([*TEXT, line], TITLE) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "[摘要]",
        "导读：局长作了怎样的致辞？请看全文。",
        "文/阿木",
        "第0032号提案 | 发布时间：2021-02-20 | 办理单位：县住建局",
        "内容预览：",
        "2023-02-08　阅：1203　评：2　赞：19",
        "www.fwwk.example",
        "范文海小编按：本文为真实述职稿，已隐去小区名称。",
        "本站原创　12月04日 08:00",
        "文章编号：WY2020-12　撰写人：物业部　杜江　日期：2020/12/30",
        f"文章摘要：本文是{TITLE}，主要内容包括三个方面。",
        f"讲话稿 | {TITLE}",
    ],
)
def test_what_stands_above_a_text_in_it_goes(line):
    assert body_lines([line, *TEXT], TITLE) == TEXT
    assert body_lines([f"项目名称：{TITLE}", *TEXT], TITLE)[0] == f"项目名称：{TITLE}"


def test_a_name_alone_above_a_day_is_the_writers():
    html = f"<title>{TITLE} | 讲台</title><main><h1>{TITLE}</h1><div>何晓雯</div><div>2023 年 9 月 11 日</div>"
    got = read(html + "".join(f"<div>{line}</div>" for line in TEXT), "https://a.example/zh/a/chun")
    assert (got.speaker, got.body.split("\n")) == ("何晓雯", TEXT)
    signed = [*TEXT, "何晓雯", "2023年9月11日"]
    assert body_lines(signed, TITLE) == signed


def test_a_page_about_its_site_holds_no_text():
    html = "<title>联系我们 - 瑞文阁</title><h1>联系我们</h1><p>邮箱：a@rw.example</p><p>地址：某市某路1号</p>"
    assert getattr(clean_html(html.encode(), URL), "reason", None) == "no_body"


def test_two_offices_are_a_list_of_members():
    lines = ["筹备组副组长　韩雪松", "县委书记　韦秀莲", "县人大主任　何志远"]
    assert from_lines(lines, "", Metadata()).speaker is None
    assert from_lines(lines[1:2], "", Metadata()).speaker == "韦秀莲"


@pytest.mark.parametrize(
    ("author", "name"), [("孟小军", "孟小军"), ("联合早读", None), ("新华网", None)]
)
def test_the_author_in_json_ld_is_a_person(author, name):
    told = f'{{"@type":"BlogPosting","author":{{"@type":"Person","name":"{author}"}}}}'
    head = f"<script type=application/ld+json>{told}</script>"
    assert read(page(paragraphs()).replace("<title>", head + "<title>")).speaker == name
