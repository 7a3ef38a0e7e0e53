"""python -m tests.crawler.faults: writes the table of the faults into docs/operate.md."""

from tests.crawler.faults.document import DOCUMENT, written

if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
