#!/usr/bin/env python3
"""The platform on this machine, from nothing: `make run`. Needs Python 3.11 or later and nothing else.

    run.py                   environment, database, demonstration data, web and worker; until Ctrl-C
    run.py environment       only the environment in .venv, as `make run` needs it
    run.py environment dev   the same with what tests and checks need

Written so that an old Python can still read it and say what is missing.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
ALTERNATIVES = ("python3.14", "python3.13", "python3.12", "python3.11")


def change_to_newer_python():
    """Go on with a newer Python of this machine, or say how to get one."""
    for name in ALTERNATIVES:
        path = shutil.which(name)
        if path:
            os.execv(path, [path] + sys.argv)  # noqa: S606, RUF005 - becoming the newer Python, in words an old one reads
    sys.exit(
        "Python 3.11 or later is needed; this is Python %d.%d. On Debian and Ubuntu: sudo apt-get install python3.11"  # noqa: UP031 - an old Python reads this
        % sys.version_info[:2]
    )


def main():
    if sys.version_info < OLDEST:
        change_to_newer_python()
    from config.environment import main as environment

    environment(sys.argv[1:])


if __name__ == "__main__":
    main()
