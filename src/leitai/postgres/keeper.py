"""The keeper: a small process of its own session, parent of the server, that stops it when the last lease is gone.

Run as a script by `server.py`, never imported: it must start fast and depend on nothing. Its working folder is the
cluster, its output the log. Arguments: descriptor of lease.lock (an open file description of its own), descriptor of
server.lock (held, inherited by the server), user id, group id (-1: stay who we are), socket folder, then the
server's command.
"""

import fcntl
import os
import shutil
import signal
import sys
import threading
import time

FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
PATIENCE = 120.0
DEAF_TO = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> None:
    lease, server_lock, uid, gid = map(int, arguments[:4])
    socket_dir, command = arguments[4], arguments[5:]
    if os.fork():
        os._exit(0)  # an orphan leaves no zombie to the process that asked for the server
    os.set_inheritable(lease, False)
    os.set_inheritable(server_lock, True)
    server = os.fork()
    if server == 0:
        become_server(uid, gid, command)
    for number in DEAF_TO:
        signal.signal(number, signal.SIG_IGN)  # only the leases decide when the server goes
    threading.Thread(target=stop_after_last_lease, args=(lease, server), daemon=True).start()
    os.waitpid(server, 0)
    shutil.rmtree(socket_dir, ignore_errors=True)
    os._exit(0)


def become_server(uid: int, gid: int, command: list[str]) -> None:
    try:
        if uid >= 0:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
        os.execv(command[0], command)  # noqa: S606  (no shell is wanted)
    except OSError as error:
        sys.stderr.write(f"cannot run {command[0]} as user {uid}: {error}\n")
        sys.stderr.flush()
        os._exit(1)


def stop_after_last_lease(lease: int, server: int) -> None:
    """Wait for the exclusive lock: it is to be had when no lease is left. Keep it until this process ends."""
    fcntl.flock(lease, fcntl.LOCK_EX)
    os.kill(server, FAST)
    time.sleep(PATIENCE)
    os.kill(server, IMMEDIATE)  # skips the last checkpoint, not one acknowledged write: they are in the log


if __name__ == "__main__":
    main(sys.argv[1:])
