"""Sections, people, entrances and directories of sites, told from their articles."""

# ruff: noqa: E501  pages have the lines they have

import pytest

from cleaners import Rejected, Speech, clean_html

NEWS = (
    "县政府召开防汛工作调度会",
    "何志远调研春耕备耕工作",
    "我县举行春季植树活动",
    "全县安全生产大检查启动",
    "柳溪大桥改造工程开工",
    "县领导走访慰问困难职工",
)
MENU = "".join(
    f'<li><a href="/{name}/">{text}</a></li>' for name, text in [("xw", "新闻"), ("zw", "政务公开")]
)
FOOT = "<div class=foot><p>主办：柳溪县人民政府办公室　联系电话：0319-8123456</p></div>"
LIFE = (
    "县委副书记、县长",
    "何志远，男，汉族，1970年5月生，柳溪县人，1992年7月参加工作，大学学历。现任柳溪县委副书记、县长。",
    "领导县政府全面工作，分管审计工作。",
)


def entries(names=NEWS, href="/xw/t202305%02d_1.html", told="2023-05-%02d"):
    return "".join(
        f'<li><a href="{href % n}">{name}</a> <span>{told % n}</span></li>'
        for n, name in enumerate(names, 10)
    )


def page(name, body):
    return f"<html><head><meta charset=utf-8><title>{name}</title></head><body><ul>{MENU}</ul>{body}{FOOT}</body></html>"


def clean(name, body, url="http://www.example.cn/show.asp?id=312"):
    return clean_html(page(name, body).encode(), url)


def test_the_life_of_a_person_above_news_of_him_is_a_text():
    life = "".join(f"<p>{line}</p>" for line in LIFE)
    body = f"<div><h2>何志远</h2>{life}</div><div><h3>重要活动</h3><ul>{entries()}</ul></div>"
    found = clean("何志远-领导之窗-柳溪县人民政府", body, "http://www.example.cn/ldzc/xz/hzy/")
    assert isinstance(found, Speech)
    assert found.title == "何志远"
    assert all(line in found.body for line in LIFE)
    assert NEWS[0] not in found.body


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("县领导-柳溪县", f"<h2>县领导</h2><ul>{entries(told='副县长%d')}</ul>", "list_page"),
        (
            "何志远专栏_柳溪评论网",
            f"<h1>何志远专栏</h1><p>何志远，男，柳溪日报首席评论员，著有《江边随笔》《人间烟火》等，曾获新闻奖。</p><ul>{entries()}</ul>",
            "list_page",
        ),
        (
            "网上调查",
            "<h2>关于机关作风的网上调查</h2><form><p>1. 您对机关工作作风的总体评价是？</p><p>满意　基本满意　不满意</p><p>2. 您的意见和建议：</p><textarea></textarea></form>",
            "no_body",
        ),
        (
            "留言板",
            "<h2>留言板</h2><div><b>小草</b> 2012-4-1 <p>网站办得不错，希望多发一些讲话稿。</p><p>管理员回复：谢谢您的留言。</p></div>",
            "no_body",
        ),
        (
            "下载中心-柳溪学院",
            f"<h2>下载中心</h2><ul>{entries(('转专业申请表', '学籍异动审批表', '课程缓考申请表', '教师调停课申请表', '开题报告模板'), '/f/%d.doc', '2023-05-%02d 下载次数：7')}</ul>",
            "list_page",
        ),
        (
            "何志远讲话集萃",
            f"<h1>何志远讲话集萃</h1><p>本辑收录何志远同志近年来的讲话。</p><ul>{entries(told='（2023年%d月）')}</ul>",
            "list_page",
        ),
        (
            "讲话稿全集 价格",
            "<h1>讲话稿全集（光盘版）</h1><p>市场价：￥98.00 会员价：￥68.00</p><p>出版社：柳溪出版社</p><p>开本：16开</p>",
            "no_body",
        ),
        (
            "统一身份认证",
            "<h2>统一身份认证</h2><form><input name=u><input type=password name=p></form><p>用户名为学号，初始密码为身份证后六位。</p>",
            "login_wall",
        ),
        (
            "内设机构-柳溪县教育局",
            "<h2>内设机构</h2><table><tr><td>办公室</td><td>0319-8123401</td></tr><tr><td>人事科</td><td>0319-8123402</td></tr><tr><td>基础教育科</td><td>0319-8123403</td></tr></table>",
            "no_body",
        ),
    ],
)
def test_what_is_no_article(name, body, reason):
    found = clean(name, body, "http://www.example.cn/gk/index.htm")
    assert isinstance(found, Rejected)
    assert found.reason == reason


BEGINNINGS = (
    "五月十日下午，我校召开教学工作会议，各年级组长和教研组长参加，会议由副校长主持。",
    "为增强师生安全意识，学校举行了消防演练，全校师生三分钟内撤到操场，秩序井然。",
    "家长学校第一课昨天开讲，心理老师讲了怎样陪孩子度过考前的日子，家长们听得认真。",
    "第二十届运动会圆满落幕，八年级三班获团体总分第一名，两项校纪录被打破。",
)


@pytest.mark.parametrize(
    "entry",
    [
        "<div><h3>校园新闻第{n}则</h3><p>{text}</p><a href='/xw/{n}.html'>查看详情</a></div>",
        "<div><h2><a href='/p/{n}.html'>江边{n}</a></h2><div><p>{text}</p><p>{text}</p></div></div>",
    ],
)
@pytest.mark.parametrize(
    "url", ["http://xuxm.example.com/", "http://xuxm.example.com/p.asp?page=2"]
)
def test_beginnings_of_texts_each_with_a_link_are_a_list(entry, url):
    body = "".join(entry.format(n=n, text=text) for n, text in enumerate(BEGINNINGS))
    found = clean("许小满的博客", f"<h1>许小满的博客</h1>{body}", url)
    assert isinstance(found, Rejected)
    assert found.reason == "list_page"


def test_the_files_of_a_folder():
    files = "".join(f"<a href='{n}.html'>{n}.html</a>  05-Mar-2019 10:22  12K\n" for n in range(3))
    html = f"<html><head><title>Index of /jianghua</title></head><body><h1>Index of /jianghua</h1><pre>{files}</pre></body></html>"
    found = clean_html(html.encode(), "http://www.example.cn/jianghua/")
    assert isinstance(found, Rejected)
    assert found.reason == "list_page"


def test_a_greeting_of_few_words_among_links():
    speech = "<p>各位来宾：</p><p>我受新郎新娘的重托，担任证婚人，十分荣幸。</p><div><a href=/z>婚礼主持词范文</a></div><p>祝他们白头偕老！</p>"
    links = "".join(f"<li><a href='/h/{n}.html'>{name}</a></li>" for n, name in enumerate(NEWS))
    html = f"<html><head><meta charset=utf-8><title>婚礼证婚人致辞</title></head><body><h1>婚礼证婚人致辞</h1>{speech}<ul>{links}</ul></body></html>"
    found = clean_html(html.encode(), "http://www.example.cn/hunli/221.html")
    assert isinstance(found, Speech)
    assert found.body == "各位来宾：\n我受新郎新娘的重托，担任证婚人，十分荣幸。\n祝他们白头偕老！"


@pytest.mark.parametrize(
    "author",
    [
        '<span itemprop="author" itemscope><span itemprop="name">林晚秋</span></span>',
        '<span itemprop="author" itemscope><meta itemprop="name" content="林晚秋"></span>',
    ],
)
def test_the_author_in_microdata(author):
    text = "".join(f"<p>{text}</p>" for text in BEGINNINGS)
    html = f"<article><h1 itemprop=headline>我的讲台</h1>{author}<time>四月五日</time><div>{text}</div></article>"
    found = clean("我的讲台", html, "http://www.example.cn/p/221.html")
    assert isinstance(found, Speech)
    assert found.speaker == "林晚秋"


def test_a_box_of_the_author_and_a_short_title_are_no_text():
    text = "".join(f"<p>{text}</p>" for text in BEGINNINGS)
    box = "<div class=author-box><strong>许小满</strong><p>柳溪作协会员</p></div>"
    html = f"<html><head><meta charset=utf-8><title>守望</title></head><body><h1>守望</h1>{box}{text}</body></html>"
    found = clean_html(html.encode(), "http://www.example.cn/essay/881.html")
    assert isinstance(found, Speech)
    assert (found.title, found.speaker) == ("守望", "许小满")
    assert "守望" not in found.body.split("\n")


def test_a_short_text_in_one_block_with_many_links_below_it():
    text = "<p>本校离休干部李建国同志，因病于2015年6月8日逝世，享年92岁。</p><p>遵照本人遗愿，丧事从简，谨定于6月10日上午9时在柳溪县殡仪馆送别。</p>"
    links = "".join(f"<a href='/{n}.htm'>{name}</a><br>" for n, name in enumerate(NEWS * 2))
    html = f"<html><head><meta charset=utf-8><title>讣告</title></head><body><h1>讣 告</h1>{text}{links}</body></html>"
    found = clean_html(html.encode(), "http://www.example.cn/info/1020/3301.htm")
    assert isinstance(found, Speech)
    assert "丧事从简" in found.body
    assert NEWS[0] not in found.body


@pytest.mark.parametrize(("told", "kind"), [("2022-07-08 后勤处", Speech), ("后勤处", Rejected)])
def test_a_notice_of_one_sentence_below_its_day_among_links(told, kind):
    text = "<p>因管网检修，学生公寓3号楼7月9日停水，请提前储水。</p>"
    html = f"<html><head><meta charset=utf-8><title>停水通知</title></head><body><h1>停水通知</h1><div>{told}</div>{text}<ul>{entries(NEWS * 2)}</ul></body></html>"
    found = clean_html(html.encode(), "http://www.example.cn/info/1011/881.htm")
    assert isinstance(found, kind)


def test_the_account_of_a_member_is_no_text():
    told = "<p>积分：3320　注册时间：2009-05-06　最后登录：2020-01-02</p><p>个性签名：文章千古事，得失寸心知。</p>"
    found = clean("江边老周的主页", f"<h2>江边老周</h2>{told}<ul>{entries()}</ul>")
    assert isinstance(found, Rejected)


def test_an_article_about_an_entrance_stays():
    text = "<p>为方便师生，学校自5月10日起启用统一身份认证平台，登录后可查询成绩、选课和报修，旧账号一并停用。</p>"
    box = "<form><input name=u><input type=password name=p></form>"
    found = clean(
        "关于启用统一身份认证平台的通知", f"<h1>关于启用统一身份认证平台的通知</h1>{text * 4}{box}"
    )
    assert isinstance(found, Speech)
