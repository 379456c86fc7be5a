"""scripts/bench engine: durable transfers and orders of the engine beside pgbench TPC-B on the same server."""

import argparse
import datetime
import json
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from engine import load, report
from engine.postgresql import SETTINGS, PostgreSQL, binary
from harness import machine

PARTS = ["postgresql", "gateways", "sqlite", "latency"]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench engine", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="medians are of these (default 3)")
    parser.add_argument("--seconds", type=int, default=60, help="of each run, pgbench's too (default 60)")
    parser.add_argument("--quick", action="store_true", help="1 round of 5 s: to see that it works")
    parser.add_argument("--no-build", action="store_true", help="measure what was built last")
    parser.add_argument("--only", default=",".join(PARTS), help=f"comma-separated, of: {', '.join(PARTS)}")
    parser.add_argument("--output", type=Path, default=machine.REPOSITORY / "benchmarks" / "results")
    parser.add_argument("--json", action="store_true", help="print the result as JSON instead of tables")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 1, 5
    options.only = [name for name in options.only.split(",") if name]
    for name in options.only:
        if name not in PARTS:
            parser.error(f"--only {name}: one of {', '.join(PARTS)}")
    return options


def build() -> None:
    say("building engine-load")
    command = ["swift", "build", "-c", "release", "--product", "engine-load", "--quiet", "-j", "2"]
    if subprocess.run(command, cwd=machine.REPOSITORY, stdout=sys.stderr, check=False).returncode != 0:
        sys.exit("engine-load does not build")


def measure_postgresql(server: PostgreSQL, rounds: int, seconds: int) -> dict[str, list]:
    """pgbench and the engine in turns; each run of the engine begins with an empty database."""
    runs: dict[str, list] = {"pgbench": [], "transfers": [], "zipf": [], "orders": []}
    server.prepare_pgbench()
    for number in range(rounds):
        runs["pgbench"].append(server.pgbench(seconds))
        for workload in ("transfers", "zipf", "orders"):
            server.client("psql", "-qc", "CHECKPOINT", "postgres")
            runs[workload].append(load.run(server.new_database("engine"), workload, seconds))
        say(f"round {number + 1}/{rounds} on PostgreSQL")
    return runs


def measure_gateways(server: PostgreSQL, rounds: int, seconds: int) -> dict[str, list]:
    """One process, then two at once on the same database, on hot accounts."""
    runs: dict[str, list] = {"one": [], "two": []}
    for number in range(rounds):
        runs["one"].append(load.run(server.new_database("engine"), "zipf", seconds))
        store = server.new_database("engine")
        load.run(store, "zipf", 1, gateway=9)  # schema and accounts
        runs["two"].append(load.together(store, "zipf", seconds, 2))
        say(f"round {number + 1}/{rounds} with two gateways")
    return runs


def measure_sqlite(folder: Path, rounds: int, seconds: int) -> dict[str, list]:
    runs: dict[str, list] = {"transfers": [], "orders": []}
    for number in range(rounds):
        for workload, found in runs.items():
            found.append(load.run(load.file_store(folder, "engine.db"), workload, seconds))
        say(f"round {number + 1}/{rounds} on SQLite")
    return runs


def measure_latency(server: PostgreSQL, folder: Path, seconds: int, capacity: dict[str, float]) -> dict[str, dict]:
    """One client alone, and an open loop at half of what the store took."""
    found = {}
    for name, store in (("postgresql", lambda: server.new_database("engine")),
                        ("sqlite", lambda: load.file_store(folder, "engine.db"))):
        alone = load.run(store(), "transfers", seconds, clients=1)
        rate = int((capacity.get(name) or load.run(store(), "transfers", seconds)["per_second"]) / 2)
        found[name] = {"alone": alone, "half": load.run(store(), "transfers", seconds, rate=rate)}
    return found


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    if not options.no_build:
        build()
    result = {
        "suite": "engine",
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": shlex.join(["scripts/bench", "engine", *sys.argv[1:]]),
        "machine": machine.describe(),
        "versions": {"postgresql": machine.version([binary("postgres"), "--version"]), "revision": machine.revision()},
        "settings": SETTINGS,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "parts": {},
    }
    parts = result["parts"]
    # Not in /tmp, which may be memory: durable writes are what is measured.
    parent = machine.REPOSITORY / ".build"
    with tempfile.TemporaryDirectory(prefix="engine-bench-", dir=parent) as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = PostgreSQL(folder)
        try:
            result["fdatasync_us"] = server.fdatasync_microseconds()
            result["durability"] = server.durability()
            if "postgresql" in options.only:
                parts["postgresql"] = measure_postgresql(server, options.rounds, options.seconds)
            if "gateways" in options.only:
                parts["gateways"] = measure_gateways(server, options.rounds, options.seconds)
            if "sqlite" in options.only:
                parts["sqlite"] = measure_sqlite(folder, options.rounds, options.seconds)
            if "latency" in options.only:
                parts["latency"] = measure_latency(server, folder, options.seconds, report.capacities(parts))
        finally:
            server.stop()
    options.output.mkdir(parents=True, exist_ok=True)
    stem = options.output / f"engine-{result['date'].replace(':', '')}"
    stem.with_suffix(".json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    text = report.markdown(result)
    stem.with_suffix(".md").write_text(text)
    print(json.dumps(result, ensure_ascii=False) if options.json else text)
    say(f"written: {stem}.json and {stem.name}.md")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
