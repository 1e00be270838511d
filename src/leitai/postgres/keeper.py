"""The keeper: a small process of its own session, parent of the server, that stops it when the last lease is gone.

Run as a script by `server.py`, never imported: it must start fast and depend on nothing. Its working folder is the
cluster, its output the log. Arguments: descriptor of lease.lock (an open file description of its own), descriptor of
server.lock (held, inherited by the server), user id, group id (-1: stay who we are), socket folder, then the
server's command.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import sys
import threading
import time
from typing import NoReturn

FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
PATIENCE = 120.0
RESTARTS = 20
DEAF_TO = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LIBC = ctypes.CDLL(None)
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)


class Keeper:
    """Holds the server's process id, which changes when a killed server is started again."""

    def __init__(self, uid: int, gid: int, command: list[str]) -> None:
        self.uid, self.gid, self.command = uid, gid, command
        self.server = 0
        self.stopping = threading.Event()
        self.changing = threading.Lock()

    def start(self) -> None:
        """Fork the server. Only from the main thread: the death signal is tied to the thread that forks."""
        keeper = os.getpid()
        with self.changing:
            if not self.stopping.is_set():
                self.server = os.fork()
                if self.server == 0:
                    self._become_server(keeper)

    def attend(self) -> None:
        """Wait for the end of the server; one that was killed is started again, for leases are still held."""
        killed = False
        for _ in range(RESTARTS):
            end = self._reap()
            killed = killed or os.WIFSIGNALED(end)
            if end == 0 or not killed or self.stopping.wait(0.2):
                return
            self.start()

    def stop(self) -> None:
        """End the server; sessions are cut off, what they were told is safe."""
        self.stopping.set()
        self._tell(FAST)
        time.sleep(PATIENCE)
        self._tell(IMMEDIATE)  # skips the last checkpoint, not one acknowledged write: they are in the log

    def _reap(self) -> int:
        """Wait without reaping first, so that the process id is never told anything once it may be another's."""
        if self.server == 0:
            return 0
        os.waitid(os.P_PID, self.server, os.WEXITED | os.WNOWAIT)
        with self.changing:
            _, end = os.waitpid(self.server, 0)
            self.server = 0
        return end

    def _tell(self, number: int) -> None:
        with self.changing:
            if self.server:
                os.kill(self.server, number)

    def _become_server(self, keeper: int) -> NoReturn:
        try:
            for number in DEAF_TO:
                signal.signal(number, signal.SIG_DFL)
            if self.uid >= 0:
                os.setgroups([])
                os.setgid(self.gid)
                os.setuid(self.uid)
            die_with(keeper)
            os.execv(self.command[0], self.command)  # noqa: S606  (no shell is wanted)
        except OSError as error:
            sys.stderr.write(f"cannot run {self.command[0]} as user {self.uid}: {error}\n")
            sys.stderr.flush()
        os._exit(1)


def die_with(keeper: int) -> None:
    """Let Linux stop this process when the keeper is killed. After the change of user, which would undo it."""
    if sys.platform == "linux":
        LIBC.prctl(SET_PARENT_DEATH_SIGNAL, int(FAST), 0, 0, 0)
        if os.getppid() != keeper:
            os._exit(1)


def stop_after_last_lease(lease: int, keeper: Keeper) -> None:
    """Wait for the exclusive lock: it is to be had when no lease is left. Keep it until this process ends."""
    fcntl.flock(lease, fcntl.LOCK_EX)
    keeper.stop()


def main(arguments: list[str]) -> None:
    lease, server_lock, uid, gid = map(int, arguments[:4])
    socket_dir, command = arguments[4], arguments[5:]
    if os.fork():
        os._exit(0)  # an orphan leaves no zombie to the process that asked for the server
    for number in DEAF_TO:
        signal.signal(number, signal.SIG_IGN)  # only the leases decide when the server goes
    os.set_inheritable(lease, False)
    os.set_inheritable(server_lock, True)
    keeper = Keeper(uid, gid, command)
    keeper.start()
    threading.Thread(target=stop_after_last_lease, args=(lease, keeper), daemon=True).start()
    keeper.attend()
    shutil.rmtree(socket_dir, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
