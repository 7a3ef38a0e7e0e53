"""A site whose list and articles are built by script, and scripts that want what they may not."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.big_site import article_page

LIST = """<!DOCTYPE html><meta charset="gb2312"><title>讲话稿</title>
<link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.png">
<div id="app"></div><img src="/photo.png"><video src="/film.mp4"></video>
<script>
fetch('/api/list').then(r => r.json()).then(all => {
  document.getElementById('app').innerHTML = '<ul>' + all.map(
    a => `<li><a href="${a.url}">${a.title}</a> 2024-01-01</li>`).join('') + '</ul>';
});
</script>"""
ARTICLE = """<!DOCTYPE html><meta charset="utf-8"><title>讲话网</title><body><script src="/app.js">
</script></body>"""
APP = """
fetch('/api' + location.pathname).then(r => r.text()).then(text => setTimeout(() => {
  const whole = new DOMParser().parseFromString(text, 'text/html');
  document.title = whole.title;
  document.body.innerHTML = whole.body.innerHTML;
}, 200));
"""
CURIOUS = """<!DOCTYPE html><title>讲话网</title><script>
for (const url of {urls})
  fetch(url, {{mode: 'no-cors'}}).catch(() => 0);
new WebSocket('ws://{secret}/socket');
navigator.sendBeacon('http://{secret}/beacon');
</script>"""
STUCK = "<!DOCTYPE html><title>讲话网</title><script>while (true) {}</script>"
ENDLESS = """<!DOCTYPE html><title>讲话网</title><script>
for (;;) document.write('我们要认真落实'.repeat(100000));</script>"""
AWAY = "<!DOCTYPE html><title>讲话网</title><script>location.href = '/a/4.html'</script>"
INSIDE = "<!DOCTYPE html><title>讲话网</title><script>location.href = 'http://{secret}/x'</script>"


class Server(ThreadingHTTPServer):
    """Answers by path; a value that begins with `>` is a redirect. `requests` has the paths."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, pages: dict[str, str], host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.pages = pages
        self.requests: list[str] = []
        self.authority = f"{host}:{self.server_port}"
        self.most_at_once = self.at_once = 0
        self.lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        server = self.server
        with server.lock:
            server.requests.append(self.path)
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            self.answer(server.pages.get(self.path, ""))
        finally:
            with server.lock:
                server.at_once -= 1

    def answer(self, text: str) -> None:
        body = text.encode()
        status = 200 if text else 404
        if text.startswith(">"):
            status, body = 302, b""
        self.send_response(status)
        if status == 302:
            self.send_header("Location", text[1:])
        name = self.path.partition("?")[0]
        kind = "text/javascript" if name.endswith(".js") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: `Server.requests` is the log."""


def script_site(secret: str) -> dict[str, str]:
    """Return the site by path; `secret` is where its curious pages want to get."""
    urls = [f"http://{secret}/data", "/bounce", "file:///etc/passwd", f"http://{secret}/a.js"]
    entries = [
        {"url": f"/a/{number}.html", "title": f"在第{number}次会议上的讲话"} for number in range(4)
    ]
    names = ("curious", "stuck", "endless", "away", "inside")
    entries += [{"url": f"/a/{name}.html", "title": f"{name}会议上的讲话"} for name in names]
    pages = {
        "/": LIST,
        "/api/list": json.dumps(entries),
        "/app.js": APP,
        "/style.css": "body {}",
        "/bounce": f">http://{secret}/bounced",
        "/a/curious.html": CURIOUS.format(urls=json.dumps(urls), secret=secret),
        "/a/stuck.html": STUCK,
        "/a/endless.html": ENDLESS,
        "/a/away.html": AWAY,
        "/a/inside.html": INSIDE.format(secret=secret),
    }
    for number in range(5):
        pages[f"/a/{number}.html"] = ARTICLE
        pages[f"/api/a/{number}.html"] = article_page(number)
    return pages


@contextmanager
def serve(pages: dict[str, str], host: str = "127.0.0.1") -> Iterator[Server]:
    with Server(pages, host) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
