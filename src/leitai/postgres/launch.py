"""What one start of a server needs to know, and how its programs are called."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.postgres.account import Account
from leitai.postgres.binaries import Binaries
from leitai.postgres.errors import PostgresError
from leitai.postgres.locks import open_own
from leitai.postgres.place import Place
from leitai.postgres.tuning import data_argument

TAIL = 2000
LONGEST = 180
SCANTY = 100 << 20


@dataclass(frozen=True, slots=True)
class Launch:
    """Where, as whom, with which programs and extra settings, and until when (of `time.monotonic`)."""

    place: Place
    account: Account
    binaries: Binaries
    settings: Mapping[str, str]
    deadline: float

    def command(self, program: str, folder: Path, *options: str) -> list[str]:
        """The command that runs `program` on the cluster in `folder`, to be started inside that folder."""
        return [str(self.binaries.program(program)), "-D", data_argument(folder), *options]

    def run(self, command: Sequence[str], folder: Path, words: str, inherited: Sequence[int]) -> None:
        """Run `command` inside `folder` as the server's account, telling it `words`; its answers go to the log."""
        begin = self.log_size()
        output = self.open_log()
        try:
            done = subprocess.run(
                command,
                input=words.encode(),
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=environment(),
                user=self.account.uid if self.account.is_other else None,
                group=self.account.gid if self.account.is_other else None,
                extra_groups=[] if self.account.is_other else None,
                pass_fds=inherited,
                start_new_session=True,
                umask=0o077,
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PostgresError(f"{command[0]} took over {LONGEST} s; see {self.place.log}") from error
        finally:
            os.close(output)
        if done.returncode != 0:
            raise PostgresError(f"{Path(command[0]).name} failed in {self.place.root}:\n{self.last_words(begin)}")

    def open_log(self) -> int:
        """A descriptor that appends to the log."""
        return open_own(self.place.log, self.account, os.O_WRONLY | os.O_APPEND)

    def log_size(self) -> int:
        """Bytes in the log."""
        return self.place.log.stat().st_size if self.place.log.exists() else 0

    def last_words(self, begin: int) -> str:
        """The end of what was written to the log after byte `begin`, and whether the disk is full."""
        free = shutil.disk_usage(self.place.root).free
        full = f"\n(only {free >> 20} MB are free on this disk)" if free < SCANTY else ""
        return _tail(self.place.log, begin) + full


def environment() -> dict[str, str]:
    """All that the server's processes see of ours: none of the secrets that a web process keeps there."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _tail(log: Path, begin: int) -> str:
    """The end of what was written to `log` after byte `begin`, at most TAIL bytes."""
    if not log.exists():
        return "(it said nothing)"
    with log.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(begin, size - TAIL))
        return stream.read().decode("utf-8", errors="replace").strip() or "(it said nothing)"
