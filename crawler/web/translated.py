"""The words of Datasette's own table pages in Chinese, by their place in its markup.

What a corpus holds stays as it is: its text is escaped, so it has no markup to be taken for.
"""

import re

from markupsafe import Markup

_PHRASES = {
    '<label for="_search">Search:</label>': '<label for="_search">搜索：</label>',
    '<option value="">- remove filter -</option>': '<option value="">（去掉条件）</option>',
    '<option value="">- column -</option>': '<option value="">（选择列）</option>',
    '<option value="">Sort...</option>': '<option value="">排序…</option>',
    '<input type="submit" value="Apply">': '<input type="submit" value="确定">',
    '<input type="submit" value="Export CSV">': '<input type="submit" value="导出 CSV">',
    ">View and edit SQL</span>": ">查看并修改 SQL</span>",
    '<p class="export-links">This data as ': '<p class="export-links">这些数据的其他格式：',
    "<p>This data as ": "<p>这些数据的其他格式：",
    '(<a href="#export">advanced</a>)': '（<a href="#export">更多选择</a>）',
    "<h3>Advanced export</h3>": "<h3>导出</h3>",
    "<p>JSON shape:": "<p>JSON 的形式：",
    ">newline-delimited</a>": ">每行一个</a>",
    "> download file</label>": "> 存为文件</label>",
    "CSV options:\n": "CSV：\n",
    ">Next page</a>": ">下一页</a>",
    '<p class="zero-results">0 records</p>': '<p class="zero-results">没有记录</p>',
    "<h3>Custom SQL query</h3>": "<h3>自己写 SQL</h3>",
    ">hide</a>)</span>": ">收起</a>)</span>",
    ">show</a>)</span>": ">展开</a>)</span>",
    "> descending</label>": "> 降序</label>",
    '<input type="submit" value="Run SQL">': '<input type="submit" value="运行">',
    "<h3>Query parameters</h3>": "<h3>参数</h3>",
    '<h2 id="queries">Queries</h2>': '<h2 id="queries">现成的查询</h2>',
    '<h2 id="tables">Tables</h2>': '<h2 id="tables">数据表</h2>',
    "<p>Many rows</p>": "<p>许多行</p>",
    '<a href="/">home</a>': '<a href="/">首页</a>',
    "<h2>Links from other tables</h2>": "<h2>其他表里与此有关的</h2>",
}
_LOOKUPS = {
    "exact": "等于", "not": "不等于", "contains": "包含", "notcontains": "不包含",
    "endswith": "结尾是", "startswith": "开头是", "gt": "大于", "gte": "不小于", "lt": "小于",
    "lte": "不大于", "like": "符合 LIKE", "notlike": "不符合 LIKE", "glob": "符合 GLOB",
    "in": "在其中", "notin": "不在其中", "arraycontains": "列表里有",
    "arraynotcontains": "列表里没有", "date": "日期是", "isnull__1": "没有值",
    "notnull__1": "有值", "isblank__1": "空白", "notblank__1": "不空白",
}  # fmt: skip
_ROWS = re.compile(r"(<h3>|<p>)(\d[\d,]*) rows?\b(?=\s*(?:<|where\b|sorted\b))")
_LINKED = re.compile(r"(\d[\d,]{0,30}) rows?(</a>\s*)from (\w+) in (\w+)(?=\s*</li>)")
_ANSWERED = re.compile(r"(<h3>)Custom SQL query returning (more than )?(\d[\d,]*) rows?\b")
_SORT_BY = re.compile(r"(?<=>)Sort by (\w+)(?=</option>)")
_SORTED = re.compile(r"(?<=\s)sorted by (\w+)( descending)?(?=\s*</h3>)")
_ALL = re.compile("|".join(map(re.escape, _PHRASES)))
_LOOKUP = re.compile(r'(<option value="(\w+)"(?: selected)?>)[^<]*(?=</option>)')


def in_chinese(page: Markup) -> Markup:
    """Return the content of one of Datasette's pages with its own words in Chinese."""
    html = _ALL.sub(lambda found: _PHRASES[found[0]], str(page))
    html = _ROWS.sub(r"\1\2 行", html)
    html = _ANSWERED.sub(lambda found: f"{found[1]}{'不止 ' * bool(found[2])}{found[3]} 行", html)
    html = _SORT_BY.sub(r"按 \1 排序", html)
    html = _SORTED.sub(lambda found: f"按 {found[1]} {'降序' if found[2] else '升序'}", html)
    html = _LINKED.sub(r"\1 行\2（\4 的 \3）", html)
    return Markup(_LOOKUP.sub(_lookup, html))  # as safe as what Datasette rendered


def _lookup(found: re.Match[str]) -> str:
    return found[1] + _LOOKUPS[found[2]] if found[2] in _LOOKUPS else found[0]
