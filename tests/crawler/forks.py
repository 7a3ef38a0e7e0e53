"""Commands in forks of one process that has loaded Scrapy and ours.

A command takes .9 s of CPU to start, nearly all of it to load the same modules. Each is still a
process of its own, with its own settings, environment, output and end; those that a test starts
by itself, and those with an environment or limits of their own, begin at the script `scrapy`.
"""

import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRAPY = str(Path(sys.executable).with_name("scrapy"))
SETTINGS = "crawler.settings"
"""It reads the environment, so each command loads it anew."""

LOADED = (
    *(f"crawler.commands.{file.stem}" for file in (ROOT / "crawler/commands").glob("[a-z]*.py")),
    *(f"scrapy.commands.{name}" for name in ("bench", "check", "genspider", "parse", "shell")),
    *("scrapy.cmdline", "scrapy.extensions.telnet", "scrapy.downloadermiddlewares.cookies"),
    *("crawler.spiders.site", "crawler.network.connections", "crawler.pacing.robots"),
)
SIZE = 4


class Forks:
    """The process that forks; it ends with us, at the latest."""

    def __init__(self):
        self._ours, theirs = socket.socketpair()
        words = [sys.executable, "-m", __name__, str(theirs.fileno())]
        self._process = subprocess.Popen(words, cwd=ROOT, pass_fds=[theirs.fileno()])
        theirs.close()

    def run(self, words, environment, seconds):
        """Run a command to its end; return its exit code, and what it wrote to both outputs."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            message = json.dumps([words, environment]).encode()
            outputs = [out.fileno(), err.fileno()]
            socket.send_fds(self._ours, [len(message).to_bytes(SIZE)], outputs)
            self._ours.sendall(message)
            pid = self._number()
            self._ours.settimeout(seconds)
            try:
                code = self._number()
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                self._ours.settimeout(None)
                self._number()
                raise
            self._ours.settimeout(None)
            for written in (out, err):
                written.seek(0)
            return code, out.read(), err.read()

    def close(self):
        self._ours.close()
        self._process.wait()

    def _number(self):
        return int.from_bytes(receive(self._ours, SIZE), signed=True)


def receive(connection, size):
    found = connection.recv(size, socket.MSG_WAITALL)
    if len(found) < size:
        raise EOFError("the other process has ended")
    return found


def serve(connection):
    """Fork for each command that is asked for, until nobody asks; say how each ended."""
    for name in LOADED:
        importlib.import_module(name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for pytest
    gc.freeze()  # no fork looks through what all of them share, and so makes it its own
    while True:
        head, outputs, _, _ = socket.recv_fds(connection, SIZE, 2)
        if not head:
            return
        words, environment = json.loads(receive(connection, int.from_bytes(head)))
        pid = os.fork()
        if pid == 0:
            connection.close()
            become(words, environment, *outputs)
        for output in outputs:
            os.close(output)
        connection.sendall(pid.to_bytes(SIZE))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        connection.sendall(code.to_bytes(SIZE, signed=True))


def become(words, environment, out, err):
    """Do what the script `scrapy` does, and end."""
    for ours, standard in ((out, 1), (err, 2)):
        os.dup2(ours, standard)
        os.close(ours)
    os.environ.clear()
    os.environ.update(environment)
    main = sys.modules["__main__"]
    main.__spec__, main.__file__, sys.argv = None, SCRAPY, [SCRAPY, *words]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    del sys.modules[SETTINGS]
    sys.exit(importlib.import_module("scrapy.cmdline").execute())


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
