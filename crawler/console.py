"""The terminal, which may be none: plain errors, exit codes, colours, bars."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import NoReturn

from rich.console import Console
from rich.progress import Progress, ProgressColumn, TimeElapsedColumn

from crawler.stopped import STOPPED

GOOD, COULD_NOT_RUN, RAN_BADLY, ALREADY_RUNNING = 0, 1, 2, 3


def fail(message: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """End the process with one line on stderr."""
    print(f"yanlu: {message}", file=sys.stderr)
    raise SystemExit(code)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the block in one line: what was done stays, the rest can wait."""

    def stop(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        fail("stopped; run it again to go on", STOPPED)
    finally:
        signal.signal(signal.SIGTERM, before)


def write_anywhere() -> None:
    """Let output survive a terminal that is not UTF-8 and a reader that leaves (`| head`)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


_PIPE = 10_000  # characters; lines into a pipe are as long as they are
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def plain(text: str) -> str:
    """Return a text from the web without what a terminal would obey."""
    return text.translate(_CONTROLS)


def progress_bar(*columns: ProgressColumn) -> Progress:
    """Return a bar on stderr that is seen on a terminal only; the time taken stands at its end."""
    out = Console(stderr=True)
    return Progress(*columns, TimeElapsedColumn(), console=out, disable=not out.is_terminal)


def console() -> Console:
    """Return the console for results; colours and widths follow the terminal.

    NO_COLOR (https://no-color.org) leaves all styles out; into a pipe no line is broken.
    """
    plainly = bool(os.environ.get("NO_COLOR"))
    width = None if sys.stdout.isatty() else _PIPE
    return Console(highlight=False, width=width, color_system=None if plainly else "auto")


def has_styles(out: Console) -> bool:
    """Tell whether what is marked by a style can be seen."""
    return out.is_terminal and out.color_system is not None
