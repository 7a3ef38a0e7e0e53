"""`python -m crawler.sample [port]` serves the sample site."""

import sys

from crawler.sample.server import HOST, serve_forever

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
print(f"明月秘书网 (sample): http://{HOST}:{port}/  Ctrl-C stops it")
serve_forever(port)
