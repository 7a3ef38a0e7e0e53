from pathlib import Path

import pytest

from pipelines.corpus import CorpusError
from pipelines.storage.places import home, open_corpus


def test_a_relative_address_is_below_the_root(tmp_path):
    open_corpus("sqlite:///data/corpus.db", root=tmp_path).close()
    assert (tmp_path / "data" / "corpus.db").is_file()
    assert home("sqlite:///data/corpus.db", tmp_path) == tmp_path / "data"


def test_an_absolute_address_is_taken_as_it_is(tmp_path):
    open_corpus(f"sqlite:///{tmp_path}/a.db", root=Path("/nowhere")).close()
    assert (tmp_path / "a.db").is_file()


@pytest.mark.parametrize(
    "url", ["", "data/corpus.db", "sqlite://", "sqlite:///", "sqlite://host/a.db", "mysql:///a"]
)
def test_other_addresses_are_refused_with_what_is_expected(url, tmp_path):
    with pytest.raises(CorpusError, match=r"expected sqlite:///data/corpus\.db"):
        open_corpus(url, root=tmp_path)
