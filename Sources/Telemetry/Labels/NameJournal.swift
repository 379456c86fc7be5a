import Glibc

/// The names of a process in a file that outlives it, for those who find its records.
///
/// Append-only; an entry is there before anybody knows the id, so no record names an id that the file lacks:
///
///     4 bytes id, 2 bytes length, 2 bytes check, the text
package final class NameJournal: Sendable {
    private let descriptor: Int32

    /// Makes the file, mode 0600.
    /// - Returns: Nil when that failed; `errno` says why.
    package init?(_ path: String) {
        self.descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if self.descriptor < 0 { return nil }
    }

    deinit { close(self.descriptor) }

    /// - Returns: False when the entry is not whole: a full file system.
    func append(_ id: UInt32, _ text: String) -> Bool {
        let bytes = Self.entry(id, text)
        return write(self.descriptor, bytes, bytes.count) == bytes.count
    }

    private static func entry(_ id: UInt32, _ text: String) -> [UInt8] {
        let text = Array(text.utf8)
        let count = UInt16(truncatingIfNeeded: text.count)
        let check = Self.check(id, text)
        var bytes = [UInt8]()
        bytes.reserveCapacity(8 + text.count)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: id >> UInt32(shift))) }
        bytes += [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
        bytes += [UInt8(truncatingIfNeeded: check), UInt8(truncatingIfNeeded: check >> 8)]
        return bytes + text
    }

    private static func check(_ id: UInt32, _ text: [UInt8]) -> UInt16 {
        let sum = text.withUnsafeBytes { RingEntry.checksum($0, at: Int(id)) }
        return UInt16(truncatingIfNeeded: sum >> 8)
    }

    /// Reads the names of a file up to the first entry that is damaged or half written.
    package static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var place = 0
        while place + 8 <= bytes.count {
            let id = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
            let count = Int(bytes[place + 4]) | Int(bytes[place + 5]) << 8
            let check = UInt16(bytes[place + 6]) | UInt16(bytes[place + 7]) << 8
            let end = place + 8 + count
            guard Int(id) == names.count, count <= LabelText.byteLimit, end <= bytes.count else { break }
            let text = Array(bytes[(place + 8)..<end])
            guard check == Self.check(id, text) else { break }
            names.append(String(decoding: text, as: UTF8.self))
            place = end
        }
        return names
    }
}
