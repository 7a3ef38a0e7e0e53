"""Traditional characters as simplified ones, as far as the words of websites need them."""

import re
from functools import lru_cache

# The traditional characters of the words of the rules, and of surnames: one rule serves both.
_SIMPLE = str.maketrans(
    "關閱讀鏈連結聞報導薦標籤鍵詞評論發時間來編輯責權聲轉載註點擊瀏覽網頁條個還歡為陸後員購買費顯復請繼續資數檔單類別應處護業號"
    "記講話寫訊張陳劉楊趙黃吳孫馬羅鄭謝韓馮許蘇盧蔣賈葉閻鍾範譚鄒龍萬錢湯賴龔龐蘭顏溫莊紀衛魯韋畢聶齊領長親愛們學師鄉賓眾聽議總經書辦務會佈",
    "关阅读链连结闻报导荐标签键词评论发时间来编辑责权声转载注点击浏览网页条个还欢为陆后员购买费显复请继续资数档单类别应处护业号"
    "记讲话写讯张陈刘杨赵黄吴孙马罗郑谢韩冯许苏卢蒋贾叶阎钟范谭邹龙万钱汤赖龚庞兰颜温庄纪卫鲁韦毕聂齐领长亲爱们学师乡宾众听议总经书办务会布",
)
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLE))}]")


def both_scripts(characters: str) -> str:
    """Characters, and the traditional ones that `simplified` makes of them."""
    traditional = [chr(code) for code, simple in _SIMPLE.items() if chr(simple) in characters]
    return characters + "".join(traditional)


@lru_cache(maxsize=8192)
def simplified(line: str) -> str:
    """A line with its traditional characters replaced, so that one rule serves both scripts."""
    return line.translate(_SIMPLE) if _TRADITIONAL.search(line) else line
