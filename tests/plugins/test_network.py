"""Tests reach this machine and nothing else."""

import os
import socket
import subprocess
import sys

import pytest
from pytest_socket import SocketConnectBlockedError

# An address that belongs to nobody (RFC 5737): where it is not refused, the attempt runs into its time-out.
OUTSIDE = ("192.0.2.1", 80)


def test_a_test_reaches_nobody_outside() -> None:
    # The refusal warns before it is raised, and a warning is an error here.
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=OUTSIDE[0]):
        socket.create_connection(OUTSIDE, timeout=0.2)


def test_a_test_reaches_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_the_running_site_reaches_nobody_outside() -> None:
    source = f"import django, socket; django.setup(); socket.create_connection({OUTSIDE}, timeout=0.2)"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.plugins.live_settings",
        "SITE_URL": "http://localhost",
    }
    site = subprocess.run([sys.executable, "-c", source], env=environment, capture_output=True, text=True, check=False)
    assert "SocketConnectBlockedError" in site.stderr
