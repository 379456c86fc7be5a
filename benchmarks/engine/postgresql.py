"""One PostgreSQL of our own in a temporary folder, pgbench, and what a durable write costs on this disk."""

import glob
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from harness.processes import free_ports

#: The same server and settings for pgbench and for the engine.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "max_connections": "100",
}


def binary(name: str) -> str:
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    if not found:
        sys.exit(f"{name} is missing: install Debian's package postgresql")
    return found[-1]


def as_postgres(command: list[str], **more) -> subprocess.CompletedProcess:
    """PostgreSQL refuses root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


class PostgreSQL:
    def __init__(self, parent: Path):
        self.folder = Path(tempfile.mkdtemp(prefix="engine-bench-", dir=parent))
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.data = self.folder / "data"
        (self.port,) = free_ports(1)
        self.run("initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8")
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options += f" -c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def run(self, name: str, *arguments: str, timeout: float = 900) -> str:
        result = as_postgres([binary(name), *arguments], timeout=timeout, cwd=self.folder)
        if result.returncode != 0:
            sys.exit(f"{name} ended with status {result.returncode}: {result.stderr[-500:]}")
        return result.stdout

    def client(self, name: str, *arguments: str, timeout: float = 900) -> str:
        return self.run(name, "-h", str(self.folder), "-p", str(self.port), "-U", "postgres", *arguments, timeout=timeout)

    def new_database(self, name: str) -> str:
        """An empty database of that name; returns its URL."""
        self.client("psql", "-qc", f'DROP DATABASE IF EXISTS "{name}"', "postgres")
        self.client("psql", "-qc", f'CREATE DATABASE "{name}"', "postgres")
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def prepare_pgbench(self) -> None:
        self.new_database("pgbench")
        self.client("pgbench", "-i", "-q", "-s", "10", "pgbench")

    def pgbench(self, seconds: int) -> float:
        """TPC-B transactions a second: 16 clients, 2 threads, prepared statements."""
        self.client("psql", "-qc", "CHECKPOINT", "postgres")
        output = self.client("pgbench", "-M", "prepared", "-c", "16", "-j", "2", "-T", str(seconds), "pgbench")
        found = re.search(r"tps = ([\d.]+)", output)
        if not found:
            sys.exit(f"pgbench printed no rate: {output[-300:]}")
        return float(found.group(1))

    def durability(self) -> dict[str, str]:
        rows = self.client("psql", "-At", "-F", "=", "-c", "SELECT name, setting FROM pg_settings WHERE name IN "
                           "('fsync','synchronous_commit','full_page_writes','wal_sync_method','wal_level')", "postgres")
        return dict(row.split("=", 1) for row in rows.splitlines())

    def fdatasync_microseconds(self) -> float:
        """What pg_test_fsync says of one 8 kB write with fdatasync in this folder."""
        output = self.run("pg_test_fsync", "-s", "2", "-f", str(self.folder / "fsync-test"))
        found = re.search(r"fdatasync\s+[\d.]+ ops/sec\s+(\d+) usecs/op", output)
        return float(found.group(1)) if found else 0.0

    def stop(self) -> None:
        as_postgres([binary("pg_ctl"), "-D", str(self.data), "-m", "immediate", "-w", "stop"], cwd=self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)
