"""How fast the corpus is written to a file: python -m benchmarks.export [--documents 20000]

Fills a corpus with generated speeches of 2,000 characters with headings, tags and all that is known
of a real one, straight into the tables; of every ten, so many are copies of others as --copies says
(0 to 9). Then every format is written `--rounds` times, the formats in turn; the best counts. CPU
time is what this process used: other work on the machine does not change it.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.copies import Writer
from crawler.sample.manuscripts import manuscripts
from pipelines.export import export
from pipelines.exporting.targets import target
from pipelines.selection import EVERYTHING
from pipelines.sqlite import SqliteCorpus
from pipelines.storage.database import writing

NAMES = ("out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.csv", "out.md", "out.parquet")
BATCH = 1_000
SIGNALS = {
    "characters": 2000,
    "han": 0.91,
    "placeholders": 0.0,
    "mojibake": 0.0,
    "repetition": 0.01,
    "residue": 0.0,
    "complete": True,
}


def speeches(characters: int, copies: int) -> Iterator[dict[str, object]]:
    """Yield rows of the table `speeches`."""
    writer = Writer([text.body for text in manuscripts().values()], seed=1)
    number = 0
    while True:
        number += 1
        paragraphs = [f"{head}、{writer.subject()}" for head in "一二三四五六"]
        while sum(map(len, paragraphs)) < characters:
            at = writer.chance.randrange(len(paragraphs)) + 1
            paragraphs.insert(at, writer.paragraph())
        body = "\n".join(paragraphs)
        outline = [[1, line, body.index(line)] for line in paragraphs if line[1] == "、"]
        yield {
            "id": number,
            "content_hash": number.to_bytes(32, "big"),
            "title": f"在{writer.occasion()}上的讲话",
            "published": f"20{number % 20:02}-03-04T09:30:00+08:00",
            "source": "本站",
            "speaker": "张明",
            "category": ("发言稿", "讲话稿", "心得体会")[number % 3],
            "tags": json.dumps(["教育", "述职", "县域经济"], ensure_ascii=False),
            "views": number,
            "url": f"http://a.cn/fayan/{number}.html",
            "site": "a",
            "quality": 0.93,
            "complete": 1,
            "characters": characters,
            "added_at": "2026-01-01T00:00:00.000Z",
            "outline": json.dumps(outline, ensure_ascii=False),
            "body": body,
            "salutation": "[0, 5]",
            "closing": "[1990, 1995]",
            "occasion": "工作会议",
            "place": None,
            "signals": json.dumps(SIGNALS),
            "copy_of": number - number % 10 if 0 < number % 10 <= copies and number > 9 else None,
        }


def fill(connection: sqlite3.Connection, rows: Iterator[dict[str, object]]) -> bool:
    """Insert the next rows with an address each; return whether there were any."""
    batch = list(islice(rows, BATCH))
    if batch:
        names = list(batch[0])
        asked = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO speeches ({', '.join(names)}) VALUES ({asked})", batch)
        connection.executemany(
            "INSERT INTO sightings (url, speech_id, site, match, similarity, seen_at)"
            " VALUES (:url, :id, :site, 'first', 1.0, :added_at)",
            batch,
        )
    return bool(batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=2_000)
    parser.add_argument("--copies", type=int, choices=range(10), default=0, help="of every ten")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, SqliteCorpus(Path(name) / "corpus.db") as corpus:
        rows = islice(speeches(options.characters, options.copies), options.documents)
        more = True
        while more:
            with writing(corpus.connection, corpus.path):
                more = fill(corpus.connection, rows)
        best: dict[str, tuple[float, float]] = {}
        for _ in range(options.rounds):
            for file in NAMES:
                clock, cpu = time.perf_counter(), time.process_time()
                done = export(corpus, target(Path(name) / file), EVERYTHING)
                took = (
                    done.count / (time.perf_counter() - clock),
                    done.count / (time.process_time() - cpu),
                )
                best[file] = max(took, best.get(file, took))
        for file, (by_clock, by_cpu) in best.items():
            size = (Path(name) / file).stat().st_size / options.documents
            print(f"{file}: {by_cpu:,.0f}/s of CPU, {by_clock:,.0f}/s by the clock, {size:,.0f} B")


if __name__ == "__main__":
    main()
