"""A site on this machine that a test can make redirect, stall, refuse, lie and loop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, dict[str, str], bytes]
Asked = dict[str, str]


@dataclass
class Site:
    """What a site answers by path, one after another and the last for ever, and what it was asked."""

    url: str = ""
    answers: dict[str, list[Answer | Callable[[Asked], Answer]]] = field(default_factory=dict)
    asked: list[tuple[str, Asked]] = field(default_factory=list)
    # Seconds that a path takes to answer, and between two bytes of its answer.
    stalls: dict[str, float] = field(default_factory=dict)
    drips: dict[str, float] = field(default_factory=dict)
    at_work: int = 0
    most_at_work: int = 0

    def put(self, path: str, *answers: Answer | Callable[[Asked], Answer]) -> str:
        """Sets what a path answers, and gives its address."""
        self.answers[path] = list(answers)
        return self.url + path

    def page(self, path: str, body: bytes | str, **headers: str) -> str:
        """A path that answers with a page."""
        raw = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.put(path, (200, {"Content-Type": "text/html; charset=utf-8", **named}, raw))

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]

    def next_answer(self, path: str, headers: Asked) -> Answer:
        waiting = self.answers.get(path, [(404, {}, b"")])
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return answer(headers) if callable(answer) else answer


def make_handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.at_work += 1
            site.most_at_work = max(site.most_at_work, site.at_work)
            site.asked.append((self.path, dict(self.headers.items())))
            time.sleep(site.stalls.get(self.path, 0.0))
            status, headers, body = site.next_answer(self.path, dict(self.headers.items()))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.send_body(body, site.drips.get(self.path, 0.0))
            site.at_work -= 1

        def send_body(self, body: bytes, pause: float) -> None:
            try:
                for at in range(0, len(body), 1 if pause else len(body) or 1):
                    self.wfile.write(body[at : at + 1] if pause else body)
                    self.wfile.flush()
                    time.sleep(pause)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def serve_site() -> Iterator[Site]:
    """A site that is up as long as it is needed."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), make_handler(site))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
