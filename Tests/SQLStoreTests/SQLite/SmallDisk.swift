import Foundation

/// A file system of its own size that only the calling thread sees (mount_namespaces(7)).
///
/// Needs root.
enum SmallDisk {
    struct Failure: Error { var call: String, number: Int32 }

    private typealias Unshare = @convention(c) (CInt) -> CInt
    private typealias Enter = @convention(c) (CInt, CInt) -> CInt
    private typealias Mount =
        @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>, UInt, UnsafePointer<CChar>)
        -> CInt
    private static let newNamespace: CInt = 0x0002_0000  // CLONE_NEWNS
    private static let privateTree: UInt = 0x4_4000  // MS_PRIVATE | MS_REC

    /// Whether this process may make one.
    static var isPossible: Bool {
        guard geteuid() == 0 else { return false }
        let database = TemporaryDatabase()
        return (try? Self.run(at: database.folder, bytes: 65_536) {}) != nil
    }

    /// Mounts it at a folder, runs `body` on this thread, and goes back to where the mount is not.
    static func run(at folder: String, bytes: Int, _ body: () throws -> Void) throws {
        let home = open("/proc/thread-self/ns/mnt", O_RDONLY | O_CLOEXEC)
        try Self.check("open", home)
        defer { close(home) }
        // The Glibc module hides them: its headers are read without _GNU_SOURCE.
        let unshare = unsafeBitCast(dlsym(nil, "unshare"), to: Unshare.self)
        let enter = unsafeBitCast(dlsym(nil, "setns"), to: Enter.self)
        let mount = unsafeBitCast(dlsym(nil, "mount"), to: Mount.self)
        try Self.check("unshare", unshare(Self.newNamespace))
        defer { _ = enter(home, Self.newNamespace) }
        // Else what is mounted here would show everywhere.
        try Self.check("mount", mount("none", "/", "none", Self.privateTree, ""))
        try Self.check("mount", mount("tmpfs", folder, "tmpfs", 0, "size=\(bytes)"))
        try body()
    }

    private static func check(_ call: String, _ result: CInt) throws {
        if result < 0 { throw Failure(call: call, number: errno) }
    }
}
