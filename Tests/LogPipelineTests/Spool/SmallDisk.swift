import Foundation

/// A file system of a few megabytes that only the threads started on `thread` see.
final class SmallDisk {
    static var isPossible: Bool { NamespaceThread.isPossible }

    let thread: NamespaceThread
    let path: String

    /// - Parameters:
    ///   - path: Where it is mounted; the folder is made.
    ///   - kilobytes: Its size.
    /// - Throws: When it cannot be mounted.
    init(at path: String, kilobytes: Int) throws {
        self.path = path
        self.thread = try NamespaceThread()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try self.thread.perform {
            try NamespaceThread.run("mount -t tmpfs -o size=\(kilobytes)k tmpfs '\(path)'")
        }
    }

    deinit { self.thread.close() }

    /// Leaves no room, until the file is deleted.
    func fill() throws {
        try self.thread.perform { try NamespaceThread.run("cat /dev/zero >'\(self.path)/filler' 2>/dev/null || true") }
    }

    func free() throws {
        try self.thread.perform { try NamespaceThread.run("rm '\(self.path)/filler'") }
    }

    func data(_ name: String) throws -> Data {
        try self.thread.perform { try Data(contentsOf: URL(filePath: "\(self.path)/\(name)")) }
    }
}
