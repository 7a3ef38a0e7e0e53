"""A site that answers whatever a test says, page by page, and differently the next time."""

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

SENTENCES = (
    "{0}月份以来，我们把{1}放在心上，一件一件地抓，抓出了一些成效。",
    "大家都知道，{1}不是一句空话，要落到每个岗位、每个环节，第{0}次会议已经讲过。",
    "下一步要继续在{1}上下功夫，力争年底前完成{0}项任务，不辜负群众的期望。",
)


@dataclass(frozen=True)
class Answer:
    body: str | bytes = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def text_of(number, paragraphs=4):
    """Paragraphs that no other number has."""
    subjects = ("防汛准备", "教育质量", "园区建设", "消防安全", "志愿服务", "乡村道路")
    return [
        SENTENCES[k % 3].format(number * 7 + k, subjects[(number + k) % 6]) * 2
        for k in range(paragraphs)
    ]


def article(number, paragraphs=None, links=""):
    text = "".join(f"<p>{p}</p>" for p in (paragraphs or text_of(number)))
    return Answer(
        f"<html><head><title>在第{number}次会议上的讲话</title></head><body>"
        f"<h1>在第{number}次会议上的讲话</h1><div class='content'>{text}</div>{links}</body></html>"
    )


def listing(*targets):
    entries = "".join(f'<li><a href="{t}">在会议上的讲话 {t}</a> 2024-01-01</li>' for t in targets)
    return Answer(f"<html><head><title>讲话稿</title></head><body><ul>{entries}</ul></body></html>")


def redirect(to, status=302):
    return Answer(status=status, headers={"Location": to})


class OddSite(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages = {}
        self.asked = Counter()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """Clients may leave in mid-answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sent: dict[str, str] | None = None

    def do_GET(self):
        self.server.asked[self.path] += 1
        answer = self.server.pages.get(self.path, Answer("没有这个页面", 404))
        answer = answer(self) if callable(answer) else answer
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        headers = {"Content-Type": "text/html; charset=utf-8"} | answer.headers
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.sent = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        self.do_GET()

    def log_message(self, format, *args):
        """Nothing: `asked` is the log."""


@contextmanager
def serve():
    with OddSite() as site:
        threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield site
        finally:
            site.shutdown()
