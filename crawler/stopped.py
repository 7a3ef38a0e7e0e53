"""Ctrl-C, wherever it meets us: one line, no traceback."""

import sys
from types import TracebackType

STOPPED = 130
"""As shells call what Ctrl-C ended."""


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A `sys.excepthook` that ends a process which Ctrl-C met, and shows all other errors."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    print("yanlu: stopped", file=sys.stderr)
    raise SystemExit(STOPPED)
