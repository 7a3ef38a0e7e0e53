"""scrapy sample: serve the bundled sample site, to try everything without the internet."""

import argparse
from contextlib import suppress

from crawler.command import YanluCommand, port
from crawler.console import fail
from crawler.sample.server import SampleServer


class Command(YanluCommand):
    examples = """\
scrapy sample                 on a free port; says which
scrapy sample --port 8017     then, in another terminal:
YANLU_ALLOW_PRIVATE_HOSTS=127.0.0.1 scrapy crawl mingyue -a url=http://127.0.0.1:8017/"""

    def syntax(self) -> str:
        return "[--port N]"

    def short_desc(self) -> str:
        return "Serve the bundled sample site on loopback"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--port", type=port, default=0, metavar="N", help="port to listen on (a free one)"
        )

    def act(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse(f"takes no argument, not {args[0]}")
        try:
            with SampleServer(opts.port) as server:
                print(f"{server.url}/  (Ctrl-C ends)", flush=True)
                with suppress(KeyboardInterrupt):
                    server.serve_forever()
        except OSError as error:
            fail(f"cannot serve on port {opts.port}: {error}")
