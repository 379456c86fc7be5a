import Foundation

/// How `doctor` writes numbers.
enum DoctorText {
    /// At most one decimal, and none where it would be 0.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let tenths = (value * 10).rounded()
        let whole = Int64(tenths) / 10
        let rest = abs(Int64(tenths) % 10)
        return rest == 0 ? String(whole) : "\(tenths < 0 && whole == 0 ? "-" : "")\(whole).\(rest)"
    }

    static func percent(_ share: Double) -> String { self.number(share * 100) + " %" }

    static func bytes(_ count: Double) -> String {
        for (unit, size) in [("GiB", 1_073_741_824.0), ("MiB", 1_048_576), ("KiB", 1024)] where count >= size {
            return "\(self.number(count / size)) \(unit)"
        }
        return "\(self.number(count)) bytes"
    }
}
