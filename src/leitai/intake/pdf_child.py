"""Runs alone, in a process with little memory and time: reads a PDF from stdin, writes the text of its pages.

Not imported by the platform: a hostile file may take this process with it, and this one may go.
"""

import io
import resource
import sys

MEMORY = 1 << 30
SECONDS = 20
MOST_PAGES = 300


def main() -> None:
    """Read stdin, write stdout."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from pypdf import PdfReader  # noqa: PLC0415  # under the limits, not before them

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    pages = (page.extract_text() for page in reader.pages[:MOST_PAGES])
    sys.stdout.write("\n".join(pages))


if __name__ == "__main__":
    main()
