"""Load by wrk, and what it measured."""

import re
import subprocess
from dataclasses import dataclass

from harness.processes import pinned

UNITS_US = {"us": 1.0, "ms": 1e3, "s": 1e6, "m": 60e6, "h": 3600e6}


class LoadFailure(Exception):
    """wrk did not run to its end."""


@dataclass
class Load:
    requests: int
    seconds: float
    p50_us: float
    p99_us: float
    bad_statuses: int
    socket_errors: int

    @property
    def errors(self) -> int:
        return self.bad_statuses + self.socket_errors


def parse(text: str) -> Load:
    def number(pattern: str) -> int:
        found = re.search(pattern, text)
        return int(found.group(1)) if found else 0

    def duration_us(pattern: str) -> float:
        found = re.search(pattern + r"\s+([\d.]+)(us|ms|s|m|h)\b", text)
        if not found:
            raise LoadFailure(f"wrk printed no {pattern}:\n{text}")
        return float(found.group(1)) * UNITS_US[found.group(2)]

    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return Load(
        requests=number(r"(\d+) requests in"),
        seconds=duration_us(r"requests in") / 1e6,
        p50_us=duration_us(r"50%"),
        p99_us=duration_us(r"99%"),
        bad_statuses=number(r"Non-2xx or 3xx responses: (\d+)"),
        socket_errors=sum(map(int, sockets.groups())) if sockets else 0,
    )


def run(url: str, seconds: int, connections: int, cores: list[int]) -> Load:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", url]
    result = subprocess.run(
        pinned(command, cores), capture_output=True, text=True, timeout=seconds + 30, check=False
    )
    if result.returncode != 0:
        raise LoadFailure(f"wrk ended with status {result.returncode}:\n{result.stdout}{result.stderr}")
    return parse(result.stdout)
