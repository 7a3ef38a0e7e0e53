"""How much memory a process and its children take at most, as Linux counts it."""

import threading
import time
from contextlib import suppress
from pathlib import Path


class Peak(threading.Thread):
    """Watches a process until it ends; `own` and `with_children` are its most, in MB."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self._process = process
        self.own = self.with_children = 0
        self.start()

    def run(self):
        while self._process.poll() is None:
            family = [self._process.pid, *children(self._process.pid)]
            self.own = max(self.own, held(family[0], "VmHWM"))
            self.with_children = max(self.with_children, sum(held(pid, "VmRSS") for pid in family))
            time.sleep(0.05)


def children(pid):
    found = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


def held(pid, what):
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(what):
                return int(line.split()[1]) // 1024
    return 0
