"""scripts/bench telemetry: what recording, logging and scraping cost, beside client_golang and zerolog."""

import argparse
import datetime
import json
import shlex
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from harness import machine
from harness.tables import table
from telemetry import cost, journald, scrape

PARTS = ["cost", "scrape", "scrape-large", "journald"]
#: More children than the default admits.
LARGE = "telemetry: { metrics: { series: 100000, bytes: 256MiB } }"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench telemetry", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="medians are of these (default 7)")
    parser.add_argument("--seconds", type=int, default=8, help="of each run at half load (default 8)")
    parser.add_argument("--quick", action="store_true", help="2 rounds of 3 s: to see that it works")
    parser.add_argument("--no-build", action="store_true", help="measure what was built last")
    parser.add_argument("--only", default=",".join(PARTS), help=f"comma-separated, of: {', '.join(PARTS)}")
    parser.add_argument("--output", type=Path, default=machine.REPOSITORY / "benchmarks" / "results")
    parser.add_argument("--json", action="store_true", help="print the result as JSON instead of tables")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 2, 3
    options.only = [name for name in options.only.split(",") if name]
    for name in options.only:
        if name not in PARTS:
            parser.error(f"--only {name}: one of {', '.join(PARTS)}")
    return options


def build() -> None:
    for product in ("telemetry-cost", "watchgate", "loadtest"):
        say(f"building {product}")
        command = ["swift", "build", "-c", "release", "--product", product, "--quiet", "-j", "2"]
        if subprocess.run(command, cwd=machine.REPOSITORY, stdout=sys.stderr, check=False).returncode != 0:
            sys.exit(f"{product} does not build")


def measure_cost(rounds: int, notes: list[str]) -> dict:
    peer = cost.build_peer()
    if not peer:
        notes.append("client_golang and zerolog cannot be had here and are left out")
    ours, theirs = [], []
    for number in range(rounds):
        for program, runs in [(cost.OURS, ours), (peer, theirs)][:: 1 if number % 2 else -1]:
            if program:
                runs.append(cost.run(program))
        say(f"round {number + 1}/{rounds} of recording, rendering and exposition")
    return {"ours": ours, "peer": theirs}


def measure_scrape(routes: int, options: argparse.Namespace, extra: str) -> dict:
    bench = scrape.ScrapeBench(routes, say, rounds=options.rounds, seconds=options.seconds, extra=extra)
    with tempfile.TemporaryDirectory(prefix="watchgate-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        return bench.run(folder)


def markdown(result: dict) -> str:
    parts = [f"# Telemetry, {result['date']}", f"`{result['command']}`"]
    if measured := result["parts"].get("cost"):
        peer = cost.medians(measured["peer"]) if measured["peer"] else {}
        parts.append(table(cost.HEADER, cost.table_rows(cost.medians(measured["ours"]), peer)))
    for name in ("scrape", "scrape-large"):
        if measured := result["parts"].get(name):
            parts.append(f"Half load ({measured['rate']:,} requests/s), {measured['lines']:,} sample lines:")
            parts.append(table(scrape.HEADER, scrape.table_rows(measured)))
            parts.append(
                f"In that gateway, describing a record and writing it took {measured['handoff_nanoseconds']:.0f} ns on the "
                "mean (one of 1024 is timed; reading the clock and cold caches are part of it)."
            )
    if measured := result["parts"].get("journald"):
        parts.append(f"The journald sink at {journald.RATE:,} requests/s, with a real systemd-journald:")
        parts.append(table(journald.HEADER, journald.table_rows(measured)))
    about = result["machine"]
    load = ", ".join(f"{value:.2f}" for value in about["load_average"])
    facts = [
        f"Machine: {about['cpu']}, {about['cores']} cores, {about['memory_mib']} MiB, {about['system']}, "
        f"kernel {about['kernel']}; load average before the runs {load}",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in result["versions"].items()),
        f"{result['rounds']} rounds, ours and the peers alternating; a figure is the median of the rounds, each the "
        "median of 15 chunks",
        "At half load the gateway has one core (one shard), upstream, load generator and scraper the other: loadtest at a "
        "fixed rate over 64 connections, times from the intended start; `none` and `none again` are equal runs",
        *result["notes"],
    ]
    return "\n\n".join(parts) + "\n\n" + "\n".join(f"- {fact}" for fact in facts) + "\n"


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    if not options.no_build:
        build()
    result = {
        "suite": "telemetry",
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": shlex.join(["scripts/bench", "telemetry", *sys.argv[1:]]),
        "machine": machine.describe(),
        "versions": {"go": machine.version(["go", "version"]), "revision": machine.revision()},
        "rounds": options.rounds,
        "notes": [],
        "parts": {},
    }
    if "cost" in options.only:
        result["parts"]["cost"] = measure_cost(options.rounds, result["notes"])
    if "scrape" in options.only:
        result["parts"]["scrape"] = measure_scrape(100, options, "")
    if "scrape-large" in options.only:
        result["parts"]["scrape-large"] = measure_scrape(990, options, LARGE)
    if "journald" in options.only:
        if journald.is_possible():
            say("runs with journald")
            result["parts"]["journald"] = journald.start(options.rounds, options.seconds)
        else:
            result["notes"].append("journald needs root, a mount namespace and systemd; it is left out")
    options.output.mkdir(parents=True, exist_ok=True)
    stem = options.output / f"telemetry-{result['date'].replace(':', '')}"
    stem.with_suffix(".json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    text = markdown(result)
    stem.with_suffix(".md").write_text(text)
    print(json.dumps(result, ensure_ascii=False) if options.json else text)
    say(f"written: {stem}.json and {stem.name}.md")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
