import pytest

from cleaners.dom import parse
from cleaners.facts.labels import from_lines
from cleaners.facts.relations import from_relations
from cleaners.metadata import Metadata, from_head, from_url


def read(*lines):
    return from_lines(lines, "在全县会议上的讲话", Metadata())


@pytest.mark.parametrize(
    ("line", "category"),
    [
        ("当前位置:首页 > 发言稿 >", "发言稿"),
        ("您的位置：首页>政务公开>领导讲话>正文", "领导讲话"),
        ("您现在的位置：明溪文秘网 >> 党政讲话 >> 正文", "党政讲话"),
        ("首页 > 总结 > 在全县会议上的讲话", "总结"),
        ("公文论坛 › 公文写作 › 讲话稿 › 在全县会议上的讲话", "讲话稿"),
        ("当前位置：首页", None),
    ],
)
def test_category_is_the_last_step_that_is_one(line, category):
    assert read(line).category == category


def test_labels_are_read_and_nobody_is_no_speaker():
    said = read("时间：2012年3月4日 来源：县水利局 作者：admin 点击：1,024")
    assert said.published.isoformat() == "2012-03-04T00:00:00+08:00"
    assert (said.source, said.speaker, said.views) == ("县水利局", None, 1024)
    assert read("发言人：张建国").speaker == "张建国"
    assert read("来源：未知 作者：佚名").source is None


@pytest.mark.parametrize(
    "line",
    [
        "推荐访问: 饮水 讲话 农村",
        "标签：饮水、讲话、农村",
        "关键词：饮水,讲话，农村",
        "【标签】：饮水 | 讲话 | 农村",
    ],
)
def test_tags(line):
    assert read(line).tags == ("饮水", "讲话", "农村")


@pytest.mark.parametrize(
    ("author", "speaker"),
    [
        ("张建国", "张建国"),
        ("sina_mobile", None),
        ("104363", None),
        ("新浪网", None),
        ("admin", None),
        ("清河英语培训", None),
        ("林业局", None),
    ],
)
def test_an_author_in_the_head_is_a_speaker_when_it_is_a_name(author, speaker):
    head = parse(f'<meta name="author" content="{author}"><p>讲话</p>'.encode()).head
    assert from_head(head, Metadata()).speaker == speaker


def test_a_date_within_a_sentence_is_no_label():
    assert (
        read("公示起止时间：2017年8月11日至8月14日。", "2017-11-21 12:47:43").published.month == 11
    )


def test_address_tells_the_day_when_nothing_else_does():
    said = from_url("http://a.cn/fayangao/20121129/609.html", Metadata())
    assert said.published.isoformat() == "2012-11-29T00:00:00+08:00"
    assert said.origins == {"published": "address"}
    assert from_url("http://a.cn/20129999/1.html", Metadata()).published is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("gzdt/201705/t20170524_20933289.html", "2017-05-24"),
        ("art/2021/3/8/art_12_3467.html", "2021-03-08"),
        ("2021/12/8/name/", "2021-12-08"),
        ("2021/13/8/name/", None),
        ("list/2021/3/8", None),
        ("st20170524_1.html", None),
    ],
)
def test_days_in_addresses_of_content_systems(path, day):
    published = from_url(f"http://a.cn/{path}", Metadata()).published
    assert (published and published.date().isoformat()) == day


def test_a_reporter_behind_a_paper_in_the_source_is_the_writer():
    said = read("时间:2020-11-30 来源:清江乡情报记者 何秀英 通讯员 付强")
    assert (said.source, said.speaker) == ("清江乡情报", "何秀英")


@pytest.mark.parametrize(
    "line",
    ["作者：互联网 来源： 2020-09-07", "时间：2017-03-13 来源：http://www.a.cn/news/20.html"],
)
def test_a_day_and_an_address_are_no_source(line):
    assert read(line).source is None


def test_nobody_wrote_what_readers_sent():
    assert read("日期:2021/3/26 作者:网友整理 人气:0").speaker is None


def test_a_sentence_about_a_speaker_names_none():
    lines = ["主讲的老师没有用幻灯片，只带了一块小黑板。", "作者的意思很清楚。"]
    assert from_lines(lines, "", Metadata()).speaker is None


@pytest.mark.parametrize(
    ("line", "source", "speaker"),
    [
        ("时间:2022-01-11 08:30来源:新华社作者:王小明点击:12次", "新华社", "王小明"),
        ("来源：县政府办公室浏览次数：12", "县政府办公室", None),
        ("作者：张三浏览次数：3来源：县委办责任编辑：李四", "县委办", "张三"),
        ("来源：中国教育在线", "中国教育在线", None),
    ],
)
def test_the_next_label_ends_a_value_where_nothing_stands_between(line, source, speaker):
    said = read(line)
    assert (said.source, said.speaker) == (source, speaker)


def test_the_hour_of_a_known_day_is_taken_from_the_head():
    head = '<meta property="article:published_time" content="{}T08:12:00+08:00">'
    same = parse(head.format("2012-03-04").encode()).head
    other = parse(head.format("2012-03-05").encode()).head
    assert from_head(same, read("时间：2012年3月4日")).published.hour == 8
    assert from_head(other, read("时间：2012年3月4日")).published.day == 4
    assert from_head(same, read("时间：2012年3月4日 10:20")).published.hour == 10


def test_category_tags_and_author_by_the_relation_of_their_links():
    page = (
        '<a rel="category tag" href=/c>讲话稿</a><p>同志们：</p><ul>'
        '<li><a rel=tag href=/1>春耕</a><li><a rel="tag" href=/2>农业</a></ul>'
        "<a rel=author href=/a>李小明</a><div><a rel=tag href=/3>别的文章的</a></div>"
    )
    said = from_relations(parse(page.encode()).elements["rel"], Metadata())
    assert (said.category, said.tags, said.speaker) == ("讲话稿", ("春耕", "农业"), "李小明")
    cloud = "".join(f"<a rel=tag href=/{n}>词{n}</a>" for n in range(40))
    assert from_relations(parse(cloud.encode()).elements["rel"], Metadata()).tags == ()
    assert from_relations(parse(page.encode()).elements["rel"], Metadata(tags=("水利",))).tags == (
        "水利",
    )
