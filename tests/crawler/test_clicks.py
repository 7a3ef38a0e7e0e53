import pytest

from cleaners.dom import parse
from crawler.discovery.scripted import stated_links


def stated(html):
    return [address for address, _ in stated_links(parse(f"<html><body>{html}".encode(), "utf-8"))]


def clicked(does, script):
    return stated(f'<a href="#" onclick="{does}">3</a><script>{script}</script>')


@pytest.mark.parametrize(
    ("does", "script", "address"),
    [
        ("goPage(3)", "function goPage(n){ location.href='list_'+n+'.html'; }", "list_3.html"),
        ("to(3)", "var to = function (p) { window.location = '?page=' + p }", "?page=3"),
        (
            "show('12', 'gz')",
            "var base='/c/';\nfunction show(id, d){ location.assign(`${base}${d}/${id}.shtml`) }",
            "/c/gz/12.shtml",
        ),
        (
            "openArt(7)",
            "function openArt(id){ if(id<1){return} window.open('/a/'+id+'.html','_blank') }",
            "/a/7.html",
        ),
        ("go(2)", "function go(x){ var u='/l_'+x+'.html'; top.location.href=u }", "/l_2.html"),
        ("location.href='list.asp?page='+4", "", "list.asp?page=4"),
        ("go(2)", "function go(n){ location.href='list_'+(n-1)+'.html' }", "list_1.html"),
        (
            "next()",
            "var cur=3; function next(){ if(cur<9) location.href='/l_'+(cur + 1)+'.html' }",
            "/l_4.html",
        ),
    ],
)
def test_a_function_goes_where_it_is_told(does, script, address):
    assert clicked(does, script) == [address]
    if not does.startswith("location"):
        assert stated(f'<a href="javascript:{does}">3</a><script>{script}</script>') == [address]


@pytest.mark.parametrize(
    ("does", "script"),
    [
        ("go(2)", "function go(n){ location.href='list_'+(n*2)+'.html' }"),
        ("go(2)", "function go(n){ location.href='list_'+size+'.html' }"),
        ("go(2)", "function go(n){ if(n==1) u='a.html'; else u='b.html'; location.href=u }"),
        ("go(n)", "function go(n){ location.href='list_'+n+'.html' }"),
        ("del(2)", "function del(n){ location.href='/x.php?act=delete&id='+n }"),
        (
            "__doPostBack('p','2')",
            "function __doPostBack(t,a){ f.__EVENTTARGET.value=t; f.submit() }",
        ),
    ],
)
def test_what_is_not_sure_leads_nowhere(does, script):
    assert clicked(does, script) == []


FORM = """<form name="pf" id="pf" method="{0}" action="/jh/list.do"><input type="hidden" name="cid"
value="3"><input type="hidden" id="pn" name="pageNo" value="1"><input type="submit" name="ok">
</form><a href="javascript:goPage(2)">2</a><script>function goPage(n){{ {1} }}</script>"""


@pytest.mark.parametrize(
    "script",
    [
        "document.pf.pageNo.value=n; document.pf.submit();",
        "document.getElementById('pn').value = n; document.getElementById('pf').submit()",
        "$('#pn').val(n); $('#pf').submit();",
    ],
)
def test_a_form_that_a_function_fills_in(script):
    assert stated(FORM.format("GET", script)) == ["/jh/list.do?cid=3&pageNo=2"]
    assert stated(FORM.format("post", script)) == ["/jh/list.do?cid=3&pageNo=2"]
    more = FORM.replace('name="pageNo"', 'name="title"').replace("pageNo", "title")
    assert stated(more.format("post", script)) == []


@pytest.mark.parametrize(
    "does", ["location.href='l.asp?page='+this.value", "go(this.options[this.selectedIndex].value)"]
)
def test_a_select_box_of_numbers(does):
    script = "<script>function go(n){ location='l.asp?page='+n }</script>"
    options = "<option value=1>1<option value=2>2"
    html = f'<select onchange="{does}">{options}</select>{script}'
    assert stated(html) == ["l.asp?page=1", "l.asp?page=2"]


def test_a_form_of_pages():
    form = "<form action='/jh/'><input type=hidden name=cid value=4>{0}<input type=submit></form>"
    box = "<select name=page><option value=1>1<option value=2>2</select>"
    assert stated(form.format(box)) == ["/jh/?cid=4&page=1", "/jh/?cid=4&page=2"]
    assert stated(form.format(box + "<input name=q>")) == []
    assert stated(form.format(box.replace("page", "area"))) == []


def test_a_form_of_years_and_months():
    year = "<select name=year><option value=2024>2024<option value=2023>2023</select>"
    month = "<select name=month><option value=''>-<option value=1>1<option value=2>2</select>"
    form = "<form action=/old.php>{}</form>"
    assert stated(form.format(year + month)) == [
        f"/old.php?year={y}&month={m}" for y in (2024, 2023) for m in (1, 2)
    ]
    assert stated(form.format(year + "<select name=area><option value=1>1</select>")) == []


@pytest.mark.parametrize(
    "script",
    [
        "$('.row').click(function(){location.href='/a/'+$(this).data('id')+'.html'})",
        "$('.row').on('click',function(){var id = $(this).attr('data-id');"
        "window.open('/a/' + id + '.html')})",
        "rows.forEach(r => r.onclick = function(){ location = '/a/' + this.dataset.id + '.html' })",
    ],
)
def test_a_handler_that_reads_what_it_is_on(script):
    rows = "<li class=row data-id=7>甲</li><li class=row data-id=8>乙</li><li data-id='{x}'>丙</li>"
    assert stated(f"{rows}<script>{script}</script>") == ["/a/7.html", "/a/8.html"]


def test_a_button_that_asks_for_more():
    does = "$.get('/more?p='+p, function(d){$('#l').append(d)})"
    script = f"<script>function more(p){{{does}}}</script>"
    assert stated(f"<button onclick='more(2)'>加载更多</button>{script}") == ["/more?p=2"]
    vote = "<script>function more(n){ $.get('/up.php?id='+n) }</script>"
    assert stated(f"<button onclick='more(2)'>加载更多</button>{vote}") == []
