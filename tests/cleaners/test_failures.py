"""Pages that answer 200 and are none, in the words of many systems; and speeches in those words."""

import pytest

from cleaners import Article, Extract, Page, Rejected, Rules, Speech, clean, clean_html

URL = "http://www.example.cn/a/1005.html"
FRAME = (
    "<html><head><title>{title}_明溪文秘网</title></head><body><div class=nav><a href=/>首页</a>"
    "<a href=/fyg/>发言稿</a><a href=/jhg/>讲话稿</a></div><div class=main><h1>{title}</h1>{body}"
    "</div><div class=foot><p>明溪文秘网 版权所有 湘ICP备12345678号</p></div></body></html>"
)
ABOUT = (
    "<p>明溪文秘网由热爱写作的网友发起，收录各类发言稿、讲话稿、公文范文，每日更新，免费。</p>" * 9
)

WALLS = {
    "soft_404": [
        ("提示信息", "抱歉，指定的主题不存在或已被删除或正在被审核"),
        ("DedeCMS 提示信息", "文档不存在或被删除！"),
        ("信息提示", "您要查看的信息不存在！"),
        ("404 Not Found", "nginx/1.18.0"),
        ("404 - 找不到文件或目录。", "您要查找的资源可能已被删除，已更改名称或者暂时不可用。"),
        ("HTTP Status 404", "The origin server did not find a current representation."),
        ("页面没有找到", "您访问的页面走丢了，5秒后返回首页。"),
        ("提示", "该内容已被发布者删除"),
        ("提示", "此文章已下架，无法查看"),
        ("信息已过期", "您所查看的信息已过期或已撤销发布。"),
        ("此内容因违规无法查看", "接相关投诉，此内容违反有关规定"),
        ("Oops", "Page not found"),
    ],
    "server_error": [
        ("502 Bad Gateway", "nginx"),
        ("系统发生错误", "页面错误！请稍后再试～"),
        ("出错了", "数据库连接失败，请联系管理员"),
        ("Error", "Error establishing a database connection"),
        ("运行时错误", "Server Error in '/' Application."),
        (
            "HTTP Status 500 - java.lang.NullPointerException",
            "java.lang.NullPointerException at org.apache.jsp.show_jsp._jspService(show_jsp.java) "
            "at org.apache.jasper.runtime.HttpJspBase.service(HttpJspBase.java:70)",
        ),
    ],
    "maintenance": [
        ("系统维护", "网站正在升级维护，请稍后访问。"),
        ("公告", "尊敬的用户：系统正在升级维护，给您带来不便敬请谅解，请稍候再试。"),
        ("提示", "本站暂时关闭，敬请谅解"),
    ],
    "forbidden": [
        ("提示信息", "您没有权限访问此信息！"),
        ("系统提示", "您访问的内容仅限校内IP访问！请通过校园网或VPN访问。"),
        ("提示", "该栏目只允许内网访问。"),
        ("无权访问", "对不起，您没有访问该资源的权限，如需访问请联系图书馆。"),
        ("405", "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。"),
        ("网站防火墙", "您的请求带有不合法参数，已被网站管理员设置拦截！"),
        ("提示", "您的IP访问过于频繁，请稍后再试"),
        ("Attention Required! | Cloudflare", "Sorry, you have been blocked"),
    ],
    "captcha": [
        ("安全验证", "请完成下方验证后继续访问"),
        ("访问验证", "为了您的访问安全，请拖动滑块完成拼图"),
        ("提示", "系统检测到您的网络存在异常访问，请输入验证码后继续"),
        ("提示", "请输入图片中的验证码"),
        ("Just a moment...", "Checking if the site connection is secure"),
        ("人机验证", "点击按钮进行验证"),
    ],
    "login_wall": [
        ("提示信息", "您需要先登录才能继续本操作"),
        ("讲话稿全文", "登录后可查看全部内容"),
        ("提示", "抱歉，您尚未登录，没有权限访问该版块"),
        ("会员专享", "该内容仅限会员阅读，请登录或注册"),
        ("提示", "请登录后再查看"),
        ("受保护的文章：述职报告", "这是一篇受密码保护的文章，您需要提供访问密码："),
        ("登录超时", "登录超时，请重新登录！"),
    ],
    "needs_script": [
        ("提示", "您的浏览器不支持JavaScript，请开启后重试"),
        ("提示", "Please enable JavaScript and cookies to continue"),
        ("正在跳转", "页面跳转中，请稍候"),
        ("请稍候", "页面加载中，请稍候..."),
    ],
}
ROWS = [(reason, *row) for reason, rows in WALLS.items() for row in rows]


@pytest.mark.parametrize(("reason", "title", "text"), ROWS)
@pytest.mark.parametrize("more", ["", ABOUT], ids=["", "about"])
def test_walls_are_named(reason, title, text, more):
    page = FRAME.format(title=title, body=f"<div class=box><p>{text}</p></div>")
    found = clean_html(page.replace("<p>明溪", f"{more}<p>明溪", 1).encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason == reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>讲话</title></head><body><div id=app></div><noscript>We're sorry but"
        " this app doesn't work properly without JavaScript enabled. Please enable it to continue."
        "</noscript><script src=/app.js></script></body></html>",
        "<html><body><script>document.cookie='a=1';location.reload()</script></body></html>",
        "<html><body><script>window.location.href='/check?from='+location.href</script></body></html>",
    ],
)
def test_pages_that_a_script_fills(page):
    found = clean_html(page.encode(), URL)
    assert isinstance(found, Rejected)
    assert found.reason == "needs_script"


END = "会议要求，各单位要高度重视，落实责任，把这项工作抓紧抓实抓出成效。"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("在网络安全验证中心揭牌仪式上的讲话", "今天，中心揭牌了，我代表局党组表示祝贺！"),
        (
            "关于谨防诈骗的倡议书",
            "不轻信、不转账，不向任何人透露短信验证码，更不在陌生网页输入验证码。",
        ),
        ("在人机验证技术研讨会上的致辞", "各位专家：人机验证是一门大学问，欢迎大家畅所欲言。"),
        ("关于启用新办公系统的通知", "请各单位先登录系统后再查看文件，不登录的视为未收到。"),
        ("在404厂建厂六十周年大会上的致辞", "六十年前，404厂在戈壁滩上建成了。"),
        (
            "在系统升级动员会上的讲话",
            "这次系统升级维护，时间紧、任务重，请大家克服困难，稍后再试也要试到底。",
        ),
        (
            "在网站维护工作会议上的发言",
            "网站维护不是小事，页面不存在、链接打不开，群众就会有意见。",
        ),
        ("关于平台权限管理的讲话", "没有权限的同志，不得拒绝访问检查，也不得擅自登录。"),
        ("寻物启事", "本人在食堂找不到钱包，内有身份证一张，拾到者请与办公室联系。"),
        (
            "在服务器采购会上的发言",
            "服务器繁忙的时候，正在加载的页面一等就是五分钟，这个问题要解决。",
        ),
        ("会员大会致辞", "各位会员：欢迎登录我会新网站，会员登录后可查看全部资料。"),
        ("访问企业座谈会讲话", "我们的访问受限于时间，只看了三家企业，收获很大。"),
    ],
)
@pytest.mark.parametrize("ending", ["", f"<p>{END}</p>", f"<p>{END}</p>" * 4])
def test_speeches_in_the_words_of_walls_stay(title, text, ending):
    page = FRAME.format(title=title, body=f"<div class=content><p>{text}</p>{ending}</div>")
    found = clean_html(page.encode(), URL)
    assert isinstance(found, Speech), found
    assert found.title == title
    assert found.body.startswith(text)


def test_a_wall_where_the_profile_expects_the_text():
    rules = Rules(extract=Extract(body=("div.content",)))
    page = FRAME.format(title="讲话稿", body="<div class=content><p>请先登录后查看全文</p></div>")
    found = clean(Article((Page(URL, page.encode()),)), rules)
    assert isinstance(found, Rejected)
    assert found.reason == "login_wall"
