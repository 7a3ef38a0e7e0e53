"""What stands where articles should be: a ban that answers 200 is known by its pages only."""

from cleaners.model import Speech
from pipelines.corpus import Kind, Visit

page_judged = object()
"""Signal: it is known what a page was. Sent with its `url` and `wall`: the reason for which it was
no article that a whole host may give, "" for an article."""

WALLS = frozenset(("captcha", "forbidden", "needs_script", "maintenance", "parked", "server_error"))
"""Why an article is rejected when the whole site may be behind that."""

_OF_ALL = frozenset(("captcha", "forbidden"))
_INSTEAD = frozenset(("empty", "not_html", "same_text"))


def wall_of(visit: Visit, promised: Kind) -> str | None:
    """Return the wall that a visit ran into, "" if it brought a speech, None if neither."""
    if visit.state == "rejected":
        instead = promised == "article" and visit.reason in _INSTEAD
        return visit.reason if instead or visit.reason in WALLS else None
    return "" if isinstance(visit.result, Speech) else None


def is_ban(wall: str, *, gave: bool) -> bool:
    """Tell whether a wall, met again and again, is a ban: of a host that `gave` articles before in
    this run any is, else one that says so.
    """
    return gave or wall in _OF_ALL
