import EngineCore

/// What `migrate` prints.
struct MigrationReport {
    private let plan: MigrationPlan
    private let applied: [SchemaMigration]

    init(_ plan: MigrationPlan, applied: [SchemaMigration]) { (self.plan, self.applied) = (plan, applied) }

    /// 0 up to date, 1 something is missing, 78 not this release's.
    var exitCode: Int32 {
        switch self.plan {
        case .upToDate: 0
        case .pending, .unfinished: 1
        case .checksumDiffers, .newerSchema: 78
        }
    }

    private var state: String {
        switch self.plan {
        case .upToDate: "up_to_date"
        case .pending: "pending"
        case .unfinished: "unfinished"
        case .checksumDiffers: "checksum_differs"
        case .newerSchema: "newer"
        }
    }

    var text: String {
        var lines = self.applied.map { "applied  \($0.version) \($0.name), phase \($0.phase)" }
        lines += self.plan.steps.map { "missing  \($0.number) \($0.name), phase \($0.phase)" }
        lines.append(self.plan.fault ?? "the schema is up to date")
        return lines.joined(separator: "\n")
    }

    var json: String {
        let applied = self.applied.map { row in
            CanonicalJSON.object([
                "applied_at": .int(row.appliedAt), "name": .string(row.name), "phase": .int(Int64(row.phase)),
                "version": .int(Int64(row.version)),
            ])
        }
        let missing = self.plan.steps.map { step in
            CanonicalJSON.object([
                "name": .string(step.name), "phase": .int(Int64(step.phase)), "version": .int(Int64(step.number)),
            ])
        }
        return CanonicalJSON.object([
            "applied": .array(applied), "fault": self.plan.fault.map { .string($0) } ?? .null,
            "missing": .array(missing), "state": .string(self.state),
        ]).text
    }
}
