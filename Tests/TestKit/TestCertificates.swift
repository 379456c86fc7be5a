import Foundation

/// An authority and certificates of its making, from the `openssl` program, in a folder that is gone afterwards.
package final class TestCertificates: Sendable {
    package struct Pair {
        package var certificate: String
        package var key: String
    }

    package let folder: String
    package var authority: String { "\(self.folder)/ca.pem" }

    /// Makes the authority.
    /// - Throws: When `openssl` fails.
    package init() throws {
        self.folder = NSTemporaryDirectory() + "wg-tls-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
        try self.run(
            ["req", "-x509"] + Self.newKey + ["-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=CA"]
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: self.folder) }  // what stays is in the temporary folder anyway

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    /// A certificate signed by the authority.
    /// - Parameters:
    ///   - name: Of its files.
    ///   - subjects: As `DNS:localhost` or `IP:127.0.0.1`.
    ///   - days: Negative: it has expired.
    /// - Returns: Its files.
    /// - Throws: When `openssl` fails.
    package func issue(_ name: String, subjects: String, days: Int = 2) throws -> Pair {
        let request = ["req"] + Self.newKey + ["-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=\(name)"]
        try self.run(request)
        try Data("subjectAltName=\(subjects)\n".utf8).write(to: URL(filePath: "\(self.folder)/\(name).ext"))
        let sign = [
            "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial",
            "\(UInt32.random(in: 1...UInt32.max))",
        ]
        try self.run(sign + ["-out", "\(name).pem", "-days", "\(days)", "-extfile", "\(name).ext"])
        return Pair(certificate: "\(self.folder)/\(name).pem", key: "\(self.folder)/\(name).key")
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: self.folder)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw CocoaError(.executableLoad) }
    }
}
