from tests.crawler.faults.document import DOCUMENT, written


def test_the_document_has_the_table_as_it_is():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == written(text), "write it anew: python -m tests.crawler.faults"
