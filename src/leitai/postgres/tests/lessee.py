"""Another process that holds a lease: it obeys words on its standard input, one a line, and answers each."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from leitai.postgres import lease


@dataclass(frozen=True)
class Lessee:
    """The near end of such a process."""

    process: subprocess.Popen[str]

    def answer(self) -> str:
        """Its next line; empty when it is gone."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def say(self, word: str) -> None:
        """Tell it `close` or `write`."""
        assert self.process.stdin
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()


@contextmanager
def lessee(data_dir: Path) -> Iterator[Lessee]:
    """Start one on `data_dir`; its first answer is the url. It is killed at the end if it still lives."""
    command = [sys.executable, "-m", __name__, str(data_dir)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield Lessee(process)
        finally:
            process.kill()


def write_for_ever(url: str) -> None:
    """Insert 1, 2, 3, … and print each number when its commit was acknowledged."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS written")
        connection.execute("CREATE TABLE written (number integer)")
        number = 0
        while True:
            number += 1
            connection.execute("INSERT INTO written VALUES (%s)", [number])
            print(number, flush=True)  # noqa: T201


def main() -> None:
    with lease(Path(sys.argv[1])) as held:
        print(held.url, flush=True)  # noqa: T201
        if sys.stdin.readline().strip() == "write":
            write_for_ever(held.url)


if __name__ == "__main__":
    main()
