"""What Datasette's own pages say of the tables, and queries that people will want."""

from typing import Any

TABLES = {
    "speeches": ("稿件", "每篇不同的正文一行"),
    "sightings": ("出处", "每个网址现在的正文"),
    "versions": ("旧版", "网址上从前的正文"),
    "pages": ("网页台账", "每个发现过的网址及其状态"),
    "runs": ("运行", "每次抓取一行"),
    "hosts": ("休息中的主机", "出过问题、暂不访问的主机"),
    "parts": ("部分与整体", "整篇包含在另一篇里的稿件"),
}
_FACETS = {"pages": ["site", "state", "kind"], "runs": ["site", "outcome"]}

QUERIES = {
    "sites": (
        "各站点收了多少篇、多少字",
        "SELECT site, count(*) AS speeches, sum(characters) AS characters FROM speeches"
        " GROUP BY site ORDER BY speeches DESC",
    ),
    "categories": (
        "各栏目收了多少篇",
        "SELECT category, count(*) AS speeches FROM speeches WHERE category IS NOT NULL"
        " GROUP BY category ORDER BY speeches DESC",
    ),
    "years": (
        "各年发表了多少篇",
        "SELECT substr(published, 1, 4) AS year, count(*) AS speeches FROM speeches"
        " WHERE published IS NOT NULL GROUP BY year ORDER BY year DESC",
    ),
    "growth": (
        "每天新收多少篇（UTC）",
        "SELECT substr(added_at, 1, 10) AS day, count(*) AS speeches FROM speeches"
        " GROUP BY day ORDER BY day DESC",
    ),
    "shared": (
        "多个站点都登的稿件",
        "SELECT speech_id, title, count(DISTINCT sightings.site) AS sites FROM sightings"
        " JOIN speeches ON speeches.id = speech_id GROUP BY speech_id HAVING sites > 1"
        " ORDER BY sites DESC LIMIT 200",
    ),
    "copies": (
        "抄得最多的稿件",
        "SELECT cluster AS speech_id, title, count(*) AS copies FROM sketches"
        " JOIN speeches ON speeches.id = cluster GROUP BY cluster HAVING copies > 1"
        " ORDER BY copies DESC LIMIT 200",
    ),
    "changed": (
        "改过的文章",
        "SELECT versions.url, versions.seen_at AS until, versions.speech_id AS before,"
        " sightings.speech_id AS after FROM versions JOIN sightings USING (site, url)"
        " ORDER BY until DESC LIMIT 200",
    ),
    "trouble": (
        "取不到、读不了的网页及原因",
        "SELECT site, state, reason, count(*) AS pages FROM pages"
        " WHERE state IN ('failed', 'gone', 'refused', 'rejected')"
        " GROUP BY site, state, reason ORDER BY pages DESC",
    ),
    "hosts": ("休息中的主机", "SELECT * FROM hosts ORDER BY rests_until DESC"),
    "latest": (
        "某站点最近发表的稿件",
        "SELECT id, title, published, url FROM speeches WHERE id IN (SELECT id FROM speeches"
        " WHERE site = :site ORDER BY published DESC LIMIT 100) ORDER BY published DESC",
    ),
}


def metadata() -> dict[str, Any]:
    """Return the metadata of the database `corpus` for Datasette."""
    tables: dict[str, Any] = {
        name: {"title": f"{title} · {name}", "description": description}
        for name, (title, description) in TABLES.items()
    }
    tables["speeches"] |= {"label_column": "title", "sort_desc": "id"}
    for name, columns in _FACETS.items():
        tables[name]["facets"] = columns
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in QUERIES.items()}
    corpus = {"tables": tables, "queries": queries}
    return {"title": "言录", "databases": {"corpus": corpus}}
