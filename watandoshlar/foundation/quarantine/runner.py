"""`python runner.py BYTES SECONDS examiner.py [argument …] < content` answers with JSON, from a process that may die.

A file of 1 MB can be made to unpack to gigabytes, or to compute for hours: the limits are set before anything is read.
"""

import json
import resource
import runpy
import sys


def main() -> None:
    memory, seconds, examiner, *arguments = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    examine = runpy.run_path(examiner)["examine"]
    sys.stdout.write(json.dumps(examine(sys.stdin.buffer.read(), *arguments)))


if __name__ == "__main__":
    main()
