"""Pages written for the tests, in the templates that speech sites run on."""

# ruff: noqa: E501  pages have the lines they have

TITLE = "在全县农村饮水安全工作推进会上的讲话"
PARAGRAPHS = (
    "同志们：",
    "今天我们召开全县农村饮水安全工作推进会，主要任务是总结前一阶段的工作，安排下一步的重点任务。",
    "一、认清形势，增强做好工作的责任感",
    "饮水安全关系千家万户。去年以来，我县新建集中供水工程12处，铺设管网86.5公里，受益群众达到3.2万人。",
    "（一）成绩来之不易。各乡镇、各部门克服资金紧张、工期短等困难,做了大量艰苦细致的工作。",
    "（二）问题不容忽视。个别工程进度偏慢，管护机制还不健全，水质检测还存在薄弱环节。",
    "二、突出重点，确保任务落到实处",
    "要倒排工期、挂图作战，10月底前完成XX水厂扩建，年底前实现镇村供水一体化。",
    "同志们，让我们以更加饱满的热情投入工作，为全县人民喝上放心水而努力奋斗！",
    "谢谢大家！",
)
BODY = "\n".join(PARAGRAPHS)
URL = "http://www.example.cn/fayangao/20231101/10234.html"

_TITLES = (
    "在年度总结表彰大会上的主持词",
    "在青年干部座谈会上的发言提纲",
    "在招商引资推介会上的致辞范文",
    "关于加强作风建设的心得体会",
    "在安全生产会议上的表态发言",
    "乡村振兴工作情况汇报材料",
)
_LINKS = "".join(
    f'<li><a href="/fayangao/{n}.html">{name}</a></li>' for n, name in enumerate(_TITLES, 1000)
)


def paragraphs(tag: str = "p") -> str:
    return "\n".join(f"<{tag}>　　{line}</{tag}>" for line in PARAGRAPHS)


def dedecms(body: str = "", title: str = TITLE, head: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><title>{title}_发言稿_明溪文秘网</title>{head}
<meta name="keywords" content="饮水安全,讲话"></head><body>
<div class="top"><a href="/">首页</a> <a href="/fayangao/">发言稿</a>
<a href="/zongjie/">总结</a></div>
<div class="main"><div class="left">
<div class="place">当前位置:<a href="/">明溪文秘网</a> > <a href="/fayangao/">发言稿</a> > </div>
<div class="viewbox"><h1>{title}</h1>
<div class="info">时间:2023-11-01 15:22:14 来源:县水利局 作者:admin 浏览量:1024 次</div>
<div class="content">
<p>　　饮水安全是民生大事，下面是明溪文秘网小编为您推荐的{title}，欢迎阅读。</p>
<p><strong>{title}</strong></p>
{body or paragraphs()}
<p>（责任编辑：admin）</p>
<p>推荐访问：<a href="/t/1">饮水安全</a> <a href="/t/2">讲话</a> <a href="/t/3">农村</a></p>
</div>
<div class="pages">上一页 <a href="10234_2.html">2</a> <a href="10234_3.html">3</a> 下一页</div>
<div class="near">上一篇：<a href="/a.html">在全县教育工作会议上的讲话</a><br>
下一篇：<a href="/b.html">没有了</a></div>
</div>
<div class="xg"><h3>相关文章</h3><ul>{_LINKS}</ul></div></div>
<div class="right"><h3>热门文章</h3><ul>{_LINKS}</ul></div></div>
<div class="foot">Copyright © 2010-2023 明溪文秘网 版权所有 浙ICP备12345678号
本站所有文章由网友上传，如有侵权请联系我们删除。</div></body></html>"""


def list_page() -> str:
    return f"""<html><head><title>发言稿_明溪文秘网</title></head><body>
<div class="place">当前位置:<a href="/">首页</a> > 发言稿</div>
<ul class="list">{_LINKS}{_LINKS}</ul>
<div class="pages"><a href="list_2_1.html">1</a> <a href="list_2_2.html">2</a>
<a href="list_2_2.html">下一页</a></div>
<div class="foot">Copyright © 2023 明溪文秘网</div></body></html>"""


def discuz() -> str:
    text = '<br />\n<font class="jammer">4 H# x! d</font><br />\n'.join(
        "&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in PARAGRAPHS
    )
    return f"""<html><head><title>{TITLE} - 公文写作 - 公文论坛 -  Powered by Discuz!</title></head>
<body><div id="nv"><ul><li><a href="forum.php">论坛</a></li></ul></div>
<div id="pt"><a href="forum.php">公文论坛</a> <em>›</em> <a href="f2.html">公文写作</a> <em>›</em>
<a href="f3.html">讲话稿</a> › {TITLE}</div>
<div id="postlist"><table><tr><td class="pls">查看: 3521|回复: 12</td><td class="plc">
<h1 class="ts"><a href="t">[讲话]</a> <span id="thread_subject">{TITLE}</span></h1></td></tr></table>
<table><tr><td class="pls"><a href="u">笔杆子</a><p>主题</p><p>积分 123</p></td><td class="plc">
<div class="authi"><em>发表于 2013-4-5 10:21:33</em> | <a href="">只看该作者</a></div>
<div class="t_fsz"><table><tr><td class="t_f" id="postmessage_1">
<i class="pstatus"> 本帖最后由 笔杆子 于 2013-4-6 09:00 编辑 </i><br><br>{text}</td></tr></table></div>
<div class="po"><a>回复</a> <a>举报</a></div></td></tr></table>
<div id="post_2"><table><tr><td class="t_f">谢谢楼主分享，学习了！</td></tr></table></div>
<div id="post_3"><table><tr><td class="t_f">写得很好，值得借鉴。感谢！</td></tr></table></div></div>
<div id="ft">Powered by Discuz! X3.4 © 2001-2013 Comsenz Inc.</div></body></html>"""


def tables() -> str:
    """The layout of 2009: everything in tables, no heading, the site's name before the title."""
    side = _LINKS.replace("li>", "div>")
    return f"""<html><head><title>明溪文秘网--{TITLE}</title></head><body>
<table><tr><td><a href=/>首页</a>|<a href=/a>讲话</a>|<a href=/b>总结</a></td></tr></table>
<table><tr><td width=200><table><tr><td>栏目导航</td></tr><tr><td>{side}</td></tr></table></td>
<td><table><tr><td>您现在的位置：<a href=/>明溪文秘网</a> >> <a href=/jh>党政讲话</a> >> 正文</td></tr>
<tr><td align=center><b><font size=4>{TITLE}</font></b></td></tr>
<tr><td>作者：王建国　来源：本站原创　点击数：356　更新时间：2009-3-5　　【字体：小 大】</td></tr>
<tr><td><p>{"</p><p>".join(PARAGRAPHS)}</p></td></tr>
<tr><td>文章录入：admin　　责任编辑：admin </td></tr>
<tr><td><li>上一篇文章： <a href=3>没有了</a></li><li>下一篇文章： <a href=4>会议致辞</a></li></td></tr>
<tr><td>【<a>发表评论</a>】【<a>告诉好友</a>】【<a>打印此文</a>】【<a>关闭窗口</a>】</td></tr>
<tr><td>网友评论：（评论内容只代表网友观点，与本站立场无关！）</td></tr></table></td></tr></table>
<table><tr><td>设为首页 | 加入收藏 | 联系站长 Copyright 2009</td></tr></table></body></html>"""


def government() -> str:
    return f"""<html><head><title>{TITLE}-青溪县人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2022-05-18 09:30">
<meta name="ContentSource" content="县政府办"></head><body>
<div class="pos">您的位置：<a>首页</a>&gt;<a>政务公开</a>&gt;<a>领导讲话</a></div>
<div class="con_tit">{TITLE}</div>
<div class="con_info">发布日期：2022-05-18 09:30　信息来源：县政府办　浏览次数：<span></span>次
字体：[<a>大</a> <a>中</a> <a>小</a>]</div>
<div class="TRS_Editor">{paragraphs()}<p style="text-align:right">青溪县人民政府</p>
<p style="text-align:right">2022年5月18日</p></div>
<div class="bshare">分享到： 打印本页 关闭窗口</div>
<div class="foot">主办：青溪县人民政府 网站标识码：3300000000 浙ICP备05000000号</div></body></html>"""


def blog() -> str:
    praise = (
        "<li><p>这篇讲话写得非常好，值得我们学习和借鉴，希望以后多多发布这样的好文章！</p></li>"
    )
    return f"""<html><head><title>{TITLE} – 公文驿站</title>
<meta property="article:published_time" content="2021-07-01T08:00:00+08:00"></head>
<body class="single has-sidebar"><header><h1 class="site-title"><a href="/">公文驿站</a></h1></header>
<main><article class="post"><h2 class="entry-title">{TITLE}</h2>
<div class="entry-meta">2021年7月1日 · 发言材料 · 阅读 1,024</div>
<div class="entry-content">{paragraphs()}</div><footer>标签：<a>饮水</a></footer></article>
<div id="comments"><h3>12条评论</h3><ol>{praise * 12}</ol></div></main>
<aside><h3>最新文章</h3><ul>{_LINKS}</ul></aside></body></html>"""
