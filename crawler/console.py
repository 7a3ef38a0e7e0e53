"""What all commands share: help with examples, plain errors, a terminal that is one or not."""

import argparse
import os
import signal
import sys
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import ClassVar, NoReturn

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawler.profile import ProfileError
from crawler.setting_values import misspelt, wrong_setting
from crawler.stopped import STOPPED
from pipelines.archive import ARCHIVE, PageArchive
from pipelines.corpus import Corpus, CorpusError
from pipelines.openable import writable
from pipelines.places import corpus_file
from pipelines.sqlite import SqliteCorpus
from pipelines.steps import corpus_of, home_of

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


class Examples(argparse.HelpFormatter):
    """Help as argparse writes it, with the examples left as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" not in text:
            return super()._fill_text(text, width, indent)
        return "\n".join(indent + line for line in text.splitlines())


def log_is_kept(parser: argparse.ArgumentParser) -> None:
    """Have the help of a command say where its log goes."""
    for action in parser._actions:
        if action.dest == "logfile":
            action.help = "log file (default: one for each run, in logs/ beside the corpus)"


def shape(parser: argparse.ArgumentParser, examples: str) -> None:
    """Give a command's parser its examples, and errors of one line."""
    parser.formatter_class = Examples
    parser.epilog = "examples:\n" + "\n".join(f"  {line}" for line in examples.splitlines())
    name = parser.prog
    if parser.usage:
        name = " ".join(parser.usage.split()[:2])

    def error(message: str) -> NoReturn:
        fail(f"{name}: {message} (see {name} --help)")

    parser.error = error  # type: ignore[method-assign]


def write_anywhere() -> None:
    """Let output survive a terminal that is not UTF-8 and a reader that leaves (`| head`)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def refuse_unknown_options(parser_error: Callable[[str], NoReturn], args: list[str]) -> None:
    """Scrapy leaves options it does not know among the arguments; say so instead."""
    for arg in args:
        if arg == "--":
            break
        if arg.startswith("-") and len(arg) > 1:
            parser_error(f"unknown option {arg}")


def refuse_wrong_settings(settings: Settings, opts: argparse.Namespace) -> None:
    """End with one line if a setting cannot be what it is, or none has the name that `-s` gives."""
    names = (each.partition("=")[0] for each in opts.set)
    if wrong := misspelt(names) or wrong_setting(settings):
        fail(wrong)


class YanluCommand(ScrapyCommand):
    """A command that needs no crawler; `examples` stand at the end of its --help."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}
    examples = ""
    settings: Settings

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        shape(parser, self.examples)
        self._error = parser.error

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        write_anywhere()
        refuse_unknown_options(self._error, args)
        if "--" in args:
            args.remove("--")
        super().process_options(args, opts)
        refuse_wrong_settings(self.settings, opts)

    @abstractmethod
    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the command is for; CorpusError, ProfileError and OSError end it in one line."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self.act(args, opts)
            sys.stdout.flush()
        except (CorpusError, ProfileError) as error:
            fail(str(error))
        except OSError as error:
            fail(f"{error.filename or 'output'}: {error.strerror or error}")

    @contextmanager
    def corpus(self, *, write: bool = False) -> Iterator[Corpus]:
        """Give the corpus, which must be there already, and to `write` must be writable."""
        url = self.settings["CORPUS"]
        file = corpus_file(url, Path(self.settings["PROJECT_ROOT"]))
        if not file.exists():
            fail(f"there is no corpus at {url} yet; scrapy crawl makes one")
        if write and not writable(file):
            fail(f"{file}: it cannot be written; check the owner and mode of file and folder")
        with closing(corpus_of(self.settings)) as corpus:
            yield corpus

    def archive(self) -> PageArchive:
        """Open the archive of raw pages, which must be there already."""
        path = home_of(self.settings) / ARCHIVE
        if not path.exists():
            fail(f"{path}: the archive of raw pages is missing; put it back, or crawl anew")
        return PageArchive(path)

    def refuse(self, message: str) -> NoReturn:
        """End with a wrong use of the command."""
        self._error(message)


def new_archive(corpus: Corpus, home: Path) -> PageArchive:
    """Open the archive of raw pages beside a corpus, or make one; say so if there was one."""
    path = home / ARCHIVE
    assert isinstance(corpus, SqliteCorpus)
    if not path.exists() and corpus.has_read():
        told = f"yanlu: {path}: the archive of earlier pages is missing; a new one begins"
        print(told, file=sys.stderr)
    return PageArchive(path)


_PIPE = 10_000  # characters; lines into a pipe are as long as they are
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def plain(text: str) -> str:
    """Return a text from the web without what a terminal would obey."""
    return text.translate(_CONTROLS)


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
