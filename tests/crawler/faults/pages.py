"""Pages that burst their reader, lie about what they are, or are none."""

import random

from tests.crawler.faults.answers import page, reply, said
from tests.crawler.faults.fault import failed, read, rejected

NOISE = random.Random(4).randbytes(100_000)


def typed(kind, make=lambda body: body):
    """The article under another Content-Type."""
    return page(f"Content-Type: {kind}", html=False, make=make)


def text(encoding):
    return lambda body: body.decode().encode(encoding)


def inside(more, before=b"</h1>"):
    """The article with something more in it."""
    more = more if isinstance(more, bytes) else more.encode()
    return page(make=lambda body: body.replace(before, more + before))


def plain(body, kind="text/html"):
    return lambda asked: [reply(body, f"Content-Type: {kind}", html=False)]


ATTRIBUTES = " ".join(f"a{n}" for n in range(40_000))
ENTITIES = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

HEAD = b"</head>"
REFRESH = "<meta http-equiv=refresh content='0;url=%s'>"
CANONICAL = "<link rel=canonical href='%s'>"
ODD = "".join(
    f"<a href='{to}'>关于一件事情的讲话稿全文</a>"
    for to in (
        *("http:///x", "//", "///x", "http://", "http://a..b/", "http://[::1/", "http://-a.cn/"),
        *("http://127.0.0.1:99999/", "http://127.0.0.1:-1/", "http://%31/", "%", "/%", "/%zz"),
        *("http://xn--/", "http://a_b.cn/", "ws://x", "http://中文.中国/", "http://ａ.cn/"),
        *("http://①.cn/", "http://a.cn:80:80/", "blob:http://x", "\\\\host\\share"),
    )
)


def two_metas(body):
    metas = "<meta charset=big5><meta charset=gbk><title>"
    return body.decode().replace("<title>", metas).encode("gbk")


def late_meta(body):
    comment = f"<!--{'x' * 60_000}--><meta charset=gbk><title>"
    return body.decode().replace("<title>", comment).encode("gbk")


FAULTS = [
    rejected(
        "attributes", "a tag with 40,000 attributes", "unparsable", inside(f"<p {ATTRIBUTES}>")
    ),
    read(
        "nested",
        "100,000 nested elements",
        page(make=lambda b: b.replace(b"</h1>", b"</h1>" + b"<div>" * 100_000)),
    ),
    rejected(
        "unclosed",
        "300,000 elements that never end",
        "unparsable",
        inside("<b>" * 300_000, b"</body>"),
    ),
    read(
        "entities", "entities that grow to 1 GB", page(make=lambda b: ENTITIES.encode() + b"]>" + b)
    ),
    read("comment", "a comment of 5 MB", inside(f"<!--{'- ' * 2_500_000}-->")),
    read(
        "many_links",
        "9,000 links to itself",
        inside("<a href='/a/1001.html'>x</a>" * 9_000, b"</body>"),
    ),
    rejected(
        "huge_list",
        "250,000 links",
        "unparsable",
        inside("<a href='/a/1001.html'>x</a>" * 250_000, b"</body>"),
    ),
    read("script", "a script of 5 MB", inside(f"<script>{'var a = 1;' * 500_000}</script>")),
    read("nuls", "a NUL in every paragraph", page(make=lambda b: b.replace(b"<p>", b"<p>\0"))),
    read(
        "controls",
        "control characters in the text",
        page(make=lambda b: b.replace(b"<p>", b"<p>\x08\x1b")),
    ),
    read("gbk_called_utf8", "GBK, called utf-8", typed("text/html; charset=utf-8", text("gbk"))),
    read("utf8_called_gbk", "UTF-8, called gbk", typed("text/html; charset=gbk")),
    read(
        "gbk_called_latin",
        "GBK, called iso-8859-1",
        typed("text/html; charset=iso-8859-1", text("gbk")),
    ),
    read("gbk_untold", "GBK, not told", typed("text/html", text("gb18030"))),
    read("utf16", "UTF-16", typed("text/html", text("utf-16"))),
    read("odd_charset", "charset=klingon", typed("text/html; charset=klingon")),
    read("no_type", "no Content-Type", page(html=False)),
    read("as_text", "called text/plain", typed("text/plain")),
    read("as_image", "called image/jpeg", typed("image/jpeg")),
    read("as_download", "called application/octet-stream", typed("application/octet-stream")),
    rejected("pdf", "a PDF called text/html", "not_html", plain(b"%PDF-1.7\n" + NOISE)),
    rejected(
        "picture", "a picture called text/html", "not_html", plain(b"\x89PNG\r\n\x1a\n" + NOISE)
    ),
    rejected("binary", "random bytes called text/html", "not_html", plain(NOISE)),
    rejected("image", "a picture", "not_html", plain(b"\xff\xd8\xff" + NOISE, "image/jpeg")),
    rejected("empty", "nothing", "empty", plain(b"")),
    rejected("blank", "spaces only", "empty", plain(b" \n" * 999)),
    read("refresh_to_itself", "meta refresh to itself", inside(REFRESH % "/a/1001.html", HEAD)),
    read(
        "refresh_to_script", "meta refresh to javascript:", inside(REFRESH % "javascript:x()", HEAD)
    ),
    read("base_script", "<base> is javascript:", inside("<base href='javascript:'>", HEAD)),
    read("canonical_home", "canonical is the home page", inside(CANONICAL % "/", HEAD)),
    read("canonical_404", "canonical is not there", inside(CANONICAL % "/a/9001001.html", HEAD)),
    read("canonical_odd", "canonical is http://[", inside(CANONICAL % "http://[", HEAD)),
    read("odd_links", "links to what is no address", inside(ODD, b"</body>")),
    read("long_link", "a link of 10,000 characters", inside(f"<a href='/{'9' * 10_000}'>x</a>")),
    read("utf7", "UTF-8, called utf-7", typed("text/html; charset=utf-7")),
    read("utf16_untold", "UTF-16 without a BOM, not told", typed("text/html", text("utf-16-le"))),
    read("utf32", "UTF-32", typed("text/html; charset=utf-32", text("utf-32"))),
    read("hz", "HZ-GB-2312", typed("text/html; charset=hz-gb-2312", text("hz"))),
    read(
        "bom_gbk",
        "UTF-8's BOM before GBK",
        typed("text/html", lambda b: b"\xef\xbb\xbf" + text("gbk")(b)),
    ),
    read("charset_zlib", "charset=zlib_codec", typed("text/html; charset=zlib_codec")),
    read(
        "charset_long", "a charset of 5,000 characters", typed(f"text/html; charset={'x' * 5_000}")
    ),
    read(
        "references",
        "each character by its number",
        page(make=lambda b: b.decode().encode("ascii", "xmlcharrefreplace")),
    ),
    read(
        "notice",
        "a notice of PHP before the page",
        page(make=lambda b: b"<br />\n<b>Notice</b>: x in /a.php\n" + b),
    ),
    read(
        "blank_lines_first",
        "5,000 blank lines before the page",
        page(make=lambda b: b"\r\n" * 5_000 + b),
    ),
    failed(
        "comment_unended",
        "a comment that never ends, last",
        "cut_off",
        page(make=lambda b: b.replace(b"</body></html>", b"<!-- x")),
        speech="part",
    ),
    failed(
        "script_unended",
        "a script that never ends, last",
        "cut_off",
        page(make=lambda b: b.replace(b"</body></html>", b"<script>var a")),
        speech="part",
    ),
    read(
        "data_image",
        "a picture of 5 MB in the page",
        inside(f"<img src='data:image/png;base64,{'A' * 5_000_000}'>"),
    ),
    read(
        "styles",
        "100,000 rules of style",
        inside("<style>" + ".a{b:c}" * 100_000 + "</style>", HEAD),
    ),
    read(
        "many_options",
        "30,000 options",
        inside("<select>" + "<option value='/a/1001.html'>x" * 30_000 + "</select>", b"</body>"),
    ),
    read("as_wap", "called text/vnd.wap.wml", typed("text/vnd.wap.wml")),
    read("as_json", "called application/json", typed("application/json")),
    read(
        "as_stream",
        "called multipart/x-mixed-replace",
        typed("multipart/x-mixed-replace; boundary=a"),
    ),
    read("x_gbk", "GBK that is called x-gbk", typed("text/html; charset=x-gbk", text("gbk"))),
    read("cp936", 'charset="cp936";', typed('text/html; charset="cp936";', text("gbk"))),
    read("charset_none", "charset=none", typed("text/html; charset=none")),
    read("two_metas", "two metas that contradict each other", typed("text/html", two_metas)),
    read("late_meta", "60 kB before its meta, in GBK", typed("text/html", late_meta)),
]

WALLS = [
    rejected(
        "soft_404",
        "200: 页面不存在",
        "soft_404",
        said("提示信息", "抱歉，您访问的页面不存在或已被删除！"),
    ),
    rejected(
        "soft_404_english",
        "200: Not Found",
        "soft_404",
        said("404 Not Found", "The page was not found."),
    ),
    rejected(
        "soft_500",
        "200: 服务器错误",
        "server_error",
        said("出错了", "服务器内部错误，请联系管理员。"),
    ),
    rejected(
        "maintenance", "200: 系统维护", "maintenance", said("提示", "网站维护中，请稍后访问。")
    ),
    rejected(
        "denied", "200: 访问过于频繁", "forbidden", said("提示", "您的访问过于频繁，已被禁止访问。")
    ),
    rejected(
        "firewall",
        "200: 疑似黑客攻击",
        "forbidden",
        said("创宇盾", "当前访问疑似黑客攻击，已被网站管理员设置为拦截。"),
    ),
    rejected(
        "firewall_360",
        "200: 包含恶意代码",
        "forbidden",
        said("360网站卫士", "当前URL包含恶意代码，360网站卫士已为您拦截。"),
    ),
    rejected("too_fast", "200: 访问频率过高", "forbidden", said("提示", "当前IP访问频率过高。")),
    rejected(
        "captcha_baidu",
        "200: 百度安全验证",
        "captcha",
        said("百度安全验证", "网络不给力，请稍后重试"),
    ),
    rejected("parked", "200: 此域名可出售", "parked", said("a.cn", "此域名可出售。")),
    rejected("captcha", "200: 安全验证", "captcha", said("安全验证", "请完成下方验证后继续访问")),
    rejected(
        "challenge",
        "200: Just a moment...",
        "captcha",
        said("Just a moment...", "Checking your browser before accessing."),
    ),
    rejected(
        "login", "200: 请先登录", "login_wall", said("提示", "您还没有登录，请先登录后查看全文。")
    ),
    rejected(
        "javascript",
        "200: please enable JavaScript",
        "needs_script",
        said("提示", "Please enable JavaScript to view this page. 请开启JavaScript后访问。"),
    ),
]
