"""Servers under load at the same time on one core: they share every state of the machine.

A virtual machine's core is slower by half while its sibling works for somebody else, for seconds or for minutes. Runs in turn
meet different states; these do not, so their ratios scatter by some 2 % where those of runs in turn scatter by 10 %. Each
server gets a part of the core only, so what it does per second rather than per request weighs more.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from harness import wrk
from harness.processes import Server, ServerFailure
from proxy.servers import Contestant

NAMES = ["watchgate", "watchgate-telemetry-off", "nginx-json", "haproxy"]
SECONDS = 6

Start = Callable[[Contestant, int, Path], tuple[Server, str]]


def chosen(entries: list[Contestant]) -> list[Contestant]:
    """Those that are compared; none when there is nothing to compare."""
    found = [entry for entry in entries if entry.name in NAMES]
    return found if len(found) > 1 and any(entry.name == NAMES[0] for entry in found) else []


def run(
    entries: list[Contestant], upstream_port: int, folder: Path, start: Start, core: int, warmup: int, connections: int
) -> dict[str, float]:
    """CPU-microseconds per request of each, all started anew."""
    servers: list[tuple[Contestant, Server, str]] = []
    try:
        for entry in entries:
            own = folder / entry.name
            own.mkdir(mode=0o755)
            server, url = start(entry, upstream_port, own)
            servers.append((entry, server, url))

        def load(seconds: int) -> list[wrk.Load]:
            with ThreadPoolExecutor(len(servers)) as pool:
                return list(pool.map(lambda item: wrk.run(item[2], seconds, connections, [core]), servers))

        load(warmup)
        before = [server.cpu_seconds() for _, server, _ in servers]
        loads = load(SECONDS)
        time.sleep(0.3)
        found = {}
        for (entry, server, _), seconds, done in zip(servers, before, loads):
            if done.requests == 0 or server.process.poll() is not None:
                raise ServerFailure(f"{entry.name} answered nothing: {server.last_lines()}")
            found[entry.name] = (server.cpu_seconds() - seconds) * 1e6 / done.requests
        return found
    finally:
        for _, server, _ in servers:
            server.stop()


def ratios(rounds: list[dict[str, float]], name: str, reference: str) -> list[float]:
    """Of one server to another, by round, ascending."""
    return sorted(entry[name] / entry[reference] for entry in rounds if name in entry and reference in entry)


def rows(rounds: list[dict[str, float]]) -> list[list[str]]:
    found = []
    for name in rounds[0]:
        own = ratios(rounds, name, NAMES[0])
        cpu = median(entry[name] for entry in rounds)
        found.append([name, f"{cpu:.2f}", f"{median(own):.3f}", f"{own[0]:.3f}-{own[-1]:.3f}"])
    return found


def telemetry_share(rounds: list[dict[str, float]]) -> float | None:
    """What of the CPU of a request is telemetry's."""
    own = ratios(rounds, "watchgate-telemetry-off", "watchgate")
    return 1 - median(own) if own else None
