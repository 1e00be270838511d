"""Runs alone, in a process with little memory and time: lets one reader turn the bytes of stdin into text on stdout.

Called with the reader's file, the function there, its seconds and the most characters it may write. Not imported by
the platform: a hostile file may take this process with it, and this one may go.
"""

import resource
import runpy
import sys

MEMORY = 1 << 30
TOO_MUCH = 3


def main() -> None:
    """Read stdin, write stdout; ends with TOO_MUCH where the text is too long."""
    sys.dont_write_bytecode = True  # a file cut off at the limit below would break its module for everybody
    reader, function, seconds, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 4 * most),
    ):
        resource.setrlimit(kind, (limit, limit))
    text: str = runpy.run_path(reader)[function](sys.stdin.buffer.read())
    if len(text) > most:
        sys.exit(TOO_MUCH)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
