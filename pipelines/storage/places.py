"""Where a corpus is, and what stands beside it."""

from pathlib import Path

from pipelines.corpus import CorpusError
from pipelines.sqlite import SqliteCorpus


def corpus_file(url: str, root: Path) -> Path:
    """Return the file of an SQLite corpus; raises CorpusError when the address is of no form."""
    scheme, separator, path = url.partition(":///")
    if scheme != "sqlite" or not separator or not path.strip("/"):
        raise CorpusError(
            f"{url!r} is no corpus; expected sqlite:///data/corpus.db (relative to {root})"
            " or sqlite:////absolute/path/corpus.db"
        )
    return root / path


def home(url: str, root: Path) -> Path:
    """Return the folder for what stands beside the corpus: raw pages, logs, locks."""
    return corpus_file(url, root).parent


def open_corpus(url: str, *, root: Path, busy_seconds: float = 30.0) -> SqliteCorpus:
    """Open or create the corpus at `sqlite:///relative/to/root.db` or `sqlite:////absolute.db`.

    A writer waits `busy_seconds` for another one. Raises CorpusError when the address is of
    another form or the file cannot be used.
    """
    return SqliteCorpus(corpus_file(url, root), busy_seconds=busy_seconds)
