"""Whether requests feel a scrape: one gateway at half load, in turns with a scrape every second and without."""

import json
import random
import socket
import subprocess
import threading
import time
import urllib.request
from pathlib import Path
from statistics import median, quantiles

from harness import machine, nginx_upstream, wrk
from harness.processes import Server, free_ports, pinned
from proxy.servers import WATCHGATE, render

LOADTEST = machine.REPOSITORY / ".build" / "release" / "loadtest"
#: As Prometheus 2.42 asks.
ACCEPT = (
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
)


class Scraper:
    """Asks every second, as Prometheus does, and throws the answer away."""

    def __init__(self, port: int, gzip: bool):
        coding = "Accept-Encoding: gzip\r\n" if gzip else ""
        self.request = f"GET /metrics HTTP/1.1\r\nHost: bench\r\nAccept: {ACCEPT}\r\n{coding}Connection: close\r\n\r\n"
        self.port = port
        self.ended = threading.Event()
        self.seconds: list[float] = []
        self.bytes = 0
        self.thread = threading.Thread(target=self.run)

    def __enter__(self) -> "Scraper":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join()

    def run(self) -> None:
        room = bytearray(1 << 20)
        while True:
            began = time.monotonic()
            with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
                connection.sendall(self.request.encode())
                received = 0
                while count := connection.recv_into(room):
                    received += count
            self.seconds.append(time.monotonic() - began)
            self.bytes = received
            if self.ended.wait(max(0.0, 1 - (time.monotonic() - began))):
                return


class ScrapeBench:
    def __init__(self, routes: int, say, *, rounds: int, seconds: int, extra: str = ""):
        self.routes, self.say, self.rounds, self.seconds, self.extra = routes, say, rounds, seconds, extra
        #: The gateway has a core to itself: its loop, its pipeline and its scrapes.
        self.cores = [0]

    def load(self, rate: int) -> dict:
        command = [str(LOADTEST), "run", f"{self.url}/v1/items/1", "--rate", f"{rate}/s", "--duration"]
        command += [f"{self.seconds}s", "--warmup", "1s", "--connections", "64", "--threads", "1", "--json"]
        result = subprocess.run(pinned(command, [1]), capture_output=True, text=True, timeout=120, check=False)
        report = json.loads(result.stdout)
        response = report["steps"][0]["latency"]["response"]
        return {
            "p50_us": response["p50"],
            "p99_us": response["p99"],
            "ok": report["totals"]["ok"],
            "planned": report["totals"]["planned"],
        }

    def samples(self) -> list[str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}/metrics", timeout=20) as answer:
            return [line for line in answer.read().decode().splitlines() if not line.startswith("#")]

    def create_series(self) -> int:
        """Two requests to each route; returns the sample lines a scrape then has."""
        for number in range(self.routes):
            for method in ("GET", "PATCH"):
                request = urllib.request.Request(f"{self.url}/s{number}/1", method=method)
                with urllib.request.urlopen(request, timeout=10) as answer:
                    answer.read()
        return len(self.samples())

    def handoff_nanoseconds(self) -> float:
        """The mean of what the gateway measured itself: describing a record and writing it, one of 1024 timed."""
        values = dict(line.rsplit(" ", 1) for line in self.samples() if line.startswith("log_pipeline_handoff_seconds"))
        count = float(values["log_pipeline_handoff_seconds_count"])
        return float(values["log_pipeline_handoff_seconds_sum"]) / count * 1e9 if count else 0.0

    def run(self, folder: Path) -> dict:
        upstream, upstream_port = nginx_upstream.start(folder, 1)
        port, self.admin_port = free_ports(2)
        self.url = f"http://127.0.0.1:{port}"
        route = '  - {{ name: s{0}, match: {{ path: "/s{0}/{{id}}" }}, upstream: bench }}'
        values = {
            "PORT": str(port),
            "ADMIN_PORT": str(self.admin_port),
            "UPSTREAM_PORT": str(upstream_port),
            "DIR": str(folder),
            "ROUTES": "\n".join(route.format(number) for number in range(self.routes)),
            "EXTRA": self.extra,
        }
        config = render("watchgate-series.yaml", values, folder)
        server = Server([str(WATCHGATE), "serve", "--config", str(config)], self.cores, folder / "gateway.log")
        try:
            server.wait_until_ready(f"{self.url}/v1/items/1", 60)
            lines = self.create_series()
            full = wrk.run(f"{self.url}/v1/items/1", 3, 64, [1])
            rate = int(full.requests / full.seconds / 2)
            self.say(f"{lines} lines; full load {full.requests / full.seconds:,.0f}/s, half {rate:,}/s")
            return self.measure(rate, lines)
        finally:
            server.stop()
            upstream.stop()

    def measure(self, rate: int, lines: int) -> dict:
        kinds = ["none", "plain", "gzip", "none again"]
        runs: list[dict] = []
        scrapes: dict[str, list[float]] = {"plain": [], "gzip": []}
        for number in range(self.rounds):
            for kind in kinds[number % 4 :] + kinds[: number % 4]:
                if kind in scrapes:
                    with Scraper(self.admin_port, kind == "gzip") as scraper:
                        run = self.load(rate)
                    scrapes[kind] += scraper.seconds
                else:
                    run = self.load(rate)
                runs.append(run | {"kind": kind, "round": number + 1})
                self.say(f"round {number + 1}/{self.rounds} {kind:10} p50 {run['p50_us']:.0f} p99 {run['p99_us']:.0f} µs")
        return {
            "lines": lines,
            "rate": rate,
            "runs": runs,
            "scrape_seconds": {kind: median(seconds) for kind, seconds in scrapes.items()},
            "handoff_nanoseconds": self.handoff_nanoseconds(),
        }


def summarize(result: dict) -> dict[str, dict[str, float]]:
    summary = {}
    for kind in ("none", "none again", "plain", "gzip"):
        own = [run for run in result["runs"] if run["kind"] == kind]
        p99 = [run["p99_us"] for run in own]
        low, _, high = quantiles(p99, n=4) if len(p99) > 1 else (p99[0], p99[0], p99[0])
        summary[kind] = {
            "p50_us": median(run["p50_us"] for run in own),
            "p99_us": median(p99),
            "p99_low_us": low,
            "p99_high_us": high,
            "failed": sum(run["planned"] - run["ok"] for run in own),
        }
    return summary


def noise(p99: list[float], count: int) -> float:
    """How far medians of `count` equal runs differ by chance: the 95th percentile over random halves of them."""
    generator = random.Random(1)
    differences = []
    for _ in range(2_000):
        mixed = generator.sample(p99, len(p99))
        differences.append(abs(median(mixed[:count]) - median(mixed[count : 2 * count])))
    return sorted(differences)[1_899]


def verdict(result: dict, kind: str) -> tuple[float, float, str]:
    """How far the scrape moved p99, how far equal runs differ, and what follows (performance.md)."""
    equal = [run["p99_us"] for run in result["runs"] if run["kind"].startswith("none")]
    scraped = [run["p99_us"] for run in result["runs"] if run["kind"] == kind]
    base = median(equal)
    moved, spread = median(scraped) / base - 1, noise(equal, len(scraped)) / base
    return moved, spread, "met" if moved < max(0.01, spread) else "missed"


def table_rows(result: dict) -> list[list[str]]:
    summary = summarize(result)
    rows = []
    for kind, entry in summary.items():
        name = {"plain": "a scrape every second", "gzip": "the same, gzip"}.get(kind, kind)
        row = [name, f"{entry['p50_us']:.0f}", f"{entry['p99_us']:.0f}"]
        row.append(f"{entry['p99_low_us']:.0f}-{entry['p99_high_us']:.0f}")
        if kind in ("plain", "gzip"):
            moved, spread, text = verdict(result, kind)
            row += [f"{result['scrape_seconds'][kind] * 1e3:.1f}", f"{moved:+.1%}", f"{spread:.1%}", text]
        else:
            row += ["-", "-", "-", ""]
        rows.append(row)
    return rows


HEADER = ["scrape", "p50 µs", "p99 µs", "quartiles of p99", "scrape ms", "p99 moved", "equal runs differ", "verdict"]
