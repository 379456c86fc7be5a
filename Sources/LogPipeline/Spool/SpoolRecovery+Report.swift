import Logging

extension SpoolRecovery {
    /// Says in the app stream what was damaged.
    func report(_ path: String, _ report: PipelineReport) {
        let labels = [(key: "path", value: path)]
        if self.tornBytes > 0 {
            report(.notice, "an unfinished record was cut off a spool", [("bytes", "\(self.tornBytes)")] + labels)
        }
        if self.corruptCount > 0 || !self.losses.isEmpty {
            let lost = self.losses.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 }
            let counts = [("files", "\(self.corruptCount)"), ("lost", "\(lost)")]
            report(.error, "damaged spool files were set aside", counts + labels)
        }
        for version in self.unknownVersions.prefix(1) {
            report(.error, "a spool file of another version was set aside", labels + [("version", "\(version)")])
        }
    }
}
