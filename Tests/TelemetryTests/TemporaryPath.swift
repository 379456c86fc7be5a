import Foundation

/// The path of a file that does not exist yet, and is gone with its owner.
final class TemporaryPath: Sendable {
    let path = NSTemporaryDirectory() + "wg-telemetry-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: self.path) }  // it may never have been made
}
