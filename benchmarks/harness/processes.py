"""Servers as child processes: start on given cores, what they cost, and a certain end."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


class ServerFailure(Exception):
    """A server did not start, or ended while it was needed."""


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for entry in sockets:
            entry.bind(("127.0.0.1", 0))
        return [entry.getsockname()[1] for entry in sockets]
    finally:
        for entry in sockets:
            entry.close()


def pinned(command: list[str], cores: list[int]) -> list[str]:
    return [shutil.which("taskset") or "taskset", "-c", ",".join(map(str, cores)), *command]


@dataclass
class Stat:
    """What /proc/PID/stat says of one process."""

    parent: int
    session: int
    cpu_ticks: int
    resident_pages: int

    @staticmethod
    def read(pid: int) -> "Stat | None":
        try:
            text = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return None  # it has ended
        fields = text[text.rindex(")") + 2 :].split()
        # utime, stime and those of children that have ended and were waited for
        return Stat(int(fields[1]), int(fields[3]), sum(map(int, fields[11:15])), int(fields[21]))


def all_processes() -> dict[int, Stat]:
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (stat := Stat.read(int(name))):
            found[int(name)] = stat
    return found


class Server:
    """One server with all its workers: a session of its own, so that none of them can be missed."""

    def __init__(self, command: list[str], cores: list[int], log: Path):
        self.log = log

        def die_with_parent() -> None:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

        with log.open("wb") as output:
            self.process = subprocess.Popen(
                pinned(command, cores),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def members(self) -> dict[int, Stat]:
        session = self.process.pid
        return {pid: stat for pid, stat in all_processes().items() if session in (stat.session, pid)}

    def cpu_seconds(self) -> float:
        return sum(stat.cpu_ticks for stat in self.members().values()) / TICKS_PER_SECOND

    def resident_bytes(self) -> int:
        return sum(stat.resident_pages for stat in self.members().values()) * PAGE_BYTES

    def wait_until_ready(self, url: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        failure: object = "no answer"
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise ServerFailure(f"ended with status {self.process.returncode}: {self.last_lines()}")
            try:
                with opener.open(url, timeout=2) as answer:
                    answer.read()
                    return
            except urllib.error.HTTPError as error:
                failure = f"status {error.code}"
            except OSError as error:
                failure = error
            time.sleep(0.05)
        raise ServerFailure(f"not ready after {seconds:.0f} s ({failure}): {self.last_lines()}")

    def last_lines(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-10:])

    def stop(self) -> None:
        """Asks, waits up to 10 s, then kills; returns when no process is left."""
        for step, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)):
            if step == signal.SIGTERM:
                self.signal([self.process.pid], step)  # a master ends its workers
            else:
                self.signal(list(self.members()), step)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                ended = self.process.poll() is not None
                if ended and not self.members():
                    return
                time.sleep(0.02)

    @staticmethod
    def signal(pids: list[int], number: signal.Signals) -> None:
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass  # it ended by itself
