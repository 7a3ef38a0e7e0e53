"""One page each as the systems write it that Chinese sites run on; texts are our own."""

# ruff: noqa: E501  pages have the lines they have

import json

import pytest

from cleaners import Speech, clean_html

TITLE = "把图书馆办到田埂上——在全市农家书屋现场会上的发言"
SHORT = "把图书馆办到田埂上"
TEXT = (
    "各位领导、各位同行：",
    "大家上午好！我是柳坪村农家书屋的管理员，今天向大家汇报我们村办书屋的一点体会。",
    "一、书要选得准",
    "刚开办那年，书屋里有三千多册书，可是翻得最多的只有一本《果树修剪图解》。后来我们挨家挨户去问，乡亲们想看什么就买什么。",
    "（一）农忙时送技术。开春送果树管理，入夏送病虫防治，书页上夹着农技员的电话条子。",
    "（二）农闲时送故事。“老人爱听评书，孩子爱看画册，媳妇们爱看养生。”这是我们记在墙上的三句话。",
    "二、门要开得久",
    "我们的书屋早上六点开门，晚上九点关门，下雨天也不例外。去年一年借出图书4,216册次，比上一年多了三成。",
    "第一，钥匙放在小卖部，谁来谁开；第二，借书不押钱，丢了书帮着扫三天院子就行。",
    "最后，欢迎各位到柳坪村来坐坐，喝一杯我们自己种的茶。谢谢大家！",
)
BODY = "\n".join(TEXT)
DAY = "2021-06-18"


def p(tag: str = "p", attributes: str = "", indent: str = "") -> str:
    return "\n".join(f"<{tag}{attributes}>{indent}{line}</{tag}>" for line in TEXT)


LINKS = "".join(
    f'<li><a href="/a/{n}.html">{name}</a><span>06-{n}</span></li>'
    for n, name in enumerate(
        (
            "全市春季造林现场会召开",
            "柳坪村举办第三届采茶节活动",
            "在职工技能比武大会上的讲话",
            "关于做好防汛备汛工作的通知",
            "青年读书会走进乡村小学",
            "县图书馆周末延长开放时间",
        ),
        10,
    )
)

PAGES = {
    "wordpress": f"""<!DOCTYPE html><html lang="zh-CN"><head><title>{TITLE} - 田埂笔记</title>
<meta property="article:published_time" content="{DAY}T09:12:00+08:00"></head>
<body class="post-template-default single single-post"><header class="site-header"><p class="site-title"><a href="/">田埂笔记</a></p>
<nav class="main-navigation"><ul class="menu"><li><a href="/">首页</a></li><li><a href="/about">关于</a></li></ul></nav></header>
<div id="primary" class="content-area"><main class="site-main"><article id="post-12" class="post-12 post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">发布于 <time datetime="{DAY}">2021年6月18日</time></span> <span class="byline">由 <a href="/author/x">管理员</a></span> <a href="#comments">3条评论</a></div></header>
<div class="entry-content">{p()}
<div class="sharedaddy"><h3 class="sd-title">分享到：</h3><ul><li><a href="#">微博</a></li><li><a href="#">微信</a></li></ul></div>
<div class="wp-block-group author-box"><p>如果觉得文章不错，欢迎打赏支持作者！</p></div></div>
<footer class="entry-footer"><span class="cat-links">分类：<a href="/c">乡村</a></span><span class="tags-links">标签：<a href="/t">读书</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/p1" rel="prev">上一篇：果园里的广播</a><a href="/p2" rel="next">下一篇：渠边的路灯</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">《{TITLE}》有3条评论</h2><ol class="comment-list"><li><article class="comment-body"><p>写得真好，我们村也想办一个这样的书屋，请问书是从哪里来的？</p></article></li></ol>
<div id="respond"><h3>发表回复</h3><p class="comment-notes">您的电子邮箱地址不会被公开。必填项已用*标注</p></div></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>近期文章</h2><ul>{LINKS}</ul></section></aside>
<footer class="site-footer">自豪地采用WordPress</footer></body></html>""",
    "discuz thread": f"""<html><head><title>{TITLE} - 乡村论坛 - 柳坪社区 - Powered by Discuz!</title></head><body>
<div id="pt" class="bm cl"><div class="z"><a href="./">柳坪社区</a> <em>›</em> <a href="forum.php">论坛</a> <em>›</em> <a href="forum-2-1.html">乡村论坛</a> <em>›</em> <a href="thread-9-1-1.html">{TITLE}</a></div></div>
<div id="postlist" class="pl bm"><table><tr><td class="pls ptn pbn"><div class="hm"><span class="xg1">查看:</span> <span class="xi1">812</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">2</span></div></td>
<td class="plc ptm pbn vwthd"><h1 class="ts"><span id="thread_subject">{TITLE}</span></h1></td></tr></table>
<div id="post_1"><table class="plhin"><tr><td class="pls" rowspan="2"><div class="pls favatar"><div class="authi"><a href="space-uid-1.html" class="xw1">山里人</a></div><p><em>注册会员</em></p><dl class="pil"><dt>积分</dt><dd>210</dd></dl></div></td>
<td class="plc"><div class="pi"><div class="pti"><div class="authi"><em id="authorposton1">发表于 {DAY} 09:12:33</em><span class="pipe">|</span><a href="x">只看该作者</a></div></div></div>
<div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_1">{"<br />".join(TEXT)}</td></tr></table></div><div id="comment_1" class="cm"></div>
<h3 class="psth xs1">评分</h3></div></div></td></tr><tr><td class="plc plm"><div class="sign">签名：山高水长，人在路上。</div></td></tr></table></div>
<div id="post_2"><table class="plhin"><tr><td class="pls"><div class="authi"><a href="u2">种茶的</a></div></td><td class="plc"><div class="authi"><em>发表于 2021-6-19 08:00:01</em></div><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_2">讲得实在，我们村的书屋天天锁着门，确实应该向柳坪村学习，把钥匙放到小卖部去。</td></tr></table></div></td></tr></table></div>
<div id="post_3"><table class="plhin"><tr><td class="pls"><div class="authi"><a href="u3">放牛娃</a></div></td><td class="plc"><div class="authi"><em>发表于 2021-6-20 10:00:01</em></div><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_3"><div class="quote"><blockquote>种茶的 发表于 2021-6-19 08:00<br>讲得实在，我们村的书屋天天锁着门</blockquote></div>顶一个，支持楼主！</td></tr></table></div></td></tr></table></div></div>
<div id="f_pst">您需要登录后才可以回帖 <a href="login">登录</a> | <a href="reg">立即注册</a></div></body></html>""",
    "phpcms": f"""<html><head><title>{TITLE} - 经验交流 - 柳坪文化网</title><meta name="keywords" content="书屋,发言"></head><body>
<div class="crumbs"><a href="/">首页</a><span> &gt; </span><a href="/jy/">经验交流</a> &gt; 正文</div>
<div class="main"><div class="col-left"><div id="Article"><h1>{TITLE}<br /><span>{DAY} 09:12:33&nbsp;&nbsp;&nbsp;来源：市文化局&nbsp;&nbsp;&nbsp;评论：<a href="#c" id="comment">0</a> 点击：<span id="hits">56</span></span></h1>
<div class="content">{p(indent="　　")}<div id="pages" class="text-c"></div></div>
<div class="Article-Tool">分享到：<img src="x"> <a href="#">收藏</a></div></div>
<div class="related"><h5>延伸阅读：</h5><ul>{LINKS}</ul></div></div>
<div class="col-auto"><div class="box"><h5>频道总排行</h5><ul>{LINKS}</ul></div></div></div></body></html>""",
    "empirecms": f"""<html><head><title>{TITLE}-公文-柳坪范文网</title></head><body>
<table width="100%"><tr><td>您当前的位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/gw/">公文</a></td></tr></table>
<table class="box"><tr><td><table id="title"><tr><td><h1 style="font-size:22px">{TITLE}</h1></td></tr><tr><td class="info_text">时间：{DAY} 09:12&nbsp;&nbsp;来源：原创&nbsp;&nbsp;作者：陈阿良&nbsp;&nbsp;点击：<script src="/e/public/ViewClick/?id=9"></script>次</td></tr></table>
<table id="text"><tr><td id="text">{p(indent="&nbsp;&nbsp;&nbsp;&nbsp;")}<p align="center"><b>1</b>&nbsp;<a href="9_2.html">2</a>&nbsp;<a href="9_2.html">下一页</a></p></td></tr></table>
<table><tr><td><div id="digg">顶一下 (<span>3</span>) 踩一下 (<span>0</span>)</div></td></tr></table>
<p>上一篇：<a href="8.html">在采茶节开幕式上的致辞</a></p><p>下一篇：<a href="10.html">返回列表</a></p>
<table class="title"><tr><td><strong>相关文章</strong></td></tr></table><ul>{LINKS}</ul></td></tr></table></body></html>""",
    "z-blog": f"""<html><head><title>{TITLE}-田埂小站</title></head><body class="single article"><div id="divAll"><div id="divTop"><h1 id="BlogTitle"><a href="/">田埂小站</a></h1><h3 id="BlogSubTitle">记下每一个平常日子</h3></div>
<div id="divMain"><div class="post single-post cate2"><h4 class="post-date">2021年06月18日</h4><h2 class="post-title">{TITLE}</h2><div class="post-body">{p()}</div>
<h5 class="post-tags">标签: <a href="/t">读书</a></h5><h6 class="post-footer">作者:<a href="/a">阿良</a> | 分类:随笔 | 浏览:212 | 评论:1</h6></div>
<ul class="msg mutuality"><li class="tbname">相关文章:</li>{LINKS}</ul><ul class="msg"><li class="msgname">1.路人</li><li class="msgarticle">沙发！博主写得很用心，已经转发给我们村的书记看了，谢谢分享这么好的经验。</li></ul></div></div></body></html>""",
    "ecshop": f"""<html><head><title>{TITLE}_帮助中心_柳坪茶叶商城</title></head><body><div id="ur_here">当前位置: <a href=".">首页</a> <code>&gt;</code> <a href="cat">帮助</a> <code>&gt;</code> {TITLE}</div>
<div class="AreaL"><div class="box"><h3><span>商品分类</span></h3><ul>{LINKS}</ul></div></div>
<div class="AreaR"><div class="box_1"><div style="border:4px solid;" class="boxCenterList"><div class="tc" style="padding:8px;"><font class="f5 f6">{TITLE}</font><br /><font class="f3">陈阿良 / {DAY}</font></div>
{p(indent="　　")}<div style="padding:8px; margin-top:15px;">上一篇:<a href="a-1.html" class="f6">茶叶保存须知</a><br />下一篇:<a href="a-3.html">退换货说明</a></div></div></div></div>
<div id="footer">© 2005-2021 柳坪茶叶商城 版权所有，并保留所有权利。 共执行 6 个查询，用时 0.02 秒</div></body></html>""",
    "government with index table": f"""<html><head><title>{TITLE}_柳坪市人民政府</title><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="{DAY} 09:12"></head><body>
<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> > <a href="/zw">政务公开</a> > <a href="/ldjh">领导讲话</a></div>
<table class="xxgk"><tbody><tr><td>索 引 号：</td><td>014325871/2021-00032</td><td>主题分类：</td><td>文化、广电、新闻出版</td></tr>
<tr><td>发布机构：</td><td>市文化广电局</td><td>成文日期：</td><td>2021年06月15日</td></tr><tr><td>标　　题：</td><td colspan="3">{TITLE}</td></tr>
<tr><td>发文字号：</td><td></td><td>发布日期：</td><td>2021年06月18日</td></tr><tr><td>有 效 性：</td><td>有效</td><td></td><td></td></tr></tbody></table>
<h1>{TITLE}</h1><div class="xl-info">发布时间：{DAY} 09:12 来源：市文化广电局 <span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span> <a>打印</a></div>
<div id="UCAP-CONTENT" class="pages_content"><div class="view TRS_UEDITOR trs_paper_default">{p(attributes=' style="text-indent: 2em;"')}</div></div>
<div class="fj">附件：<a href="P0.docx">农家书屋目录.docx</a></div>
<div class="ewm"><p>扫一扫在手机打开当前页</p></div><div class="gn">【打印本页】【关闭窗口】</div>
<div class="footer"><p>主办：柳坪市人民政府办公室　承办：市大数据局</p><p>网站标识码：4300000000 湘ICP备05000000号 湘公网安备 43000000000000号</p></div></body></html>""",
    "wechat": f"""<html><head><title></title><meta property="og:title" content="{TITLE}"><meta property="og:article:author" content=""></head><body id="activity-detail">
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content" class="rich_media_area_primary"><div id="img-content" class="rich_media_wrp">
<h1 class="rich_media_title" id="activity-name">
  {TITLE}
</h1><div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo" class="rich_media_meta">原创</span><span class="rich_media_meta rich_media_meta_text">陈阿良</span><span class="rich_media_meta rich_media_meta_nickname"><a href="javascript:void(0);" id="js_name">柳坪文化</a><div id="js_profile_qrcode" style="display:none;"><p>微信号：lpwh</p><p>功能介绍：柳坪市文化馆官方账号，发布演出和展览信息。</p></div></span><em id="publish_time" class="rich_media_meta">{DAY} 09:12</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;"><section><section style="text-align:center"><p>点击上方“柳坪文化”关注我们</p></section>{"".join(f'<section><section><p style="margin: 0px;"><span style="font-size: 15px;">{line}</span></p></section></section><p><br/></p>' for line in TEXT)}
<section><p>—END—</p><p>编辑：小满</p><p>校对：立夏</p><p>长按识别二维码关注我们</p></section></section></div></div>
<div class="rich_media_tool"><div>阅读原文</div><div>阅读</div><div>赞</div><div>在看</div></div></div></div></div>
<div id="js_pc_qr_code"><p>微信扫一扫<br>关注该公众号</p></div></body></html>""",
    "school": f"""<html><head><title>{TITLE}-柳坪师范学院新闻网</title></head><body><div class="wznav">当前位置: <a href="../index.htm">首页</a>&gt;&gt;<a href="../xxyw.htm">学校要闻</a>&gt;&gt;正文</div>
<form name="_newscontent_fromname"><script language="javascript" src="/x.js"></script><h2 align="center">{TITLE}</h2><div class="xinxi">发布者：宣传部&nbsp;&nbsp;&nbsp;发布时间：{DAY}&nbsp;&nbsp;&nbsp;浏览次数：<span class="WP_VisitCount">56</span></div>
<div id="vsb_content"><div class="v_news_content">{p(attributes=' class="vsbcontent_start"')}
<p style="text-align:right">（图/文 陈阿良 审核 林小溪）</p></div></div><p>【<a href="javascript:window.close()">关闭窗口</a>】</p><p>上一条：<a href="1.htm">学校召开防汛工作会议</a></p><p>下一条：<a href="2.htm">我校学子获奖</a></p></form>
<div class="foot">地址：柳坪市学院路1号 邮编：415000 版权所有：柳坪师范学院</div></body></html>""",
    "word": f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 11"><title>{TITLE}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>user</o:Author></o:DocumentProperties></xml><![endif]--><style>p.MsoNormal{{margin:0}}</style></head><body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt;font-family:宋体'>{TITLE}<span lang=EN-US><o:p></o:p></span></span></b></p><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
{"".join(f"<p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16.0pt;font-family:仿宋_GB2312'>{line}<span lang=EN-US><o:p></o:p></span></span></p>" for line in TEXT)}</div></body></html>""",
    "amp": f"""<!doctype html><html amp lang="zh"><head><meta charset="utf-8"><title>{TITLE} | 田埂网</title><script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, "datePublished": DAY + "T09:12:00+08:00"})}</script><style amp-custom>p{{margin:0}}</style></head><body>
<amp-sidebar id="sb" layout="nodisplay"><ul>{LINKS}</ul></amp-sidebar><header class="bar"><a href="/">田埂网</a></header><article class="amp-wp-article"><header><h1 class="amp-wp-title">{TITLE}</h1><div class="amp-wp-meta"><time datetime="{DAY}T09:12:00+08:00">{DAY}</time></div></header>
<amp-img src="a.jpg" width="1" height="1" layout="responsive"><noscript><img src="a.jpg"></noscript></amp-img><div class="amp-wp-article-content">{p()}<amp-ad type="x"><div placeholder>广告加载中</div></amp-ad></div></article>
<amp-consent id="c"><div id="post-consent-ui">我们使用Cookie来改善您的浏览体验，继续访问即表示同意。<button>同意</button></div></amp-consent></body></html>""",
    "react": f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{TITLE}</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"><div class="sc-aXZVg hTRkVp"><div class="css-1dbjc4n"><a href="/">田埂</a><a href="/d">发现</a><button>登录</button></div>
<div class="css-175oi2r"><div class="css-1rynq56 r-ubezar">{TITLE}</div><div class="css-1jxf684"><span>陈阿良</span><span>{DAY}</span><span>·</span><span>阅读 56</span></div>
<div class="css-901oao">{"".join(f'<div class="css-146c3p1"><span class="css-1jxf684">{line}</span></div>' for line in TEXT)}</div></div>
<div class="css-bottom"><span>赞</span><span>12</span><span>收藏</span><span>3</span><span>评论</span></div></div></div><script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"title":"{TITLE}"}}}}}}</script></body></html>""",
    "layout of tables": f"""<html><head><title>{SHORT}</title></head><body><center><table width=760><tr><td><img src=logo.gif></td></tr><tr><td bgcolor=#cccccc><a href=1.htm>首页</a> | <a href=2.htm>村情</a> | <a href=3.htm>留言</a></td></tr></table>
<table width=760><tr><td width=160 valign=top><table><tr><td>站内导航</td></tr><tr><td><a href=4.htm>果树管理</a></td></tr><tr><td><a href=5.htm>病虫防治</a></td></tr></table></td>
<td valign=top><p align=center><font size=5 color=red><b>{SHORT}</b></font></p><p align=center>（{DAY}）</p><table width=95%><tr><td><font size=3>{"<br><br>".join("　　" + line for line in TEXT)}</font></td></tr></table></td></tr></table>
<table width=760><tr><td align=center>柳坪村委会 制作 建议使用800*600分辨率浏览<br>您是第 <img src=count.gif> 位访客</td></tr></table></center></body></html>""",
    "pre": f"""<html><head><title>{TITLE}</title></head><body><h3>{TITLE}</h3><hr><pre>{chr(10).join("    " + line for line in TEXT)}</pre><hr><a href="../">返回上级目录</a></body></html>""",
    "rtl junk": f"""<html dir="rtl"><head><title>{TITLE}-网</title></head><body dir="rtl"><h1>&#x202B;{TITLE}&#x202C;</h1><div class="content">{p().replace("书屋", "书&#x200F;屋").replace("乡亲", "&#x202A;乡亲&#x202C;")}</div></body></html>""",
    "bottom of noframes": f"""<html><head><title>{TITLE}</title></head><body><iframe src="top.htm"></iframe><div class="bd"><div class="hd">{TITLE}</div><div class="ct">{p("div")}</div></div><iframe src="foot.htm"></iframe></body></html>""",
    "jeecms": f"""<html><head><title>{TITLE}-柳坪新闻</title></head><body><div class="w98 t-left"><div class="location">您的位置：<a href="/">柳坪新闻</a> - <a href="/wh">文化</a> - 内容</div><h1 class="title">{TITLE}</h1><div class="msgbar">发布时间： {DAY} 09:12:33 &nbsp; 作者：陈阿良 &nbsp; 来源： 本站 &nbsp; 浏览次数：<span id="views">56</span> &nbsp; <a href="#">【大】</a><a href="#">【中】</a><a href="#">【小】</a></div>
<div class="summary"><strong>摘要：</strong>柳坪村农家书屋的管理员，今天向大家汇报办书屋的体会...</div><div id="content" class="content">{p(indent="&emsp;&emsp;")}</div><div class="tag">Tags: <a>读书</a></div>
<dl class="share"><dt>责任编辑：林小溪</dt></dl><div id="ups">0</div><div class="box-c">共有 0 条评论</div></div></body></html>""",
    "bbs text in list": f"""<html><head><title>{TITLE}_柳坪贴吧</title></head><body><div class="core_title"><h1 class="core_title_txt">{TITLE}</h1></div><div class="p_postlist"><div class="l_post"><div class="d_author"><a href="u">山里人</a><div>12</div></div><div class="d_post_content_main"><cc><div class="d_post_content j_d_post_content">{"<br>".join(TEXT)}</div></cc><div class="core_reply_tail"><span>来自Android客户端</span><span>1楼</span><span>{DAY} 09:12</span></div></div></div>
<div class="l_post"><div class="d_author"><a href="u2">种茶的</a></div><div class="d_post_content_main"><cc><div class="d_post_content j_d_post_content">楼主写得好，支持一下，改天去你们村看看书屋。</div></cc><div class="core_reply_tail"><span>2楼</span><span>2021-06-19 10:00</span></div></div></div></div></body></html>""",
    "mobile": f"""<html><head><title>{TITLE}_手机柳坪网</title><meta name="viewport" content="width=device-width"></head><body><header class="top"><a class="back" href="javascript:history.back()">返回</a><span>柳坪网</span></header><section class="art"><h2>{TITLE}</h2><p class="time">{DAY} 09:12　柳坪日报</p><div class="txt">{p()}</div><div class="unfold"><a>展开全文</a></div></section><div class="downapp">打开柳坪APP，阅读体验更佳</div><section class="hot"><h3>热门推荐</h3><ul>{LINKS}</ul></section></body></html>""",
    "minified": f"""<!doctype html><meta charset=utf-8><title>{TITLE} · 田埂</title><link rel=stylesheet href=a.css><header><nav><a href=/>首页</a><a href=/posts>文章</a></nav></header><main><article><h1>{TITLE}</h1><time datetime={DAY}>{DAY}</time>{"".join(f"<p>{line}" for line in TEXT)}</article></main><footer><p>© 2021 田埂 Powered by Hugo</footer>""",
    "newspaper": f"""<html><head><title>柳坪日报数字报-{TITLE}</title></head><body><table><tr><td>第A02版：要闻</td><td><a href="a">上一版</a> <a href="b">下一版</a></td></tr></table><div class="text_c"><h3>本报评论</h3><h2>{SHORT}</h2><h4>——在全市农家书屋现场会上的发言</h4><div class="info">柳坪日报　{DAY}　星期五</div><div id="ozoom"><founder-content>{p()}</founder-content></div></div></body></html>""",
    "anti-copy": f"""<html><head><title>{TITLE}_柳坪范文网</title></head><body oncopy="return false"><div class="art"><h1>{TITLE}</h1><p class="meta">{DAY} 09:12</p><div class="art-body">{"".join(f'<p>{line}<span style="color:#fff;font-size:0">内容来自柳坪范文网请勿采集</span></p>' for line in TEXT)}<p style="display:none">本文来自柳坪范文网，未经许可不得转载。</p></div></div></body></html>""",
    "library viewer": f"""<html><head><title>{TITLE}.doc_柳坪文库</title></head><body><div class="hd"><a href="/">文库首页</a><a href="/vip">开通会员</a></div><h1 class="doc-title">{TITLE}.doc</h1><div class="doc-info">上传人：阿良 文档编号：1029 上传时间：{DAY} 格式：DOC 页数：3</div><div class="reader"><div class="page" data-page="1">{"".join(f"<p>{x}</p>" for x in TEXT[:5])}</div><div class="page" data-page="2">{"".join(f"<p>{x}</p>" for x in TEXT[5:])}</div></div><div class="tip">试读已结束，还可继续阅读全文</div><div class="vip-tip">下载文档到电脑，方便使用</div><div class="rel"><h3>相关文档</h3><ul>{LINKS}</ul></div></body></html>""",
    "definition list": f"""<html><head><title>{TITLE}-柳坪</title></head><body><dl class="news"><dt>{TITLE}</dt><dd class="ly">{DAY}</dd><dd class="nr">{"".join(f"<span>{x}</span><br/>" for x in TEXT)}</dd></dl><dl class="more"><dt>更多</dt>{"".join(f"<dd><a href=/{n}>在第{n}次会议上的讲话</a></dd>" for n in range(8))}</dl></body></html>""",
    "two columns": f"""<html><head><title>{TITLE}-柳坪</title></head><body><div class="col-left"><h2>{TITLE}</h2><span>{DAY}</span>{p()}</div><div class="col-right"><h3>通知</h3><p>各村书屋管理员请于本周五前报送上半年借阅情况统计表，逾期不再受理，联系电话见内网。</p><h3>天气</h3><p>今天晴，气温18到26度，适宜晾晒新茶，明后两天有小到中雨，请注意防范。</p></div></body></html>""",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_system_gives_its_text(name):
    found = clean_html(PAGES[name].encode(), "http://www.example.cn/wh/2021/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY
    assert found.title.removesuffix(".doc") in {TITLE, SHORT}
    if DAY in PAGES[name]:
        assert found.published is not None
        assert f"{found.published:%Y-%m-%d}" == DAY


@pytest.mark.parametrize(
    ("shell", "carried"),
    [
        ('<div id="app"></div><noscript>请启用JavaScript</noscript>', BODY),
        ("<header>首页</header><div id=app>加载中…</div>", p()),
    ],
)
def test_text_that_only_the_declaration_holds(shell, carried):
    said = {"@graph": [{"@type": "Article", "articleBody": carried}]}
    data = f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'
    page = f"<html><head><title>{TITLE}_网</title>{data}</head><body>{shell}</body></html>"
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert (found.title, found.body) == (TITLE, BODY)


@pytest.mark.parametrize("carried", [p(), p().replace("<", "&lt;")])
def test_text_that_waits_in_a_textarea(carried):
    page = (
        f"<title>{TITLE}_网</title><h1>{TITLE}</h1><textarea hidden>{carried}</textarea><div id=v>"
    )
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '{"articleBody": 1}', "articleBody", ""])
def test_a_broken_declaration_does_no_harm(data):
    page = f'<title>{TITLE}</title><script type="application/ld+json">{data} articleBody</script>'
    assert not isinstance(clean_html(page.encode(), "http://www.example.cn/9.html"), Speech)


@pytest.mark.parametrize(
    "said",
    [
        f'<script type="application/ld+json">{{"pubDate": "{DAY}T09:12:00"}}</script>',
        f'<script type="application/ld+json">[{{"datePublished":"{DAY}"}}]</script>',
        f'<time datetime="{DAY}T01:12:00Z">3年前</time>',
    ],
)
def test_day_for_machines(said):
    page = f"<title>{TITLE}</title><h3>{TITLE}</h3>{said}<div class=content>{p()}</div>"
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.published is not None
    assert f"{found.published:%Y-%m-%d}" == DAY


@pytest.mark.parametrize(
    "lines",
    [
        "<p>将本文的Word文档下载到电脑，方便收藏和打印</p><p>推荐度：</p><p>文档为doc格式</p>",
        "<p>【农家书屋发言稿】相关文章：</p><p>1.<a href=1>在会议上的讲话</a>06-18</p>",
        "<p>微信公众号：柳坪文化</p><p>投稿邮箱：a@b.cn</p><p>新闻热线：0736-1234567</p>",
        "<p>喜欢就欢迎打赏支持作者！</p><p>（图/文 陈阿良 审核 林小溪）</p><p>—END—</p>",
        "<p>点击上方“柳坪文化”关注我们</p>",
    ],
)
def test_furniture_below_the_text(lines):
    page = f"<title>{TITLE}</title><h3>{TITLE}</h3><div class=content>{p()}{lines}</div>"
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "如果孩子打赏主播，家长可以依法要求退还。",
        "记者王小明和编辑李小红同志多年扎根山区，今天也来到了现场。",
        "【农家书屋】相关工作今年要再上一个台阶。",
        "公众号要办，广播也要办。",
    ],
)
def test_sentence_that_sounds_like_furniture_stays(line):
    page = f"<title>{TITLE}</title><h3>{TITLE}</h3><div class=content>{p()}<p>{line}</p></div>"
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == f"{BODY}\n{line}"


def test_named_anchors_are_no_links():
    body = "".join(f'<p><a name="p{n}">{line}</a></p>' for n, line in enumerate(TEXT))
    page = f"<title>{TITLE}</title><h3>{TITLE}</h3><div class=content>{body}</div>"
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY


def with_lines(above: str = "", middle: str = "", below: str = "") -> str:
    text = p().replace("</p>\n<p>二、", f"</p>{middle}<p>二、")
    head = f"<title>{TITLE}_柳坪范文网</title><h1>{TITLE}</h1><div>{DAY}</div>"
    return f"{head}<div class=content>{above}{text}{below}</div>"


@pytest.mark.parametrize(
    "line",
    [
        "发言稿是参加会议者事先准备好的文稿。下面是小编收集整理的书屋发言稿，欢迎阅读与收藏。",
        f"【导语】本文是热心网友“秋水”投稿分享的{TITLE}，供大家参考。",
        f"欢迎阅读{TITLE}，更多内容请关注范文网。",
        "为大家整理的发言稿范文，希望能帮助到大家！",
        "[db:内容简介]",
        "{$article.intro}",
        "本文由用户“山里人”分享发布，版权归原作者所有。",
    ],
)
def test_line_of_the_site_above_the_text(line):
    found = clean_html(with_lines(f"<p>{line}</p>").encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY


@pytest.mark.parametrize(
    "lines",
    [
        [f"上文是关于{TITLE}的全部内容，感谢您的阅读！"],
        ["看过农家书屋发言稿的还看了：", "1.<a href=/1>会议发言稿</a>", "2.<a href=/2>表态</a>"],
        ["更多热门文章：", "<a href=/1>会议发言稿范文</a>"],
        ["想要了解更多发言稿的内容，请访问：发言稿专题"],
        ["您正浏览的文章《把图书馆办到田埂上》由柳坪范文网整理，转载请保留链接"],
        ["本文档由网友上传，如有版权问题请与我们联系。"],
        ["(本文共1200字，阅读需要4分钟)"],
        ["阅读全文请下载文档", "下载此文档"],
        ["【延伸阅读】", "书屋管理员的一天从早上六点开始，他先要把昨天归还的图书一本一本上架。"],
    ],
)
def test_lines_of_the_site_below_the_text(lines):
    page = with_lines(below="".join(f"<p>{line}</p>" for line in lines))
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "（本文由柳坪范文网整理）",
        "[NextPage]",
        "#p#分页标题#e#",
        "内容来自：https://www.example.cn/",
        "<b>热点推荐：</b><a href=/1>发言稿大全</a> <a href=/2>演讲稿大全</a>",
        "相关文章：",
    ],
)
def test_lines_of_the_site_within_the_text_do_not_end_it(line):
    page = with_lines(middle=f"<p>{line}</p>")
    found = clean_html(page.encode(), "http://www.example.cn/9.html")
    assert isinstance(found, Speech), found
    assert found.body == BODY
