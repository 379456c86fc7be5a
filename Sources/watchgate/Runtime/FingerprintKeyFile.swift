import Foundation
import GatewayCore
import Logging
import Synchronization
import Telemetry

/// The key of the day that fingerprints in the access log are made with: `fingerprint.key` in the state folder.
///
/// One line, `2026-03-01 <64 hex digits>`, mode 0600. It outlives a restart, so that a credential keeps its fingerprint
/// for a day (UTC); the next day it is written over, and nobody can make the old fingerprints again.
final class FingerprintKeyFile: Sendable {
    private let path: String
    private let keys: FingerprintKeys
    /// The day the key is of, days since 1970.
    private let day = Mutex<Int?>(nil)

    init(folder: String, keys: FingerprintKeys) {
        self.path = (folder as NSString).appendingPathComponent("fingerprint.key")
        self.keys = keys
    }

    /// Takes the day's key, or makes it; does nothing while the day lasts.
    ///
    /// A key that cannot be written is used all the same: it ends with the process.
    func renew(_ logger: Logger, now: Date = Date()) {
        let today = Int((now.timeIntervalSince1970 / 86_400).rounded(.down))
        let isNew = self.day.withLock { day in
            defer { day = today }
            return day != today
        }
        guard isNew else { return }
        let date = Self.text(now)
        if let key = self.read(date) { return self.keys.replace(with: key) }
        let key = FingerprintKeys.random()
        self.keys.replace(with: key)
        if let number = self.write(date, key) {
            logger.warning(
                "the key of fingerprints cannot be written; after a restart credentials have other fingerprints",
                metadata: ["file": "\(self.path)", "cause": "\(String(cString: strerror(number)))"]
            )
        }
    }

    private func read(_ date: String) -> Secret<[UInt8]>? {
        guard let data = FileManager.default.contents(atPath: self.path), data.count < 256 else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, parts[0] == date, parts[1].utf8.count == 2 * FingerprintKeys.byteCount else {
            return nil
        }
        let digits = parts[1].utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 2 * FingerprintKeys.byteCount else { return nil }
        return Secret(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    /// In one step, so that another process sees the old line or the new one.
    /// - Returns: The system's error number; nil when it is written.
    private func write(_ date: String, _ key: Secret<[UInt8]>) -> Int32? {
        let temporary = "\(self.path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let digits = key.withBytes { bytes in
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let line = Array("\(date) \(digits)\n".utf8)
        guard Foundation.write(descriptor, line, line.count) == line.count, rename(temporary, self.path) == 0 else {
            let number = errno
            unlink(temporary)
            return number
        }
        return nil
    }

    /// `2026-03-01`, UTC.
    private static func text(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }
}
