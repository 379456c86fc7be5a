"""The upstream of every run: an nginx that answers a small document from memory."""

import sys
from pathlib import Path

from harness.processes import Server, free_ports
from proxy.servers import REQUEST_PATH, nginx_command, render, which


def start(folder: Path, core: int) -> tuple[Server, int]:
    nginx = which("nginx")
    if not nginx:
        sys.exit("nginx is missing: it is the upstream of every run (Debian package nginx)")
    (port,) = free_ports(1)
    config = render("upstream-nginx.conf", {"PORT": str(port), "DIR": str(folder)}, folder)
    command = [part.replace("@CONFIG@", str(config)).replace("@DIR@", str(folder)) for part in nginx_command(nginx)]
    server = Server(command, [core], folder / "output.log")
    try:
        server.wait_until_ready(f"http://127.0.0.1:{port}{REQUEST_PATH}")
    except BaseException:
        server.stop()
        raise
    return server, port
