/// Whether the disks we write to have room.
package enum DiskSpaceCheck {
    /// Of the disk, free for us.
    package static let warningShare = 0.1
    package static let failedShare = 0.05

    /// The disk of one folder.
    package struct Disk: Sendable {
        package var folder: String
        package var freeBytes: Double
        package var sizeBytes: Double

        package init(folder: String, freeBytes: Double, sizeBytes: Double) {
            (self.folder, self.freeBytes, self.sizeBytes) = (folder, freeBytes, sizeBytes)
        }

        var freeShare: Double { self.sizeBytes > 0 ? self.freeBytes / self.sizeBytes : 0 }
    }

    package static func evaluate(_ disks: [Disk]) -> Finding {
        guard let worst = disks.min(by: { $0.freeShare < $1.freeShare }) else {
            return .ok(.diskSpace, "no folder to write to exists yet")
        }
        let share = DoctorText.percent(worst.freeShare)
        let text = "\(worst.folder): \(DoctorText.bytes(worst.freeBytes)) free, \(share)"
        let fix = "Remove old files there, lower logs.sinks.file.keep, or move the folder to a larger disk."
        if worst.freeShare < Self.failedShare { return .failed(.diskSpace, text, fix: fix) }
        return worst.freeShare < Self.warningShare
            ? .warning(.diskSpace, text, fix: fix) : .ok(.diskSpace, text)
    }
}
