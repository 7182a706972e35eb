"""The client process of `bench`: reads an Order as JSON, sends it over several connections, writes an Outcome.

A process of its own, so that its work is not counted as the platform's.
"""

import http.client
import json
import sys
import time
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlencode

from tests.load.requests_to_send import Order, Outcome, Request, requests_of, to_json

ANSWER_SECONDS = 30


class Sender(Thread):
    """One connection that is kept open, as a browser does."""

    def __init__(self, order: Order, waiting: "SimpleQueue[Request]", deadline: float) -> None:
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection(order.host, order.port, timeout=ANSWER_SECONDS)
        self.waiting = waiting
        self.deadline = deadline
        self.milliseconds: list[float] = []
        self.locations: dict[str, str] = {}
        self.wrong: list[str] = []

    def run(self) -> None:
        while time.monotonic() < self.deadline:
            try:
                request = self.waiting.get_nowait()
            except Empty:
                break
            try:
                self.send(request)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{request.method} {request.path}: {error!r}")
                self.connection.close()
        self.connection.close()

    def send(self, request: Request) -> None:
        body = urlencode(request.form, doseq=True) if request.method == "POST" else None
        headers = {"Accept-Encoding": "gzip"}
        if request.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in request.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(request.method, request.path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        if answer.status != request.status:
            self.wrong.append(f"{request.method} {request.path}: {answer.status} {answer.getheader('Location', '')}")
        self.locations[request.path] = answer.getheader("Location") or ""


def send_all(order: Order) -> Outcome:
    waiting: SimpleQueue[Request] = SimpleQueue()
    for request in order.requests:
        waiting.put(request)
    began = time.monotonic()
    senders = [Sender(order, waiting, began + order.seconds) for _ in range(order.connections)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return Outcome(
        seconds=time.monotonic() - began,
        milliseconds=[one for sender in senders for one in sender.milliseconds],
        locations={path: place for sender in senders for path, place in sender.locations.items()},
        wrong=[one for sender in senders for one in sender.wrong],
    )


def main() -> None:
    raw = json.load(sys.stdin)
    sys.stdout.write(to_json(send_all(Order(**{**raw, "requests": requests_of(raw["requests"])}))))


if __name__ == "__main__":
    main()
