"""make demo: the whole path on the bundled sample site, then what to try next."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from crawler.sample.server import HOST, SampleServer
from crawler.settings import ROOT

PORT = 8017
"""Tried first, so that a second demo finds the same site; any free one does."""

FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
NEXT = """
What to try next (activate the environment first: source .venv/bin/activate):
  scrapy search 教育                    search by any characters, one or many
  scrapy browse                         read them in a browser
  scrapy export speeches.jsonl.gz       take the texts further
  scrapy probe http://www.example.com/  what we make of a page
  scrapy crawl generic -a url=http://www.example.com/   crawl a real site
  make help                             everything else
"""


def sample_server() -> SampleServer:
    """Return the sample site's server on the usual port, or on a free one when that is taken."""
    try:
        return SampleServer(PORT)
    except OSError:
        return SampleServer()


def scrapy(*words: str) -> int:
    """Run one of our commands as a user would, and return its exit code."""
    print(f"\n$ scrapy {' '.join(words)}", flush=True)
    environment = os.environ | {"YANLU_ALLOW_PRIVATE_HOSTS": HOST}
    program = Path(sys.executable).with_name("scrapy")
    return subprocess.run([program, *words], cwd=ROOT, env=environment).returncode


def main() -> int:
    with sample_server() as server:
        print(f"The sample site is at {server.url}/")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        code = scrapy("crawl", "mingyue", "-a", f"url={server.url}/", *FAST)
        if not sys.stdout.isatty():  # on a terminal the crawl has shown its report
            scrapy("report", "mingyue")
        scrapy("search", "园区 企业", "--limit", "3")
    print(NEXT if code == 0 else f"The crawl ended with exit code {code}.")
    return code


if __name__ == "__main__":
    sys.exit(main())
