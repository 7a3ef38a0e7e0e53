"""A dataset card: what an export holds, as Hugging Face reads it (README.md with a YAML head)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.exporting.records import FIELDS

# https://huggingface.co/docs/hub/datasets-cards
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
_LARGEST = "10M<n<100M"


class Counts:
    """What an export holds: speeches, characters, speeches by site, first and last day."""

    def __init__(self) -> None:
        self.speeches = self.characters = 0
        self.sites: Counter[str] = Counter()
        self.days = ("9999", "")

    def add(self, row: Mapping[str, Any]) -> None:
        """Count a row of `Corpus.speeches`."""
        self.speeches += 1
        self.characters += row["characters"]
        self.sites[row["site"]] += 1
        if day := (row["published"] or "")[:10]:
            self.days = (min(self.days[0], day), max(self.days[1], day))


def card(name: str, files: Iterable[Path], counts: Counts) -> str:
    """Return the text of the card, Markdown with a head in YAML."""
    size = next((named for most, named in _SIZES if counts.speeches < most), _LARGEST)
    listed = "\n".join(f"    - {path.name}" for path in files)
    sites = "\n".join(f"| {site} | {number:,} |" for site, number in counts.sites.most_common())
    fields = "\n".join(f"| `{field}` | {meaning} |" for field, meaning in FIELDS.items())
    characters = f"{counts.characters:,} characters"
    published = f", published {' to '.join(counts.days)}" if counts.days[1] else ""
    return f"""---
language:
- zh
pretty_name: {name}
task_categories:
- text-generation
size_categories:
- {size}
license: other
configs:
- config_name: default
  data_files:
{listed}
---

# {name}

{counts.speeches:,} Chinese speeches and official texts, {characters}{published}.
Collected and cleaned by Yanlu.

| site | speeches |
|---|--:|
{sites}

## Licence

The texts belong to their authors and publishers; `url` says where each was published. Whoever
passes them on answers for the right to do so.

## Fields

| field | what it holds |
|---|---|
{fields}
"""
