"""Sites and categories that are asked for and are not there: the nearest, or what there is."""

from crawler.alternatives import alternatives
from pipelines.searching.query import Field, plain, wanted
from pipelines.searching.syntax import understood
from pipelines.sqlite import SqliteCorpus


def no_site(corpus: SqliteCorpus, site: str) -> str:
    """Say that the corpus has no speech of a site, and which may be meant."""
    return f"no speech of {site} in the corpus; {alternatives(site, corpus.sites())}"


def no_category(corpus: SqliteCorpus, category: str) -> str:
    """Say that the corpus has no speech of a category, and which may be meant."""
    near = alternatives(category, corpus.categories())
    return f"no speech of the category {category} in the corpus; {near}"


def unknown_name(corpus: SqliteCorpus, query: str) -> str:
    """Say which category or site of a query the corpus does not have; "" when it has all."""
    categories, sites = corpus.categories(), corpus.sites()
    for field in wanted(understood(query)[0]):
        if not isinstance(field, Field):
            continue
        if field.column == "category" and not any(map(field.says, categories)):
            return no_category(corpus, field.value)
        if field.column == "sites" and field.value not in map(plain, sites):
            return no_site(corpus, field.value)
    return ""
