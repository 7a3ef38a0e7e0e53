"""The table of the faults as docs/operate.md has it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.outcomes import Outcome, due_at
from tests.crawler.faults.table import FAULTS
from tests.crawler.faults.traps import TRAPS

DOCUMENT = Path(__file__).parents[3] / "docs" / "operate.md"
BEGIN, END = "<!-- faults: python -m tests.crawler.faults -->\n", "<!-- /faults -->\n"
_HEAD = "| fault | what the server does | what becomes of the page | in the report | again |\n"
_ARRIVES = {"all": "read", "part": "what came is kept", "nothing": ""}


def written(text):
    """The document with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + tables() + END + rest.partition(END)[2]


def tables():
    return _faults() + _traps()


def _traps():
    rows = "".join(f"| {trap.name} | {_plain(trap.does)} |\n" for trap in TRAPS)
    return f"\n### Traps\n\n| trap | what the site does |\n|---|---|\n{rows}\n"


def _faults():
    return "".join(
        f"\n### {heading}\n\n{_HEAD}|---|---|---|---|---|\n{''.join(map(_row, faults))}\n"
        for heading, faults in FAULTS.items()
    )


def _row(fault):
    arrives = _ARRIVES[fault.arrives]
    became = f"{fault.state}; {arrives}" if arrives and fault.reason else arrives or fault.state
    name = fault.sitemap[1] if fault.sitemap else fault.reason
    reason = f"`{name}`" if name else ""
    return f"| {fault.name} | {_plain(fault.does)} | {became} | {reason} | {_again(fault)} |\n"


def _plain(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def _again(fault):
    now = datetime.now(UTC)
    due = due_at(Outcome(fault.state, fault.reason), "article", 0, now)
    return "" if due is None else f"in {_length(due - now)}"


def _length(wait):
    hours = round(wait / timedelta(hours=1))
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"
