"""Builds and runs the tests; prints what failed, then the line "N passed, N failed"; exits 0 only if all is well.

Debug builds allocate where release builds do not, so the tests that count allocations are a pass of their own, in a
release build. Those of the engine are another: beside the gateway's, which watch clocks, they would take all of two
cores. A build that fails, a run that breaks off, one without a test and a process left behind each count as a failure.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PASSES = (
    ("tests", "debug", ["--skip", "AllocationTests|EngineCoreTests|SQLStoreTests"]),
    ("engine", "debug", ["--filter", "EngineCoreTests|SQLStoreTests"]),
    ("allocations", "release", ["--filter", "AllocationTests"]),
)
RESULTS = Path(".build/test-results")
LIMIT_SECONDS = 1800  # of one pass, without building
PATIENCE_SECONDS = 20  # of the runner after its test process has ended
TAIL_LINES = 60
PR_SET_CHILD_SUBREAPER = 36
MARKS = (" recorded an issue ", "Fatal error", "💣", "crashed:", "exited with unexpected signal")


def progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def descendants() -> dict[int, str]:
    """The living processes below this one, with their command lines: as subreaper it inherits every orphan."""
    parents: dict[int, int] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            stat = Path(f"/proc/{name}/stat").read_text(errors="replace")
        except OSError:
            continue  # it has ended
        fields = stat[stat.rindex(")") + 2 :].split()
        if fields[0] not in "ZX":
            parents[int(name)] = int(fields[1])
    found: dict[int, str] = {}
    for pid in parents:
        ancestor = parents[pid]
        while ancestor in parents and ancestor != os.getpid():
            ancestor = parents[ancestor]
        if ancestor == os.getpid():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                continue
            found[pid] = command.replace(b"\0", b" ").decode(errors="replace").strip()
    return found


def end_all() -> None:
    """Ends what is below this process: asks, waits up to 3 s, then kills."""
    for step, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
        deadline = time.monotonic() + patience
        for pid in descendants():
            try:
                os.kill(pid, step)
            except ProcessLookupError:
                pass  # it ended by itself
        while descendants():
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return


def run(command: list[str], log: Path) -> tuple[int | None, list[str]]:
    """Runs the test runner: its status (None: over the limit), and what it left behind.

    The runner waits for everyone who holds its output. Once its test process is gone, what keeps it was left behind.
    """
    deadline = time.monotonic() + LIMIT_SECONDS
    last_seen: float | None = None
    with log.open("wb") as output:
        runner = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    while runner.poll() is None:
        now = time.monotonic()
        below = descendants()
        if any(".xctest " in text for text in below.values()):
            last_seen = now
        left = [text for pid, text in below.items() if pid != runner.pid]
        if now > deadline:
            end_all()
            return None, []
        if last_seen and now - last_seen > PATIENCE_SECONDS and left:
            end_all()
            return 0, left
        time.sleep(0.2)
    # Children may take a moment to follow their parent: who keeps a database server removes its folder first.
    deadline = time.monotonic() + PATIENCE_SECONDS
    while descendants() and time.monotonic() < deadline:
        time.sleep(0.1)
    left = list(descendants().values())
    end_all()
    return runner.returncode, left


def tail(log: Path) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-TAIL_LINES:]


def build_errors(log: Path) -> list[str]:
    """The compiler's errors, each once; those in macro expansions follow from others."""
    lines = log.read_text(errors="replace").splitlines()
    return list(dict.fromkeys(line for line in lines if re.match(r"(/\S+:\d+:\d+: )?(fatal )?error: ", line)))


def failure_text(log: Path) -> list[str]:
    """The lines of the runner's log that tell of failures, with the comments that follow them."""
    found: list[str] = []
    follows = False
    for line in log.read_text(errors="replace").splitlines():
        line = re.sub(r"\x1b\[[0-9;]*m", "", line)
        is_comment = follows and line.startswith(("↳", "  ", "\t"))
        follows = is_comment or any(mark in line for mark in MARKS)
        if follows:
            found.append(line)
    return found


def read_results(name: str) -> tuple[int, list[str]]:
    """The number of tests that passed, and the names of those that failed."""
    passed = 0
    failed: list[str] = []
    for file in sorted(RESULTS.glob(f"{name}*.xml")):
        try:
            root = ElementTree.parse(file).getroot()
        except ElementTree.ParseError:
            continue  # cut short by a crash: the runner's status tells
        for case in root.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed.append(f"{case.get('classname')}.{case.get('name')}")
            elif case.find("skipped") is None:
                passed += 1
    return passed, failed


def report(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr, flush=True)


def run_pass(name: str, configuration: str, options: list[str]) -> tuple[int, int]:
    """Builds and runs one pass.

    Returns the number of passed and of failed tests.
    """
    log = RESULTS / f"{name}.log"
    progress(f"{name}: building ({configuration})")
    with log.open("wb") as output:
        build = ["swift", "build", "--build-tests", "-c", configuration]
        status = subprocess.run(build, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    if status != 0:
        report(f"{name}: the build failed", *(build_errors(log) or tail(log)))
        return 0, 1
    progress(f"{name}: testing")
    command = ["swift", "test", "--skip-build", "--disable-xctest", "-c", configuration, "--parallel"]
    status, left = run([*command, "--xunit-output", str(RESULTS / f"{name}.xml"), *options], log)
    passed, names = read_results(name)
    failed = len(names)
    if names:
        report(f"{name}: failed", *(f"  {entry}" for entry in names), *failure_text(log))
    elif status != 0:
        reason = f"over {LIMIT_SECONDS} s" if status is None else f"status {status}"
        report(f"{name}: broken off, {reason}", *(failure_text(log) or tail(log)))
        failed += 1
    elif passed == 0:
        report(f"{name}: no test was run", *tail(log))
        failed += 1
    if left:
        report(f"{name}: left behind", *(f"  {entry}" for entry in left))
        failed += 1
    return passed, failed


def main() -> int:
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    passed = failed = 0
    try:
        for name, configuration, options in PASSES:
            counts = run_pass(name, configuration, options)
            passed, failed = passed + counts[0], failed + counts[1]
    except BaseException:
        end_all()
        print(f"{passed} passed, {failed + 1} failed", flush=True)
        raise
    if failed:
        report(f"logs: {RESULTS}")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
