import Foundation
import LogPipeline
import Telemetry

/// A folder that is gone when nobody holds it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        self.path = NSTemporaryDirectory() + "wg-log-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }  // what stays is in the temporary folder anyway

    func file(_ name: String) -> String { "\(self.path)/\(name)" }

    func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: self.file(name))) }

    /// The names of the files in it, sorted.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: self.path).sorted()) ?? [] }
}

extension LogPipelineConfiguration {
    /// Both streams into files of a folder.
    static func sample(in folder: TemporaryFolder, names: NameTable = NameTable()) -> LogPipelineConfiguration {
        var configuration = LogPipelineConfiguration(
            serviceVersion: "1.0.0",
            environment: "production",
            nodeName: "gw-1",
            bootID: 0x5f0c_9a31,
            accessSinks: [.file],
            appSinks: [.file],
            fileAccessPath: folder.file("access.jsonl"),
            fileAppPath: folder.file("app.jsonl"),
            names: names
        )
        configuration.hostName = "gw-1"
        return configuration
    }
}

/// Waits until something holds, looking every few milliseconds.
/// - Returns: Whether it held within the time.
func eventually(within seconds: Double = 10, _ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
        if condition() { return true }
        usleep(5000)
    }
    return condition()
}
