"""Children that never outlive the process that started them.

A child is started through this file, which prepares the new process and then becomes the command. Preparing there, and
not between fork and exec of the parent, keeps it safe in a parent that has threads. Standard library only.

The kernel watches the *thread* that started the child: start children from the main thread.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
OVERFLOW_ID = 65534

# Who the child is: the user that starts it, that same user seen as an ordinary one, or the system's `nobody`.
SAME_USER, NAMESPACE, NOBODY = "same-user", "namespace", "nobody"


def start_child(
    command: Sequence[str | Path],
    *,
    death_signal: signal.Signals = signal.SIGTERM,
    identity: str = SAME_USER,
    **popen: Any,
) -> "subprocess.Popen[Any]":
    """Start `command` so that it gets `death_signal` when this process dies, however it dies.

    The child has a process group of its own: Ctrl-C reaches the supervisor alone, which stops its children in order.
    """
    words = [str(word) for word in command]
    return subprocess.Popen(
        [*launcher(identity), str(os.getpid()), str(int(death_signal)), *words], start_new_session=True, **popen
    )


def launcher(identity: str) -> list[str]:
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), identity]


def enter_user_namespace() -> None:
    """Let root be an ordinary user for the command: PostgreSQL refuses root, and files still belong to root."""
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are blocked here")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{OVERFLOW_ID} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{OVERFLOW_ID} {gid} 1")


def become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    os.environ["HOME"] = "/"


def end_with_parent(death_signal: int, parent: int) -> None:
    """Ask the kernel for `death_signal` when `parent`, which must be the parent, dies. Linux only."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    # The parent may have died before the kernel was asked.
    if os.getppid() != parent:
        sys.exit(1)


def main() -> None:
    identity, parent, death_signal, *command = sys.argv[1:]
    if identity == NAMESPACE:
        enter_user_namespace()
    elif identity == NOBODY:
        become_nobody()
    # After the change of user, because that change clears the request.
    end_with_parent(int(death_signal), int(parent))
    os.execvp(command[0], command)  # noqa: S606 - becoming the command is the purpose; no shell is wanted


if __name__ == "__main__":
    main()
