"""Sums up test passes: prints the failures of each, then the line "N passed, N failed"; exits 1 unless all is well.

Usage: results.py FOLDER PASS...; each pass left PASS.status (an exit code, or "build"), PASS.log, the result files
PASS*.xml, and PASS.left when processes were left behind.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TAIL_LINES = 60
MARKS = (" recorded an issue ", "Fatal error", "💣", "crashed:", "exited with unexpected signal")


def tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-TAIL_LINES:])


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


def summarize(folder: Path, name: str) -> tuple[int, int]:
    """The passed and failed tests of one pass; a pass that broke counts as one failure more."""
    status_file = folder / f"{name}.status"
    status = status_file.read_text().strip() if status_file.exists() else "missing"
    log = folder / f"{name}.log"
    if status == "build":
        errors = [line for line in log.read_text(errors="replace").splitlines() if "error:" in line]
        print(f"{name}: the build failed", *(dict.fromkeys(errors) or [tail(log)]), sep="\n", file=sys.stderr)
        return 0, 1
    total = failed = skipped = 0
    names: list[str] = []
    for file in sorted(folder.glob(f"{name}*.xml")):
        try:
            root = ElementTree.parse(file).getroot()
        except ElementTree.ParseError:
            continue  # cut short by a crash: the exit status tells
        for case in root.iter("testcase"):
            total += 1
            skipped += case.find("skipped") is not None
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                names.append(f"{case.get('classname')}.{case.get('name')}")
    passed = total - failed - skipped
    if failed:
        print(f"{name}: failed", *(f"  {entry}" for entry in names), *failure_text(log), sep="\n", file=sys.stderr)
    elif status != "0":
        text = failure_text(log) or [tail(log)]
        print(f"{name}: broken off, status {status}", *text, sep="\n", file=sys.stderr)
        failed = 1
    elif total == 0:
        print(f"{name}: no test was run", tail(log), sep="\n", file=sys.stderr)
        failed = 1
    left = folder / f"{name}.left"
    if left.exists():
        print(f"{name}: processes left behind", left.read_text().rstrip(), sep="\n", file=sys.stderr)
        failed += 1
    return passed, failed


def main() -> int:
    folder = Path(sys.argv[1])
    passed = failed = 0
    for name in sys.argv[2:]:
        counts = summarize(folder, name)
        passed, failed = passed + counts[0], failed + counts[1]
    if failed:
        print(f"logs: {folder}", file=sys.stderr)
    sys.stderr.flush()
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
