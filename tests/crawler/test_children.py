"""Children answer many tasks at once; one that ends takes only its own task along."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from crawler.settings import ROOT
from crawler.workers import children
from crawler.workers.bounded import STOPS
from crawler.workers.children import AHEAD, Child, ChildEnded, Children, bounded, cores


def work(what, *details):
    """What a child does in these tests."""
    if what == "end":
        os._exit(7)
    if what == "fail":
        raise KeyError(*details)
    if what == "compute":
        while True:
            pass
    if what == "wait":
        signal.pause()
    return what, *map(len, details)


async def asked(workers, seconds, *tasks):
    """What comes of tasks that are asked all at once."""
    with closing(_Children(workers, work)) as children:
        return await asyncio.gather(
            *(children.ask(seconds, task) for task in tasks), return_exceptions=True
        )


class _Children(Children):
    close = Children.end


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_only_the_task_is_lost_that_a_child_ends_of(workers):
    large = "甲" * AHEAD
    tasks = [("one",), ("end",), ("two", "ab"), ("fail", "key"), ("large", large), ("large", large)]
    one, end, two, fail, *rest = asyncio.run(asked(workers, 5.0, *tasks, ("end",), ("three",)))
    assert (one, two) == (("one",), ("two", 2))
    assert isinstance(end, ChildEnded)
    assert end.exitcode == 7
    assert isinstance(fail, KeyError)
    assert fail.args == ("key",)
    assert "test_children.py" in fail.__notes__[0]
    assert rest[:2] == [("large", AHEAD)] * 2
    assert rest[3] == ("three",)


def test_a_task_has_its_time():
    computes, waits, good = asyncio.run(asked(1, 0.4, ("compute",), ("wait",), ("good",)))
    if isinstance(computes, ChildEnded):
        assert computes.exitcode == -signal.SIGPROF
    else:  # a machine so busy that its time was up before its share of CPU
        assert isinstance(computes, TimeoutError)
    assert isinstance(waits, TimeoutError)
    assert good == ("good",)


_SCRIPT = """
import asyncio, scrapy

async def ask():
    print(await Children(1, eval).ask(5.0, ("'scrapy' in __import__('sys').modules",)))

if __name__ == "__main__":
    from crawler.workers.children import Children
    asyncio.run(ask())
"""


@pytest.mark.parametrize(("name", "loaded"), [("scrapy", "False"), ("other.py", "True")])
def test_a_child_does_not_load_the_script_of_scrapy(tmp_path, name, loaded):
    (tmp_path / name).write_text(_SCRIPT)
    ran = subprocess.run(
        [sys.executable, tmp_path / name],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == loaded


@pytest.mark.parametrize("number", STOPS)
def test_a_child_does_not_mind_what_stops_us_while_it_starts(capfd, number):
    child = Child(work, children.MOST_MEMORY)
    os.kill(child._process.pid, number)
    assert child._pipe.recv_bytes() == b"ready"
    child.end()
    assert capfd.readouterr().err == ""


def test_a_child_that_nobody_hears_ends_without_a_word(capfd):
    child = Child(work, children.MOST_MEMORY)
    child._pipe.close()
    child._process.join()
    assert capfd.readouterr().err == ""


def test_no_more_children_than_are_of_use():
    assert bounded(100_000) == min(2 * cores(), children.MOST_CHILDREN)
    assert (bounded(1), bounded(0), bounded(-3)) == (1, 1, 1)


def test_ctrl_c_before_a_command_has_begun_is_one_line():
    code = "import crawler.settings; raise KeyboardInterrupt"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "yanlu: stopped\n")
