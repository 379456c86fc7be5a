"""scripts/bench proxy: reverse proxies in alternating runs on one core, by CPU per request."""

import argparse
import datetime
import json
import os
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness import machine, nginx_upstream, wrk
from harness.processes import Server, ServerFailure, free_ports
from proxy import report, together
from proxy.servers import REQUEST_PATH, Contestant, contestants, render, which

#: How long deferred work (a log that is still to be written) may take after the last request; it counts.
SETTLE_SECONDS = 0.3


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench proxy", description=__doc__)
    names = [entry.name for entry in contestants()]
    parser.add_argument("--rounds", type=int, default=11, help="medians are of these (default 11)")
    parser.add_argument("--seconds", type=int, default=3, help="of each measured run (default 3)")
    parser.add_argument("--warmup", type=int, default=1, help="seconds before each measured run (default 1)")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--quick", action="store_true", help="2 rounds of 2 s: to see that it works")
    parser.add_argument("--no-build", action="store_true", help="measure the watchgate that was built last")
    parser.add_argument("--only", default=",".join(names), help=f"comma-separated, of: {', '.join(names)}")
    parser.add_argument("--server-core", type=int, default=None, help="default: the first core")
    parser.add_argument("--load-core", type=int, default=None, help="default: the second core")
    parser.add_argument("--output", type=Path, default=machine.REPOSITORY / "benchmarks" / "results")
    parser.add_argument("--json", action="store_true", help="print the result as JSON instead of tables")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 2, 2
    options.only = [name for name in options.only.split(",") if name]
    for name in options.only:
        if name not in names:
            parser.error(f"--only {name}: one of {', '.join(names)}")
    return options


def build() -> None:
    say("building watchgate")
    command = ["swift", "build", "-c", "release", "--product", "watchgate", "--quiet"]
    if subprocess.run(command, cwd=machine.REPOSITORY, stdout=sys.stderr, check=False).returncode != 0:
        sys.exit("watchgate does not build; --only nginx-json,haproxy,envoy-json measures the peers alone")


def count_lines(file: Path) -> int:
    count = 0
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            count += block.count(b"\n")
    return count


class Bench:
    def __init__(self, options: argparse.Namespace):
        self.options = options
        cores = sorted(os.sched_getaffinity(0))
        self.server_core = cores[0] if options.server_core is None else options.server_core
        self.load_core = cores[min(1, len(cores) - 1)] if options.load_core is None else options.load_core
        spare = [core for core in cores if core not in (self.server_core, self.load_core)]
        self.second_core = spare[0] if spare else self.load_core
        self.notes: list[str] = []
        if self.server_core == self.load_core:
            self.notes.append("server and load share one core: rates say little, CPU per request is still the server's")

    def cores_of(self, entry: Contestant) -> list[int]:
        return [self.server_core] if entry.shards == 1 else [self.server_core, self.second_core]

    def start(self, entry: Contestant, upstream_port: int, folder: Path) -> tuple[Server, str]:
        """Starts a server that keeps all it writes in a folder, and waits until it answers."""
        port, admin_port = free_ports(2)
        values = entry.values | {
            "PORT": str(port),
            "ADMIN_PORT": str(admin_port),
            "UPSTREAM_PORT": str(upstream_port),
            "DIR": str(folder),
        }
        config = render(entry.template, values, folder)
        command = [part.replace("@CONFIG@", str(config)).replace("@DIR@", str(folder)) for part in entry.command]
        server = Server(command, self.cores_of(entry), folder / "output.log")
        url = f"http://127.0.0.1:{port}{REQUEST_PATH}"
        try:
            server.wait_until_ready(url)
        except BaseException:
            server.stop()
            raise
        return server, url

    def run_together(self, entries: list[Contestant], upstream_port: int) -> list[dict[str, float]]:
        """The same servers at the same time, once per round."""
        options, rounds = self.options, []
        for number in range(options.rounds if together.chosen(entries) else 0):
            chosen = together.chosen(entries)
            first = number % len(chosen)
            with tempfile.TemporaryDirectory(prefix="watchgate-bench-") as name:
                folder = Path(name)
                folder.chmod(0o755)
                try:
                    run = together.run(
                        chosen[first:] + chosen[:first],
                        upstream_port,
                        folder,
                        self.start,
                        self.load_core,
                        options.warmup,
                        options.connections,
                    )
                except (ServerFailure, wrk.LoadFailure) as error:
                    self.note(f"servers at the same time left out: {error}")
                    break
            rounds.append(run)
            say(f"together {number + 1}/{options.rounds} " + ", ".join(f"{k} {v:.2f}" for k, v in sorted(run.items())))
        return rounds

    def run(self, entry: Contestant, upstream_port: int) -> dict:
        """One measured run of one server, started for it and stopped after it."""
        options = self.options
        with tempfile.TemporaryDirectory(prefix="watchgate-bench-") as name:
            folder = Path(name)
            folder.chmod(0o755)  # workers of a server may have another user
            server, url = self.start(entry, upstream_port, folder)
            try:
                warmup = wrk.run(url, options.warmup, options.connections, [self.load_core])
                cores = self.cores_of(entry)
                before, busy_before, began = server.cpu_seconds(), machine.busy_seconds(cores), time.monotonic()
                load = wrk.run(url, options.seconds, options.connections, [self.load_core])
                time.sleep(SETTLE_SECONDS)
                cpu = server.cpu_seconds() - before
                others = machine.busy_seconds(cores) - busy_before - cpu
                others_share = max(others, 0) / (time.monotonic() - began) / len(cores)
                resident = server.resident_bytes()
                if server.process.poll() is not None:
                    raise ServerFailure(f"{entry.name} ended during the run: {server.last_lines()}")
            finally:
                server.stop()
            if load.requests == 0:
                raise ServerFailure(f"{entry.name} answered nothing: {server.last_lines()}")
            logged = count_lines(folder / "access.jsonl") if entry.logs else 0
        answered = load.requests + warmup.requests
        if entry.logs and logged < answered:
            self.note(f"{entry.name}: {answered} requests, but {logged} lines in its access log")
        return {
            "server": entry.name,
            "requests": load.requests,
            "requests_per_second": load.requests / load.seconds,
            "p50_us": load.p50_us,
            "p99_us": load.p99_us,
            "cpu_us_per_request": cpu * 1e6 / load.requests,
            "cpu_share": cpu / load.seconds,
            "others_share": others_share,
            "resident_bytes": resident,
            "errors": load.errors,
        }

    def note(self, text: str) -> None:
        text = " ".join(text.split())
        if text not in self.notes:
            self.notes.append(text)
            say(f"note: {text}")

    def chosen(self) -> list[Contestant]:
        found = []
        for entry in contestants():
            if entry.name not in self.options.only:
                continue
            if entry.command:
                found.append(entry)
            else:
                self.note(f"{entry.name} cannot be had here and is left out")
        return found

    def run_all(self) -> dict:
        options = self.options
        entries = self.chosen()
        if any(entry.is_ours for entry in entries) and not options.no_build:
            build()
        if any(entry.shards > 1 for entry in entries) and self.second_core == self.load_core:
            self.note("watchgate-2-shards shares its second core with the load: on two cores its rate is no measure")
        about = machine.describe()
        runs: list[dict] = []
        broken: set[str] = set()
        with tempfile.TemporaryDirectory(prefix="watchgate-bench-") as name:
            folder = Path(name)
            folder.chmod(0o755)
            upstream, upstream_port = nginx_upstream.start(folder, self.load_core)
            try:
                for number in range(options.rounds):
                    # Each round starts with another server, so none is always measured after the same neighbour.
                    for entry in entries[number % len(entries) :] + entries[: number % len(entries)]:
                        if entry.name in broken:
                            continue
                        try:
                            run = self.run(entry, upstream_port)
                        except (ServerFailure, wrk.LoadFailure) as error:
                            broken.add(entry.name)
                            self.note(f"{entry.name} left out: {error}")
                            continue
                        runs.append(run | {"round": number + 1})
                        say(
                            f"round {number + 1}/{options.rounds} {entry.name:24} "
                            f"{run['cpu_us_per_request']:7.2f} CPU-µs/request {run['requests_per_second']:9,.0f}/s"
                        )
                at_once = self.run_together([entry for entry in entries if entry.name not in broken], upstream_port)
            finally:
                upstream.stop()
        alone = [run["others_share"] for run in runs if not run["server"].endswith("-2-shards")]
        if alone and (share := statistics.median(alone)) > 0.05:
            self.note(f"other programs took {share:.0%} of the server's core: repeat this on a quiet machine")
        entries = [entry for entry in entries if any(run["server"] == entry.name for run in runs)]
        if not entries:
            sys.exit("nothing was measured")
        order = {entry.name: index for index, entry in enumerate(entries)}
        runs.sort(key=lambda run: (order[run["server"]], run["round"]))
        versions = {"nginx (upstream)": machine.version([which("nginx") or "nginx", "-v"])}
        for entry in entries:
            versions[entry.name.split("-")[0]] = machine.version(entry.version, r"(\d+\.\d+\.\d+[\w.+~-]*)")
        versions["wrk"] = machine.version(["wrk", "-v"])
        if commit := machine.revision():
            versions["revision"] = commit
        return {
            "suite": "proxy",
            "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "command": shlex.join(["scripts/bench", "proxy", *sys.argv[1:]]),
            "machine": about,
            "versions": versions,
            "settings": {
                "rounds": options.rounds,
                "seconds": options.seconds,
                "warmup_seconds": options.warmup,
                "connections": options.connections,
                "quick": options.quick,
                "server_cores": self.server_core,
                "load_core": self.load_core,
            },
            "does": {entry.name: entry.does for entry in entries},
            "notes": self.notes,
            "summary": report.summarize(runs),
            "together": at_once,
            "runs": runs,
        }


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    result = Bench(options).run_all()
    options.output.mkdir(parents=True, exist_ok=True)
    stem = options.output / f"proxy-{result['date'].replace(':', '')}"
    stem.with_suffix(".json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    text = report.markdown(result)
    stem.with_suffix(".md").write_text(text)
    print(json.dumps(result, ensure_ascii=False) if options.json else text)
    say(f"written: {stem}.json and {stem.name}.md")
    return 0 if set(options.only) <= result["summary"].keys() else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
