"""Benchmarks on little: what they measure is where they look for it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("store", ["--texts", "60", "--length", "200"], "by CPU time"),
        ("export", ["--documents", "60", "--characters", "200", "--rounds", "1"], "out.jsonl"),
        ("search", ["--documents", "500"], "index / text"),
        ("memory", ["--planted"], "memory after the rules takes"),
    ],
)
def test_a_benchmark_runs_on_little(name, options, told):
    command = [sys.executable, "-m", f"benchmarks.{name}", *options]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    assert told in run.stdout
