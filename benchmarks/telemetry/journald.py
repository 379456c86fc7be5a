"""Whether requests feel journald: one gateway with the journald sink while journald runs, is paused, is gone, is limited.

Runs inside a mount namespace of its own, where a real systemd-journald listens at the usual path: `python3 -m
telemetry.journald ROUNDS SECONDS` prints the runs as JSON.
"""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from harness import nginx_upstream
from harness.processes import Server, free_ports
from proxy.servers import WATCHGATE, render
from telemetry.scrape import ScrapeBench

JOURNALD = Path("/lib/systemd/systemd-journald")
#: Far below what one journald takes: what is asked is whether requests wait for it.
RATE = 2_000
MOUNTS = """
mount -t tmpfs tmpfs /run/systemd
mkdir -p /run/log /run/systemd/journal /run/systemd/journal.watchgate '/run/systemd/journald@watchgate.conf.d'
mount -t tmpfs tmpfs /run/log
mount --bind /run/systemd/journal.watchgate /run/systemd/journal
mkdir -p /run/log/journal
if ! grep -qE '^[0-9a-f]{32}$' /etc/machine-id; then
    echo 3d1219c7c4c5404aaa1f6d2a48adfda4 >/run/systemd/machine-id
    touch /etc/machine-id
    mount --bind /run/systemd/machine-id /etc/machine-id
fi
"""


def is_possible() -> bool:
    probe = ["unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/run/log"]
    Path("/run/log").mkdir(exist_ok=True)
    return JOURNALD.exists() and subprocess.run(probe, capture_output=True, check=False).returncode == 0


def start(rounds: int, seconds: int) -> list[dict]:
    """Runs this module in a namespace."""
    inner = f"set -e; {MOUNTS} exec {sys.executable} -m telemetry.journald {rounds} {seconds}"
    command = ["unshare", "--mount", "--propagation", "private", "bash", "-c", inner]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=1_800, check=False)
    if result.returncode != 0:
        sys.exit(f"the runs with journald ended with status {result.returncode}")
    return json.loads(result.stdout)


class Journald:
    def __init__(self, limit: str):
        settings = f"[Journal]\nStorage=volatile\nRuntimeMaxUse=4G\n{limit}\n"
        Path("/run/systemd/journald@watchgate.conf.d/bench.conf").write_text(settings)
        self.start()

    def start(self) -> None:
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen([JOURNALD, "watchgate"], stdin=quiet, stdout=quiet, stderr=quiet)
        time.sleep(1)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def measure(limit: str, name: str, rounds: int, seconds: int) -> list[dict]:
    bench = ScrapeBench(0, lambda text: None, rounds=rounds, seconds=seconds)
    journald = Journald(limit)
    folder = Path(tempfile.mkdtemp(prefix="watchgate-bench-"))
    folder.chmod(0o755)
    upstream, upstream_port = nginx_upstream.start(folder, 1)
    port, admin_port = free_ports(2)
    bench.url = f"http://127.0.0.1:{port}"
    values = {"PORT": str(port), "ADMIN_PORT": str(admin_port), "UPSTREAM_PORT": str(upstream_port)}
    values |= {"DIR": str(folder), "ROUTES": "", "EXTRA": ""}
    config = render("watchgate-series.yaml", values, folder)
    config.write_text(config.read_text().replace("sinks: [ file ]", "sinks: [ journald ]"))
    server = Server([str(WATCHGATE), "serve", "--config", str(config)], [0], folder / "gateway.log")
    runs = []
    try:
        server.wait_until_ready(f"{bench.url}/v1/items/1", 60)
        bench.load(RATE)
        for number in range(rounds):
            for state in ("running", "paused", "running again", "stopped"):
                if state == "paused":
                    journald.process.send_signal(signal.SIGSTOP)
                elif state == "stopped":
                    journald.kill()
                runs.append(bench.load(RATE) | {"journald": f"{name}, {state}", "round": number + 1})
                if state == "paused":
                    journald.process.send_signal(signal.SIGCONT)
                    time.sleep(2)
                elif state == "stopped":
                    journald.start()
                    time.sleep(2)
    finally:
        server.stop()
        upstream.stop()
        journald.kill()
        shutil.rmtree(folder, ignore_errors=True)
    return runs


HEADER = ["journald", "p50 µs", "p99 µs", "quartiles of p99", "p99 against running", "failed"]


def table_rows(runs: list[dict]) -> list[list[str]]:
    rows = []
    base: dict[str, float] = {}
    for state in dict.fromkeys(run["journald"] for run in runs):
        own = [run for run in runs if run["journald"] == state]
        p99 = [run["p99_us"] for run in own]
        low, _, high = quantiles(p99, n=4) if len(p99) > 1 else (p99[0], p99[0], p99[0])
        name = state.split(",")[0]
        base.setdefault(name, median(p99))
        moved = median(p99) / base[name] - 1
        row = [state, f"{median(run['p50_us'] for run in own):.0f}", f"{median(p99):.0f}", f"{low:.0f}-{high:.0f}"]
        rows.append([*row, f"{moved:+.1%}", str(sum(run["planned"] - run["ok"] for run in own))])
    return rows


if __name__ == "__main__":
    counts = [int(text) for text in sys.argv[1:3]]
    found = measure("RateLimitIntervalSec=0\nRateLimitBurst=0", "no limit", *counts)
    found += measure("RateLimitIntervalSec=1s\nRateLimitBurst=200", "limited to 200/s", *counts)
    print(json.dumps(found))
