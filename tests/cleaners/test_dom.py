import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.dom import Unparsable, parse
from cleaners.tree import bombs
from cleaners.tree.blocks import read


def test_tree_keeps_all_of_a_nested_page():
    body = "<div>" * 2500 + "深处的讲话" + "</div>" * 2500
    document = parse(f"<html><body>{body}</body></html>".encode())
    assert "深处的讲话" in document.tree.text()


@pytest.mark.parametrize("tag", ["div", "b", "font", "table"])
def test_no_text_is_lost_however_deep(tag):
    document = parse(f"<{tag}>".encode() * 100_000 + "深处".encode())
    assert document.tree.text() == "深处"


@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(f"a{n}" for n in range(40_000)),
        " ".join(f'a{n}=">"' for n in range(40_000)),
        "/".join(f"a{n}='<'" for n in range(40_000)),
    ],
)
def test_a_tag_with_too_many_attributes_is_refused_at_once(attributes):
    with pytest.raises(Unparsable, match="attributes"):
        parse(f"<html><body><p {attributes}>讲话</p>".encode())


def test_attributes_without_values_are_counted_between_those_that_hide_the_end():
    hidden = " ".join(f'a{n}=">"' + " b" * 50 for n in range(500))
    page = f"<html><body>{'<p>讲话</p>' * 8_000}<p {hidden}>讲话</p>"
    with pytest.raises(Unparsable, match="attributes"):
        parse(page.encode())


_PIECES = st.sampled_from(
    [
        "<a ",
        "<div",
        ">",
        '"',
        "'",
        "=",
        '="',
        "='",
        " x",
        "x",
        "/",
        " ",
        "<",
        '">',
        "'>",
        '= "',
        "<p>",
    ]
)


@given(st.lists(_PIECES, max_size=200).map("".join), st.sampled_from([20, 41, 64]))
def test_a_long_tag_is_found_wherever_its_quotes_are(page, least):
    source = page.encode()
    tags = [tag[0] for tag in bombs._TAG.finditer(source)]
    assert list(bombs._tags_of(source, least)) == [tag for tag in tags if len(tag) >= least]


def test_a_long_picture_is_no_bomb():
    page = '<img src="data:image/png;base64,' + "A=" * 100_000 + '"><p>讲话</p>'
    assert "讲话" in parse(page.encode()).tree.text()


@pytest.mark.parametrize("tag", ["article", "main", "section", "x-article", "header"])
@pytest.mark.parametrize("start", ["", "<meta charset=utf-8>", "<!DOCTYPE html><html>", "<head>"])
def test_page_without_body_tag_is_read(tag, start):
    page = f"{start}<title>讲话_网</title><{tag}><h1>讲话</h1><p>同志们：</p></{tag}>"
    assert [line.text for line in read(parse(page.encode()).tree).lines] == ["讲话", "同志们："]


def test_declarations_do_not_matter_after_decoding():
    page = '<?xml version="1.0" encoding="gb2312"?><meta charset="gb2312"><p>镕喆</p>'
    assert parse(page.encode()).tree.text() == "镕喆"


def test_kind_leaves_the_tree_as_it_is():
    document = parse("<nav>导航</nav><p style='display:none'>隐</p><h1>讲话</h1>".encode())
    before = document.tree.text()
    document.kind("http://a.cn/1.html")
    assert document.tree.text() == before


def test_a_page_is_read_once_and_again_after_nodes_are_dropped():
    document = parse("<title>讲话</title><h1>讲话</h1><p>同志们：</p><p>广告</p>".encode())
    before = document.reading
    assert document.reading is before
    document.drop(())
    assert document.reading is before
    document.drop(("p:last-child",))
    assert [line.text for line in document.reading.lines] == ["讲话", "同志们："]


def test_text_behind_an_element_is_none_of_its_own():
    tree = parse("<div><p>同志们：<b>请坐</b>下</p>广告</div>".encode()).tree
    assert [line.text for line in read(tree.css_first("p")).lines] == ["同志们：请坐下"]
    assert [line.text for line in read(tree.css_first("b")).lines] == ["请坐"]


@pytest.mark.parametrize("page", ["", "<!-- -->", "<?xml version='1.0'?>"])
def test_page_without_elements_has_a_tree(page):
    assert parse(page.encode()).tree.tag == "html"


def test_a_deep_page_is_read_whole():
    depth = 2_500
    page = "<!DOCTYPE html><!-- x --><h1>题目</h1>" + "<div class='a'>" * depth
    page += (
        "<p>最深处的第一段。</p><p>最深处的<b>第二</b>段。</p>" + "</div>" * depth + "<p>末段。</p>"
    )
    document = parse(page.encode())
    text = " ".join(document.tree.text().split())
    assert text == "题目最深处的第一段。最深处的第二段。末段。"


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<!--x", "<a"])
def test_the_text_of_any_depth_is_there(tag):
    page = "<p>开头的文字。</p>" + "<div>" * 3_000 + "深处的文字。" + tag * 60_000
    assert "深处的文字。" in parse(page.encode()).tree.text()


@pytest.mark.parametrize("closer", ["", "</q></q>", "</p>", "</b>"])
def test_formats_left_open_are_not_opened_again_in_each_paragraph(closer):
    page = "".join(f"<p><font size={n}>第{n}段。{closer}" for n in range(5_000))
    tree = parse(page.encode()).tree
    assert sum(1 for _ in tree.traverse()) < 10_000
    assert "第4999段。" in tree.text()


def test_a_few_formats_left_open_stay():
    page = "<p><font class=jammer>杂音</font><b>讲话</p>" + "<p>同志们：<br></p>" * 3_000
    assert parse(page.encode()).tree.css_first("font") is not None


def test_a_large_page_is_as_it_was_written():
    page = "<ul>" + "<li><a href=/1.html><b>讲话</b></a></li>" * 20_000 + "</ul>"
    assert len(parse(page.encode()).tree.css("b")) == 20_000


@pytest.mark.parametrize(
    "tag", ['<script src="a.js"/>', "<title/>", "<iframe src='a' />", "<STYLE/>"]
)
def test_what_xml_ends_at_once_does_not_swallow_the_page(tag):
    page = f"<html><head>{tag}</head><body><p>同志们：</p></body></html>"
    assert [line.text for line in parse(page.encode()).reading.lines] == ["同志们："]


def test_xhtml_is_read_between_its_scripts():
    text = "同志们：今天的会议很重要。" * 30
    scripts = '<p>第二段。<script src="a.js"/>第三段。</p><script>x</script>'
    page = f'<?xml version="1.0"?><body>{text}{scripts}'
    assert parse(page.encode()).reading.lines[-1].text == "第二段。第三段。"


@pytest.mark.parametrize("tag", ["object", "map", "canvas", "marquee", "button"])
def test_what_is_never_closed_does_not_hide_the_page(tag):
    page = f"<p>导航</p><div><{tag}></div><h1>讲话</h1>" + "<p>同志们：我讲三点意见。</p>" * 20
    lines = [line.text for line in parse(page.encode()).reading.lines]
    assert lines[:3] == ["导航", "讲话", "同志们：我讲三点意见。"]
