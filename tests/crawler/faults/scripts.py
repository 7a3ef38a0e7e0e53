"""Lists whose scripts burst what reads them, or whose data do not come as they should."""

import gzip

from tests.crawler.faults.answers import bomb, page, redirect, reply, sends
from tests.crawler.faults.fault import Fault

LIST, DATA = "/jh/", "/jh/data?page=1"
ASKS = (
    "$.getJSON('/jh/data?page='+n,function(d){d.rows.map(x=>l.append("
    "'<a href=\"/a/'+x.id+'.html\">'+x.title+'</a>'))})"
)
LOOP = "for(var i=1;i<=999999;i++){document.write('<a href=\"/x_'+i+'.html\">'+i+'</a>')}\n"
WRITES = ";for(i in m)h+='<a href=\"/'+m[i].path+'/\">'"
MENU = "var m=[" + "{name:'讲话',path:'x'}," * 100_000 + "]" + WRITES
AWAY = "laypage({pages:9,curr:1,jump:function(e){location.href='http://127.0.3.1/w_'+e.curr}});"
FUNCTION = "function f(a){location.href='/q_'+a+'.html'}"
OPTIONS = "".join(f"<option value={n}>{n}" for n in range(20_000))
FORM = f"<form method=post><select name=page onchange='submit()'>{OPTIONS}</select></form>"


def of(html):
    """A fault's host: a list with that in it, and articles."""
    whole = reply(f"<html><head><title>讲话稿</title></head><body>{html}</body></html>")
    return lambda asked: [whole] if asked.path == LIST else page()(asked)


def listed(name, does, script, html=""):
    """A list of one article with a script in it."""
    link = "<a href='/a/1001.html'>关于一件事情的讲话稿全文</a>"
    answer = of(f"{html}{link}<script>{script}</script>")
    return Fault(name, does, answer=answer, path=LIST, speech="nothing")


def filled(name, does, answer, reason=""):
    """A list that only data fill, which are faulty."""
    state, pages = "failed" if reason else "fetched", {DATA: answer}
    shell = of(f"<ul id=l></ul><script>{ASKS}</script>")
    return Fault(name, does, state, reason, shell, path=LIST, pages=pages, speech="nothing")


def data(text):
    return sends(reply(text, "Content-Type: application/json", html=False))


FAULTS = [
    listed("loop_of_links", "a loop that writes a million links", LOOP),
    listed("loops_of_links", "2,000 such loops", LOOP * 2_000),
    listed("long_menu", "a menu of 100,000 entries", MENU),
    listed("deep_menu", "100,000 brackets", "var m=" + "[" * 100_000 + WRITES),
    listed("texts_unended", "20,000 texts without an end", "var m=[" + "{a:'讲" * 20_000 + WRITES),
    listed("functions", "5,000 functions", FUNCTION * 5_000, "<a href='javascript:f(2)'>下页</a>"),
    listed("pagers_away", "2,000 pagers that lead to a forbidden host", AWAY * 2_000),
    listed("form_of_pages", "a form by POST of 20,000 pages", "", FORM),
    filled("data_405", "its data: 405", sends(reply("", status="405 No")), "part_http_405"),
    filled("data_500", "500", sends(reply("", status="500 No")), "part_http_500"),
    filled("data_hang", "nothing", sends(600.0), "part_timeout"),
    filled("data_bomb", "1 GB packed", bomb("gzip", gzip.compress), "part_too_large"),
    filled(
        "data_away",
        "a redirect to a forbidden host",
        redirect("{forbidden}/x"),
        "part_private_address",
    ),
    filled("data_html", "a page", sends(reply("<html><body>请登录</body></html>"))),
    filled("data_deep", "100,000 brackets", data("[" * 100_000)),
    filled("data_null", "null", data("null")),
]
