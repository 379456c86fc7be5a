"""From runs to medians, ratios and tables."""

from statistics import median

from harness.tables import table
from proxy import together

#: Ours against theirs: the bar of the project. "must" rows are promises, "aim" rows are not.
BAR = [
    ("CPU per request at most nginx with JSON log", "watchgate", "nginx-json", 1.0, "must"),
    ("CPU per request at most half of Envoy with JSON log", "watchgate", "envoy-json", 0.5, "must"),
    ("CPU per request at most HAProxy without a log", "watchgate", "haproxy", 1.0, "aim"),
]
REFERENCES = ["nginx-json", "envoy-json", "haproxy"]


def summarize(runs: list[dict]) -> dict[str, dict]:
    """Per server: the median of every figure, and the range of the one that counts."""
    summary: dict[str, dict] = {}
    for name in dict.fromkeys(run["server"] for run in runs):
        own = [run for run in runs if run["server"] == name]
        cpu = [run["cpu_us_per_request"] for run in own]
        entry = {key: median(run[key] for run in own) for key in own[0] if key not in ("server", "round")}
        entry |= {
            "runs": len(own),
            "cpu_us_per_request_min": min(cpu),
            "cpu_us_per_request_max": max(cpu),
            "errors": sum(run["errors"] for run in own),
        }
        summary[name] = entry
    for entry in summary.values():
        entry["ratio"] = {
            peer: entry["cpu_us_per_request"] / summary[peer]["cpu_us_per_request"]
            for peer in REFERENCES
            if peer in summary
        }
    return summary


def bar_rows(summary: dict[str, dict], at_once: list[dict[str, float]]) -> list[list[str]]:
    rows = []
    for text, ours, theirs, limit, kind in BAR:
        if ours in summary and theirs in summary:
            ratio = summary[ours]["ratio"][theirs]
            rows.append([text, kind, f"{limit:.2f}", f"{ratio:.2f}", "met" if ratio <= limit else "missed"])
    if {"watchgate", "watchgate-telemetry-off"} <= summary.keys():
        on, off = (summary[name]["cpu_us_per_request"] for name in ("watchgate", "watchgate-telemetry-off"))
        rows += share_rows("cost of telemetry, share of CPU per request", (on - off) / on)
    return rows + together_rows(at_once)


def together_rows(at_once: list[dict[str, float]]) -> list[list[str]]:
    """The bars again, for servers that were under load at the same time."""
    rows = []
    for text, ours, theirs, limit, kind in BAR:
        if ratios := together.ratios(at_once, ours, theirs):
            verdict = "met" if median(ratios) <= limit else "missed"
            rows.append([f"at the same time: {text}", kind, f"{limit:.2f}", f"{median(ratios):.2f}", verdict])
    share = together.telemetry_share(at_once)
    return rows if share is None else rows + share_rows("at the same time: cost of telemetry", share)


def share_rows(text: str, share: float) -> list[list[str]]:
    limits = ((0.10, "must"), (0.05, "aim"))
    return [
        [text, kind, f"{limit:.0%}", f"{share:.1%}", "met" if share <= limit else "missed"] for limit, kind in limits
    ]


def markdown(result: dict) -> str:
    summary, machine, settings = result["summary"], result["machine"], result["settings"]
    rows = []
    for name, entry in summary.items():
        rows.append(
            [
                name,
                f"{entry['cpu_us_per_request']:.2f}",
                f"{entry['cpu_us_per_request_min']:.2f}-{entry['cpu_us_per_request_max']:.2f}",
                *(f"{entry['ratio'][peer]:.2f}" if peer in entry["ratio"] else "-" for peer in REFERENCES),
                f"{entry['requests_per_second']:,.0f}",
                f"{entry['p50_us'] / 1000:.2f}",
                f"{entry['p99_us'] / 1000:.2f}",
                f"{entry['cpu_share']:.0%}",
                f"{entry['resident_bytes'] / 2**20:.1f}",
                str(entry["errors"]),
            ]
        )
    header = ["server", "CPU-µs/request", "range", *(f"× {peer}" for peer in REFERENCES)]
    header += ["requests/s", "p50 ms", "p99 ms", "core used", "RSS MiB", "errors"]
    parts = [
        f"# Reverse proxy, {result['date']}",
        f"`{result['command']}`",
        table(header, rows),
    ]
    if result["together"]:
        text = f"Under load at the same time, on one core, {together.SECONDS} s in each of {len(result['together'])} rounds:"
        header = ["server", "CPU-µs/request", "× watchgate", "range"]
        parts += [text, table(header, together.rows(result["together"]))]
    if bar := bar_rows(summary, result["together"]):
        parts.append(table(["bar", "kind", "limit", "measured", "verdict"], bar))
    load = ", ".join(f"{value:.2f}" for value in machine["load_average"])
    facts = [
        f"Machine: {machine['cpu']}, {machine['cores']} cores, {machine['memory_mib']} MiB, {machine['system']}, "
        f"kernel {machine['kernel']}; load average before the runs {load}",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in result["versions"].items()),
        f"Settings: {settings['rounds']} rounds, {settings['seconds']} s each after {settings['warmup_seconds']} s of "
        f"warm-up, {settings['connections']} connections, servers alternating and started anew in each round; "
        f"server on core {settings['server_cores']}, wrk and upstream on core {settings['load_core']}",
        "CPU: user + system time of all processes of the server over the requests wrk completed; medians of the rounds",
        "Latency is that of a closed loop at full load: it compares rates rather than delays",
        *(f"{name}: {text}" for name, text in result["does"].items()),
        *result["notes"],
    ]
    parts.append("\n".join(f"- {fact}" for fact in facts))
    return "\n\n".join(parts) + "\n"
