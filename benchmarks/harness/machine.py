"""The machine and the versions a result belongs to."""

import os
import platform
import re
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def describe() -> dict[str, object]:
    cpu = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return {
        "cpu": cpu.group(1) if cpu else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mib": int(memory.group(1)) // 1024 if memory else 0,
        "kernel": platform.release(),
        "system": system_name(),
        "load_average": list(os.getloadavg()),
    }


def busy_seconds(cores: list[int]) -> float:
    """The time these cores have worked since boot, for whomever; time stolen by the host included."""
    wanted = {f"cpu{core}" for core in cores}
    ticks = 0
    for line in Path("/proc/stat").read_text().splitlines():
        name, *fields = line.split()
        if name in wanted:
            user, nice, system, _, _, interrupts, soft_interrupts, steal = map(int, fields[:8])
            ticks += user + nice + system + interrupts + soft_interrupts + steal
    return ticks / os.sysconf("SC_CLK_TCK")


def system_name() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return platform.system()
    return release.get("PRETTY_NAME", platform.system())


def version(command: list[str], pattern: str = r"(\d+\.\d+[\w.+~-]*)") -> str:
    """The version in what a command prints; "unknown" if it prints none."""
    try:
        # wrk prints its version with exit status 1.
        result = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    output = (result.stdout + result.stderr).replace(command[0], "")  # a path may hold another version
    found = re.search(pattern, output)
    return found.group(1) if found else "unknown"


def revision() -> str:
    """The commit that is checked out, with "+" when files differ from it; empty outside a repository."""
    def git(*arguments: str) -> str:
        command = ["git", "-C", str(REPOSITORY), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    commit = git("rev-parse", "--short", "HEAD")
    if not re.fullmatch(r"[0-9a-f]+", commit):
        return ""
    return commit + ("+" if git("status", "--porcelain") else "")
