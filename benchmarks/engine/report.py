"""What the runs of the engine say, as tables in Markdown."""

from statistics import median

from harness.tables import table

#: The bars of the handbook's performance chapter.
BARS = {"transfers": (2.0, 5.0), "orders": (0.7, 2.0), "zipf": (0.9, 1.0), "two": (0.8, 1.0)}
SQLITE = {"transfers": (8_000, 25_000), "orders": (2_500, 7_000)}


def rate(runs: list[dict]) -> float:
    return median(run["per_second"] for run in runs)


def spread(values: list[float]) -> str:
    return f"{min(values):,.0f}-{max(values):,.0f}"


def capacities(parts: dict) -> dict[str, float]:
    """Transfers a second on each store, as far as they were measured."""
    return {name: rate(parts[name]["transfers"]) for name in ("postgresql", "sqlite") if name in parts}


def verdict(value: float, must: float, aim: float) -> str:
    return "aim reached" if value >= aim else "met" if value >= must else "MISSED"


def batches(runs: list[dict]) -> str:
    found = [run["batches"] for run in runs]
    return "/".join(f"{median(entry[name] for entry in found):,.0f}" for name in ("p50", "p90", "max"))


def row(name: str, runs: list[dict], against: str, ratio: float, bar: tuple[float, float]) -> list[str]:
    return [name, f"{rate(runs):,.0f}", spread([run["per_second"] for run in runs]), against, f"{ratio:.2f}",
            f"{bar[0]:g} / {bar[1]:g}", verdict(ratio, *bar), batches(runs),
            f"{median(run['p99_us'] for run in runs) / 1000:.1f}"]


HEADER = ["workload", "per second", "range", "against", "ratio", "must / aim", "", "batch p50/p90/max", "p99 ms"]


def postgresql(runs: dict) -> str:
    base = median(runs["pgbench"])
    rows = [["pgbench TPC-B", f"{base:,.0f}", spread(runs["pgbench"]), "", "", "", "", "", ""]]
    for name in ("transfers", "orders"):
        rows.append(row(name, runs[name], "pgbench", rate(runs[name]) / base, BARS[name]))
    rows.append(row("transfers, Zipf 2.0", runs["zipf"], "uniform", rate(runs["zipf"]) / rate(runs["transfers"]),
                    BARS["zipf"]))
    return "PostgreSQL, one engine process, load in the same process:\n\n" + table(HEADER, rows)


def gateways(runs: dict) -> str:
    one = rate(runs["one"])
    sums = [sum(part["per_second"] for part in pair) for pair in runs["two"]]
    ratio = median(sums) / one
    rows = [["one", f"{one:,.0f}", spread([run["per_second"] for run in runs["one"]]), "", "", ""],
            ["two together", f"{median(sums):,.0f}", spread(sums), f"{ratio:.2f}", f"{BARS['two'][0]:g} / 1",
             verdict(ratio, *BARS["two"])]]
    failed = sum(part["failed"] for pair in runs["two"] for part in pair)
    return ("Engine processes on one PostgreSQL, transfers, Zipf 2.0:\n\n"
            + table(["processes", "per second", "range", "ratio", "must / aim", ""], rows)
            + f"\n\nErrors that reached a caller with two: {failed}.")


def sqlite(runs: dict) -> str:
    rows = []
    for name, (must, aim) in SQLITE.items():
        value = rate(runs[name])
        rows.append([name, f"{value:,.0f}", spread([run["per_second"] for run in runs[name]]), f"{must:,} / {aim:,}",
                     verdict(value, must, aim), batches(runs[name]),
                     f"{median(run['p99_us'] for run in runs[name]) / 1000:.1f}"])
    header = ["workload", "per second", "range", "must / aim", "", "batch p50/p90/max", "p99 ms"]
    return "SQLite, WAL, synchronous=FULL:\n\n" + table(header, rows)


def latency(found: dict, sync: float) -> str:
    rows = []
    for name, runs in found.items():
        limit = 1_000_000 / sync if sync else 0
        ratio = runs["alone"]["per_second"] / limit if limit else 0
        must = (10 * sync + 5_000) / 1000
        rows.append([name, f"{runs['alone']['per_second']:,.0f}", f"{ratio:.2f}", f"{runs['half']['per_second']:,.0f}",
                     f"{runs['half']['p99_us'] / 1000:.1f}", f"{must:.1f}",
                     "met" if runs["half"]["p99_us"] / 1000 <= must else "MISSED"])
    header = ["store", "one client, per second", "of 1/fdatasync (must 0.6)", "half load", "p99 ms", "must ms", ""]
    return "One client alone, and an open loop at half capacity:\n\n" + table(header, rows)


def markdown(result: dict) -> str:
    parts = [f"# Engine, {result['date']}", f"`{result['command']}`"]
    shown = {"postgresql": postgresql, "gateways": gateways, "sqlite": sqlite}
    parts += [show(result["parts"][name]) for name, show in shown.items() if name in result["parts"]]
    if "latency" in result["parts"]:
        parts.append(latency(result["parts"]["latency"], result["fdatasync_us"]))
    about = result["machine"]
    load = ", ".join(f"{value:.2f}" for value in about["load_average"])
    facts = [
        f"Machine: {about['cpu']}, {about['cores']} cores, {about['memory_mib']} MiB, {about['system']}, kernel "
        f"{about['kernel']}; load average before the runs {load}. Engine, store and load share it",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in result["versions"].items()),
        f"{result['rounds']} rounds of {result['seconds']} s, pgbench and the engine in turns; figures are medians",
        "PostgreSQL: " + ", ".join(f"{name}={value}" for name, value in result["durability"].items())
        + "; the same server for pgbench",
        f"One fdatasync of 8 kB takes {result['fdatasync_us']:.0f} us (pg_test_fsync)",
        "A transfer is two balances, a transfer row, an audit event and a key; an order is place and pay with two "
        "commissions. Acknowledged commands were counted in the store after each run, and all invariants were run",
    ]
    return "\n\n".join(parts) + "\n\n" + "\n".join(f"- {fact}" for fact in facts) + "\n"
