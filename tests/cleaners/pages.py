"""Pages written for the tests, in the templates that speech sites run on."""

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
