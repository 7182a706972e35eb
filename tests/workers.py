"""A real worker of the queue for tests."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app


def work_off_jobs() -> None:
    """Let a worker do what is due now, and wait for it.

    In a thread of its own: a test process that drives a browser has an event loop already, and a worker wants its own.
    """
    with app.replace_connector(app.connector.get_worker_connector()), ThreadPoolExecutor(1) as thread:
        thread.submit(app.run_worker, wait=False, install_signal_handlers=False, listen_notify=False).result()
