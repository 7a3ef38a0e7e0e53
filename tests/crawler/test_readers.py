"""A page that kills its reader is one page lost, and all others come in their order."""

import os

from cleaners.model import Rejected
from crawler.workers.readers import CHUNK, Readers


def read(task):
    if task == "dies":
        os._exit(7)
    if task == "hangs":
        while True:
            pass
    if task == "takes memory":
        return len(b" " * (2 << 30))
    if task == "raises":
        raise ZeroDivisionError
    return task


def test_a_task_that_a_child_dies_of_is_named_and_the_others_are_done():
    bad = {
        "dies": "parser_died",
        "hangs": "parser_stuck",
        "takes memory": "parser_memory",
        "raises": "parser_error",
    }
    tasks = [*(f"task {n}" for n in range(3 * CHUNK)), *bad, "last"]
    with Readers(2, 0.5) as readers:
        found = list(readers.map(read, tasks, str))
    assert [task for task, _ in found] == tasks
    lost = {task: result.reason for task, result in found if isinstance(result, Rejected)}
    assert lost == bad
    assert all(task == result for task, result in found if task not in bad)


def test_nothing_to_do_starts_nothing():
    with Readers(2, 0.5) as readers:
        assert list(readers.map(read, [], str)) == []
