"""Runs engine-load, which drives the engine in its own process and prints one JSON document."""

import json
import subprocess
import sys
from pathlib import Path

from harness import machine

PROGRAM = machine.REPOSITORY / ".build" / "release" / "engine-load"


def start(store: str, workload: str, seconds: int, **options: object) -> subprocess.Popen:
    command = [str(PROGRAM), "--store", store, "--workload", workload, "--seconds", str(seconds)]
    for name, value in options.items():
        if value is True:
            command.append(f"--{name.replace('_', '-')}")
        elif value is not None and value is not False:
            command += [f"--{name.replace('_', '-')}", str(value)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr, text=True)


def finish(process: subprocess.Popen, patience: float) -> dict:
    output, _ = process.communicate(timeout=patience)
    if process.returncode != 0:
        sys.exit(f"engine-load ended with status {process.returncode}")
    result = json.loads(output)
    broken = {name: count for name, count in result["invariants"].items() if count}
    if broken:
        sys.exit(f"void: invariants are broken after the run: {broken}")
    if result["committed"] != result["read_back"]:
        sys.exit(f"void: {result['committed']} acknowledged, {result['read_back']} in the store")
    return result


def run(store: str, workload: str, seconds: int, **options: object) -> dict:
    return finish(start(store, workload, seconds, **options), patience=seconds + 600)


def together(store: str, workload: str, seconds: int, count: int, **options: object) -> list[dict]:
    """Several processes on one database at the same time."""
    processes = [start(store, workload, seconds, gateway=number, shared=True, **options) for number in range(count)]
    return [finish(process, patience=seconds + 600) for process in processes]


def file_store(folder: Path, name: str) -> str:
    """A fresh SQLite file of that name."""
    for path in folder.glob(f"{name}*"):
        path.unlink()
    return f"sqlite:{folder / name}"
