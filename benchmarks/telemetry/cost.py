"""What recording, rendering and scraping cost: ours and its peers in alternating runs of whole programs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

from harness import machine

OURS = machine.REPOSITORY / ".build" / "release" / "telemetry-cost"
PEER_SOURCE = machine.REPOSITORY / "benchmarks" / "peers" / "telemetry-go"
#: Where Debian's golang-*-dev packages lie.
GO_PATH = Path("/usr/share/gocode")


def build_peer() -> Path | None:
    """client_golang and zerolog from Debian; None when they cannot be had."""
    go = shutil.which("go")
    libraries = [GO_PATH / "src/github.com" / name for name in ("prometheus/client_golang", "rs/zerolog")]
    if not go or not all(library.is_dir() for library in libraries):
        return None
    target = machine.REPOSITORY / ".build" / "telemetry-go"
    environment = os.environ | {"GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOFLAGS": "-p=2"}
    command = [go, "build", "-o", str(target), "."]
    result = subprocess.run(command, cwd=PEER_SOURCE, env=environment, stdout=sys.stderr, check=False)
    return target if result.returncode == 0 else None


def run(program: Path) -> dict[str, float]:
    result = subprocess.run([program], capture_output=True, text=True, timeout=600, check=False)
    if result.returncode != 0:
        sys.exit(f"{program.name} ended with status {result.returncode}: {result.stderr[-500:]}")
    pairs = (line.split() for line in result.stdout.splitlines())
    return {name: float(value) for name, value in pairs}


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: median(run[name] for run in runs if name in run) for name in runs[0]}


#: What, our figure, the peer's figure, the peer, the bar (None: no promise).
ROWS = [
    ("counter, one thread, ns", "counter.1.ns", "counter.1.ns", "client_golang", 3.0),
    ("counter, two threads, ns", "counter.2.ns", "counter.2.ns", "client_golang", 3.0),
    ("histogram classic + native, one thread, ns", "histogram.1.ns", "histogram.1.ns", "client_golang", 15.0),
    ("histogram classic + native, two threads, ns", "histogram.2.ns", "histogram.2.ns", "client_golang", 15.0),
    ("histogram against a classic one, ns", "histogram.1.ns", "histogram_classic.1.ns", "client_golang", None),
    ("access record into the ring, ns", "ring_write.ns", None, "", 60.0),
    ("access record rendered, ns", "render.ns", "render.ns", "zerolog", 1000.0),
    ("a record's whole way to a file, CPU ns", "pipeline.ns", None, "", 2000.0),
    ("10 000 lines, text 0.0.4, ms", "exposition.10000.text004.ms", "exposition.10000.text004.ms", "client_golang", 5.0),
    (
        "10 000 lines, OpenMetrics 1.0, ms",
        "exposition.10000.openMetrics100.ms",
        "exposition.10000.openMetrics100.ms",
        "client_golang",
        5.0,
    ),
    ("10 000 lines, OpenMetrics 2.0, ms", "exposition.10000.openMetrics200.ms", None, "", 5.0),
    ("10 000 lines, protobuf, ms", "exposition.10000.protobuf.ms", "exposition.10000.protobuf.ms", "client_golang", 5.0),
    (
        "100 000 lines, text 0.0.4, ms",
        "exposition.100000.text004.ms",
        "exposition.100000.text004.ms",
        "client_golang",
        None,
    ),
]


def table_rows(ours: dict[str, float], peer: dict[str, float]) -> list[list[str]]:
    rows = []
    for text, name, peer_name, peer_title, limit in ROWS:
        if name not in ours:
            rows.append([text, "lost records", "", "", "-" if limit is None else f"{limit:g}", "missed"])
            continue
        value = ours[name]
        theirs = peer.get(peer_name or "")
        verdict = "" if limit is None else "met" if value <= limit else "missed"
        rows.append(
            [
                text,
                f"{value:.2f}",
                "-" if theirs is None else f"{peer_title} {theirs:.2f}",
                "-" if theirs is None else f"{value / theirs:.2f}",
                "-" if limit is None else f"{limit:g}",
                verdict,
            ]
        )
    return rows


HEADER = ["what", "ours", "peer", "ratio", "bar", "verdict"]
