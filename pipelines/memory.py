"""What a site repeats: lines counted while speeches come in, and which of them are furniture.

Measured on 440 notices of one real site, whose signature stands under 54 % of them and is
text: what only some of a site's articles share may be theirs. So a line must stand in nearly
all, or carry the article's title in a sentence of the site about it.
"""

import re
import sqlite3
from collections.abc import Iterator

from cleaners.boilerplate import masked
from cleaners.model import Speech
from cleaners.rules import TemplateMemory
from cleaners.speech.outline import closing, salutation

EDGE = 3
"""Lines at the beginning and at the end of a text that are counted: those between are text."""

ENOUGH, ENOUGH_ALONE = 30, 50
"""Articles of a site before any of its lines is furniture; `ALONE`: with no other site to tell
what is language."""

SHARE, SHARE_ALONE = 0.75, 0.9
"""The share of its recent articles in which a line of furniture stands."""

TITLED, TITLED_ALONE = 0.15, 0.3
"""The same for a sentence around the article's title: sites have several of them in turn."""

WINDOW, PRUNED = 512, 256
"""At `WINDOW` articles all counts are halved, so that older ones fade; after so many articles
lines seen once are forgotten."""

_SHORTEST, _LONGEST, _AROUND_TITLE = 6, 120, 12
_TITLE = masked("title", "title")
_SPEAKER = re.compile(r"[我咱]")
_SPOKEN = re.compile(
    r"同志|大家|各位|尊敬|领导|来宾|朋友|老师|同学|女士|先生|谢谢|感谢|祝|此致|敬礼|汇报|指正|发言|讲话完"
)
# A site speaks of 发言 and 大家, too, but at length.
_SHORT = 24
# Headings, labels and what stands behind them, names of bodies as signatures, bare numbers.
_DATA = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．，]|^第[一二三四五六七八九十\d]{1,3}|^[（(]?[一二三四五六七八九十]{1,3}[）)]"
    r"|^[^，。！？]{1,10}[:：]|[:：]$|(?:公司|局|厅|部|院|会|室|处|科|组|队|所|站|中心|政府|学校|大学|中学|小学|支部|党委)$"
    r"|^[\d\s\-－—:：./年月日()（）〇○零一二三四五六七八九十]+$"
    r"|\d{5}|@|电话|传真|邮编|地址|账号|帐号|开户|联系人|附件"
)
_STOP = re.compile(r"[，。！？,!?]")
_COUNT = """
INSERT INTO template_lines VALUES (?, ?, 1)
ON CONFLICT (site, line) DO UPDATE SET articles = articles + 1
"""
_ONE_MORE = """
INSERT INTO template_sites VALUES (?, 1)
ON CONFLICT (site) DO UPDATE SET articles = articles + 1
"""
_HOW_MANY = "SELECT articles FROM template_sites WHERE site = ?"
_OFTEN = "SELECT line, articles FROM template_lines WHERE site = ? AND articles >= ?"
_ELSEWHERE = """
SELECT 1 FROM template_sites AS other
CROSS JOIN template_lines ON template_lines.site = other.site AND template_lines.line = :line
WHERE other.site <> :site LIMIT 1
"""


def observe(connection: sqlite3.Connection, site: str, speech: Speech) -> None:
    """Count the lines of one more article of a site, inside a transaction."""
    connection.execute(_ONE_MORE, (site,))
    (articles,) = connection.execute(_HOW_MANY, (site,)).fetchone()
    connection.executemany(_COUNT, [(site, line) for line in candidates(speech)])
    if articles % PRUNED == 0:
        connection.execute("DELETE FROM template_lines WHERE site = ? AND articles < 2", (site,))
    if articles >= WINDOW:
        for table in ("template_lines", "template_sites"):
            connection.execute(
                f"UPDATE {table} SET articles = articles / 2 WHERE site = ?", (site,)
            )


def forget(connection: sqlite3.Connection, site: str) -> None:
    """Drop all counts of a site, inside a transaction."""
    for table in ("template_lines", "template_sites"):
        connection.execute(f"DELETE FROM {table} WHERE site = ?", (site,))


def candidates(speech: Speech) -> frozenset[str]:
    """The lines of a speech that could be its site's, masked: those at its edges, and those
    that the site's memory took out of it."""
    lines = speech.body.split("\n")
    edges = lines if len(lines) <= 2 * EDGE else [*lines[:EDGE], *lines[-EDGE:]]
    found = {masked(line, speech.title) for line in edges if _may_repeat(line)}
    # unpaired surrogates, which UTF-8 cannot hold, as the table of speeches has them
    return frozenset(
        line.encode("utf-8", "replace").decode() for line in found | {*speech.repeated}
    )


def memory(connection: sqlite3.Connection, site: str) -> TemplateMemory:
    """The furniture of a site, as its recent articles and those of the other sites tell."""
    row = connection.execute(_HOW_MANY, (site,)).fetchone()
    alone = not connection.execute(
        "SELECT 1 FROM template_sites WHERE site <> ? AND articles >= ?", (site, ENOUGH)
    ).fetchone()
    articles = row[0] if row else 0
    if articles < (ENOUGH_ALONE if alone else ENOUGH):
        return TemplateMemory()
    return TemplateMemory(frozenset(_furniture(connection, site, articles, alone=alone)))


def _furniture(
    connection: sqlite3.Connection, site: str, articles: int, *, alone: bool
) -> Iterator[str]:
    share, titled = (SHARE_ALONE, TITLED_ALONE) if alone else (SHARE, TITLED)
    for line, count in connection.execute(_OFTEN, (site, titled * articles)).fetchall():
        needed = titled if _tells_of_title(line) else share
        if count >= needed * articles and not _elsewhere(connection, site, line):
            yield line


def _elsewhere(connection: sqlite3.Connection, site: str, line: str) -> bool:
    return connection.execute(_ELSEWHERE, {"site": site, "line": line}).fetchone() is not None


def _tells_of_title(line: str) -> bool:
    """True for a sentence with the title in it: …为您推荐〈title〉，请…"""
    around = line.replace(_TITLE, "")
    return around != line and len(around) >= _AROUND_TITLE and bool(_STOP.search(around))


def _may_repeat(line: str) -> bool:
    """False for what speeches and notices say alike: greetings, thanks, headings, addresses."""
    size = len(line)
    if not _SHORTEST <= size <= _LONGEST or _SPEAKER.search(line) or _DATA.search(line):
        return False
    if size <= _SHORT:
        return not _SPOKEN.search(line)
    return not salutation(line) and not closing(line)
