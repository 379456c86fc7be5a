import EngineCore

/// One JSON document of what was done and found.
struct LoadReport {
    let json: CanonicalJSON

    /// - Throws: When the store cannot be read back.
    init(_ tally: LoadTally, elapsed: Double, database: LoadDatabase, _ options: EngineLoad) throws {
        let counts = tally.all
        let found = options.unchecked ? (count: counts.committed, invariants: [:]) : try database.check(tally.prefix)
        let batches = counts.batches.sorted()
        let quantile = { (share: Double) -> Int64 in
            batches.isEmpty ? 0 : Int64(batches[min(batches.count - 1, Int(Double(batches.count) * share))])
        }
        self.json = .object([
            "workload": .string(options.workload.rawValue),
            "clients": .int(Int64(options.clients)),
            "rate": options.rate.map { .int(Int64($0)) } ?? .null,
            "milliseconds": .int(Int64(elapsed * 1_000)),
            "committed": .int(Int64(counts.committed)),
            "rejected": .int(Int64(counts.rejected)),
            "failed": .int(Int64(counts.failed)),
            "failure": .string(counts.failure),
            "per_second": .int(Int64(Double(counts.committed) / elapsed)),
            "p50_us": .int(Self.percentile(0.5, counts.latencies)),
            "p99_us": .int(Self.percentile(0.99, counts.latencies)),
            "batches": .object([
                "count": .int(Int64(batches.count)), "p50": .int(quantile(0.5)), "p90": .int(quantile(0.9)),
                "max": .int(Int64(batches.last ?? 0)),
            ]),
            "read_back": .int(Int64(found.count)),
            "invariants": .object(found.invariants.mapValues { .int(Int64($0)) }),
            "durability": .string(database.durability),
        ])
    }

    private static func percentile(_ share: Double, _ latencies: [Int]) -> Int64 {
        let total = latencies.reduce(0, +)
        var sum = 0
        for (place, count) in latencies.enumerated() {
            sum += count
            if total > 0, Double(sum) >= share * Double(total) { return LoadTally.bound(place) }
        }
        return 0
    }
}
