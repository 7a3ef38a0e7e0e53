import re

import pytest

from cleaners import boilerplate, dates, kinds, metadata, text
from cleaners.boilerplate import body_lines
from cleaners.facts import titles
from cleaners.lines import furniture, metalines
from cleaners.lines.furniture import is_cut, is_furniture
from cleaners.lines.metalines import is_breadcrumb, is_meta
from cleaners.place import body
from cleaners.refused import failures
from cleaners.speech import quality
from cleaners.tree import hints, visible

MODULES = [
    *(boilerplate, body, dates, failures, furniture, hints, kinds, metadata, metalines),
    *(quality, text, titles, visible),
]
SPEECH = ["各位代表：", "现在，我代表县人民政府向大会报告工作，请予审议。", "谢谢大家！"]


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：admin）",
        "责编：小李",
        "推荐访问：饮水安全 讲话",
        "标签：发言稿",
        "扫码关注公众号，获取更多资料",
        "版权声明：本文由网友上传，版权归原作者所有。",
        "转载请注明出处：明溪文秘网",
        "本文地址：http://a.cn/1.html",
        "1 2 3 下一页",
        "共3页: 上一页 1 2 3 下一页",
        "【打印】【关闭】",
        "分享到：",
        "顶一下",
        "------分隔线------",
        "本帖最后由 笔杆子 于 2013-4-6 09:00 编辑",
        "Copyright © 2023",
        "浙ICP备12345678号",
        "如有侵权请联系我们删除",
        "閱讀原文",
        "来源：县水利局",
        "(第 1/2 页, 本章未完,请翻页)",
        "清江网原稿：http://news.a.cn/edu/2013-12/16/c_125866514_wo-shi-yi-pian-hen-chang-de.htm",
        "（原文链接：https://www.a.cn/article/detail/2021/03/08/1234567890/index.html?from=home）",
    ],
)
def test_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        *SPEECH,
        "同志们！",
        "一、总体要求",
        "（二）具体目标",
        "责任编辑队伍要加强建设。",
        "要注明来源，规范引用。",
        "下一步，我们将继续努力。",
        "关注民生，服务群众。",
        "如果侵犯他人合法权益，应当依法承担责任。",
        "2023年11月1日",
        "会议时间：下周一上午9点，地点：县政府三楼会议室。",
        "标签化管理是关键。",
        "本文未完全收录各县材料。",
        "查询网址：http://www.a.cn/query/2021/03/08/1234567890/index.html?from=home&to=all",
        "原稿：县志办保存，见 http://a.cn",
        "上一年度，我们完成投资3亿元。",
    ],
)
def test_speech(line):
    assert not is_furniture(line)
    assert not is_cut(line)
    assert not is_breadcrumb(line)
    assert body_lines([*SPEECH[:2], line, SPEECH[2]], "标题")[2] == line


@pytest.mark.parametrize(
    "line",
    [
        "时间:2023-11-01 15:22:14 浏览量:",
        "2012-11-29",
        "来源：本站 作者：admin 点击：次",
        "发布日期：2012-09-03",
        "2021年7月1日 · 阅读 1,024",
        "当前位置:首页 > 发言稿 >",
        "首页 > 发言稿 > 正文",
        "發布時間：2012-1-1",
    ],
)
def test_meta(line):
    assert is_meta(line)


@pytest.mark.parametrize(
    "line",
    [
        "相关文章",
        "【相关阅读】",
        "上一篇：在全县会议上的讲话",
        "下一篇：没有了",
        "猜你喜欢",
        "网友评论",
        "热门文章",
        "更多相关内容",
        "相關閱讀",
    ],
)
def test_cut(line):
    assert is_cut(line)
    assert body_lines([*SPEECH, line, "另一篇文章的题目"], "") == SPEECH


@pytest.mark.parametrize(
    "line",
    [
        "在生活中，我们常常用到发言稿。下面是明溪文秘网小编为您推荐饮水安全发言稿。",
        "以下是小编为大家整理的会议讲话，仅供参考，欢迎大家阅读。",
        "下面是为大家收集的发言材料，希望能帮到大家。",
        "本文为大家整理了几篇讲话稿，供参考。",
    ],
)
def test_introduction_of_an_editor_goes_from_the_top(line):
    assert body_lines([line, *SPEECH], "") == SPEECH


@pytest.mark.parametrize(
    "line",
    [
        "希望这篇在机关读书分享会上的发言稿对您有所帮助，喜欢就请收藏本页（Ctrl+D）。",
        "以上就是在全县农村饮水安全工作推进会上的讲话范文的全部内容，希望对大家有所帮助！",
        "以上是关于毕业登记注意四步的相关内容，想获取更多资讯，如报考条件、备考知识等，敬请关注清河自考网。",
        "希望对大家有所帮助。",
        "希望以上内容能给您带来帮助，更多范文敬请期待。",
        "喜欢的话，请分享给更多朋友！",
        "如果觉得不错，可以收藏本站哦。",
        "按Ctrl + D收藏",
        "以上范文仅供参考。",
        "感谢您的阅读！",
        "今天小编就为大家整理到这里，感谢关注我们。",
    ],
)
def test_farewell_of_an_editor_goes_from_the_end_only(line):
    assert body_lines([*SPEECH, line], "") == SPEECH
    assert line in body_lines([*SPEECH[:2] * 3, line, *SPEECH, SPEECH[1]], "")


@pytest.mark.parametrize(
    "line",
    [
        "希望我的发言对大家有所帮助，谢谢大家！",
        "希望今天的分享对大家有所帮助，谢谢大家。",
        "以上就是今天汇报的全部内容，请各位领导批评指正。",
        "以上就是我的述职，希望能对同志们有所帮助。",
        "以上是今年工作的主要内容，请大家关注落实情况。",
        "以上意见，仅供参考，不当之处请批评指正。",
        "希望喜欢读书的同学把收获分享给身边的人。",
        "感谢大家的聆听！",
        "感谢各位家长对学校工作的支持！",
    ],
)
def test_farewell_of_a_speaker_stays(line):
    assert body_lines([*SPEECH, line], "") == [*SPEECH, line]


def test_abstract_that_repeats_the_text_goes():
    long = "我们召开这次会议的主要目的是贯彻落实上级精神，部署下一阶段的重点任务。"
    assert body_lines(["摘要: " + long[:28] + "...", long, *SPEECH], "") == [long, *SPEECH]
    assert (
        body_lines(["摘要：本文另说一件事情，与正文的开头没有关系。", *SPEECH], "")[0][:2] == "摘要"
    )


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(
    "unit", [" ", "\u3000", "1", "中", "，", "首页", "小编", "以上是", "上一页", "时间："]
)
def test_every_pattern_ends_on_a_long_line(module, unit):
    line = (unit * 200_000)[:200_000]  # minutes, for a pattern that is not linear
    for pattern in vars(module).values():
        if isinstance(pattern, re.Pattern):
            pattern.search(line.encode() if isinstance(pattern.pattern, bytes) else line)
