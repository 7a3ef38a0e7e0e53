"""Pagers that widgets draw, and links that loops write."""

import pytest

from cleaners.dom import parse
from crawler.discovery.links import list_links
from crawler.discovery.listings import data_links
from crawler.discovery.literals import literal
from crawler.discovery.loops import looped_links
from crawler.discovery.widgets import widget_page
from crawler.profile import Discover

LIST = "http://a.cn/jh/list.jsp?cid=3"


@pytest.mark.parametrize(
    ("script", "following"),
    [
        (
            "laypage.render({elem:'p', count: 30, limit: 10, curr: 1, jump: function(obj, first){"
            "if(!first){ location.href = '?cid=3&pn=' + obj.curr; } }})",
            "list.jsp?cid=3&pn=2",
        ),
        (
            "laypage({cont:'p',pages:3,curr:1,jump:function(e){window.location.href='l_'+e.curr+'.html'}})",
            "l_2.html",
        ),
        (
            "$('#p').pagination(30,{current_page:0,items_per_page:10,callback:function(i){"
            "window.location='list.jsp?page='+(i+1)}})",
            "list.jsp?page=2",
        ),
        (
            "var now = 1; $('#p').paging({pageNo: now, totalPage: 3, callback: n => {"
            "var to = '/jh/index_' + n + '.html'; location.href = to }})",
            "index_2.html",
        ),
        ("new Page({callback: function(n){ location='?page='+n }})", "list.jsp?page=2"),
    ],
)
def test_the_next_page_of_a_widget(script, following):
    assert widget_page(LIST, script) == f"http://a.cn/jh/{following}"


@pytest.mark.parametrize(
    "script",
    [
        "laypage({pages:1,curr:1,jump:function(e){location.href='l_'+e.curr+'.html'}})",
        "laypage({pages:3,curr:3,jump:function(e){location.href='l_'+e.curr+'.html'}})",
        "laypage({count:9,curr:1,jump:function(e){location.href='l_'+e.curr+'.html'}})",
        "laypage({pages:3,curr:1,jump:function(e){load(e.curr)}})",
        "go({pages:3,curr:1,jump:function(e){location.href='l_'+e.curr+'.html'}})",
        "laypage({pages:3,curr:1,jump:function(e){location.href='l_'+size+'.html'}})",
    ],
)
def test_a_widget_that_leads_nowhere(script):
    assert widget_page(LIST, script) is None


def test_links_that_a_loop_writes():
    loop = "for(var i={0};i{1};i++){{ document.write('<a href=\"l_'+i+'.html\">第'+i+'页</a>') }}"
    three = [(f"l_{number}.html", str(number)) for number in (1, 2, 3)]
    assert list(looped_links(loop.format(1, "<=3"))) == three
    assert list(looped_links("var all = 4;" + loop.format(1, "<all"))) == three
    menu = "for (let k = 1; k < 3; k++) box.innerHTML += `<a href='/c` + k + `/'>` + names[k]\n"
    assert list(looped_links(menu)) == [("/c1/", ""), ("/c2/", "")]
    assert len(list(looped_links(loop.format(1, "<=99999")))) == 200
    assert list(looped_links(loop.format(1, "<=size"))) == []


def test_the_first_page_of_a_loop_has_a_name_of_its_own():
    loop = (
        "for(var i=0;i<3;i++){ if(i==0) document.write('<a href=\"index.html\">1</a>');"
        " else document.write('<a href=\"index_'+i+'.html\">'+(i+1)+'</a>'); }"
    )
    assert [url for url, _ in looped_links(loop)] == ["index_1.html", "index_2.html"]


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("{a:'x', \"b\": 2,}", '{"a":"x","b":2}'),
        ("[[ '讲话', \"jh\" ], ['say \"no\"', n]];", '[["讲话","jh"],["say \\"no\\"",null]]'),
        ("{a:1.5,b:true,1:'it\\'s'}", '{"a":1.5,"b":true,"1":"it\'s"}'),
        ("{a: 1", '{"a":1'),
        ("function(){}", "null"),
    ],
)
def test_data_as_scripts_write_them(written, data):
    assert literal(written, 0) == data


@pytest.mark.parametrize(
    "script",
    [
        "var m=[{name:'领导讲话',path:'jh'},{name:'表态发言',path:'fy'}];"
        "for(i=0;i<m.length;i++)document.write('<a href=\"/'+m[i].path+'/\">'+m[i].name+'</a>')",
        "var m=[['领导讲话','jh'],['表态发言','fy']];"
        "for(i in m)document.write('<a href=\"/'+m[i][1]+'/\">'+m[i][0]+'</a>')",
        "var m=[{text:'讲话',url:'/jh/'},{text:'发言',url:'/fy/'}];"
        "m.map(x => h += '<a href=\"' + x.url + '\">' + x.text + '</a>')",
    ],
)
def test_a_menu_that_a_loop_writes(script):
    page = parse(f"<html><body><script>{script}</script>".encode(), "utf-8")
    links = data_links(page, "http://a.cn/", ("a.cn",), Discover())
    assert [(link.url, link.section) for link in links] == [
        ("http://a.cn/jh/", True), ("http://a.cn/fy/", True),
    ]  # fmt: skip


def test_a_widget_and_a_loop_on_a_page():
    html = (
        "<html><body><a href='/a/1001.html'>在会议上的讲话稿全文</a><script>"
        "laypage({pages:3,curr:1,jump:function(e){location.href='/jh/?page='+e.curr}});"
        "for(i=1;i<3;i++)document.write('<a href=\"/c'+i+'/\">'+names[i]+'</a>')</script>"
    )
    page = parse(html.encode(), "utf-8")
    links = list_links(page, "http://a.cn/jh/", ("a.cn",), Discover())
    assert [link.url.removeprefix("http://a.cn") for link in links] == [
        "/a/1001.html", "/c1/", "/c2/", "/jh/?page=2",
    ]  # fmt: skip
