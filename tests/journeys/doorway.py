"""A door before the site that notes all that comes through it, and that can be closed: then the site is gone."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

HOST = "127.0.0.1"
# Of a connection, not of what is sent over it.
OWN_HEADS = {"connection", "keep-alive", "transfer-encoding", "host", "content-length"}


@dataclass
class Passed:
    """One request as it came over the wire."""

    method: str
    path: str
    heads: dict[str, str]
    body: bytes


@dataclass
class Doorway:
    """`passed` are the requests so far; `answers` are given instead of the site's, by path."""

    address: str
    server: ThreadingHTTPServer
    passed: list[Passed] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)

    def close(self) -> None:
        """Nobody listens there any more."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def doorway_to(site: str) -> Iterator[Doorway]:
    target = urlsplit(site)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            door.passed.append(Passed(self.command, self.path, dict(self.headers), body))
            if self.path in door.answers:
                self.give(200, {"Content-Type": "text/plain"}, door.answers[self.path])
                return
            heads = {name: value for name, value in self.headers.items() if name.lower() not in OWN_HEADS}
            connection = http.client.HTTPConnection(target.hostname, target.port, timeout=30)
            try:
                connection.request(self.command, self.path, body, {**heads, "Host": f"{HOST}:{target.port}"})
                answer = connection.getresponse()
                self.give(answer.status, dict(answer.getheaders()), answer.read())
            finally:
                connection.close()

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_POST(self) -> None:
            self.do_GET()

        def give(self, status: int, heads: dict[str, str], content: bytes) -> None:
            self.send_response_only(status)
            for name, value in heads.items():
                if name.lower() not in OWN_HEADS:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """What passed is in `passed`."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    door = Doorway(f"http://{HOST}:{server.server_port}", server)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield door
    finally:
        door.close()
        thread.join(10)
