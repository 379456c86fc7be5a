"""What the benchmark suites share: processes and their cost, load, the machine's description, tables."""
