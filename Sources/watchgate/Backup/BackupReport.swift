import EngineCore

/// What the drill found.
struct BackupReport {
    /// Of the manifest.
    var path: String
    /// What is wrong, one sentence each; none: the backup is good.
    var faults: [String] = []
    var restoreSeconds = 0.0
    /// How old the newest committed data is; nil for an empty database.
    var dataAgeSeconds: Int64?
    var bytes: Int64 = 0
    var batch: Int64 = 0

    var text: String {
        if !self.faults.isEmpty {
            return "backup is not good: \(self.path)\n" + self.faults.map { "  \($0)" }.joined(separator: "\n")
        }
        let age = self.dataAgeSeconds.map { "\($0) s old" } ?? "empty"
        let time = Double(Int(self.restoreSeconds * 1_000)) / 1_000
        return """
            backup is good: \(self.path)
              restored \(self.bytes) bytes in \(time) s; data is \(age), up to batch \(self.batch)
            """
    }

    var json: String {
        CanonicalJSON.object([
            "batch": .int(self.batch), "bytes": .int(self.bytes), "data_age_seconds": .int(self.dataAgeSeconds),
            "faults": .array(self.faults.map { .string($0) }), "good": .bool(self.faults.isEmpty),
            "path": .string(self.path), "restore_milliseconds": .int(Int64(self.restoreSeconds * 1_000)),
        ]).text
    }
}
