import Glibc

/// Functions of glibc that its module map hides, because it is read without `_GNU_SOURCE`.
///
/// Looked up once by name; absent (another C library): the caller does without.
enum GNULibrary {
    private typealias SetName = @convention(c) (pthread_t, UnsafePointer<CChar>) -> CInt
    private typealias GetName = @convention(c) (pthread_t, UnsafeMutablePointer<CChar>, Int) -> CInt
    private typealias Allocate = @convention(c) (CInt, CInt, off_t, off_t) -> CInt
    private typealias Find =
        @convention(c) (UnsafeRawPointer, Int, UnsafeRawPointer, Int) -> UnsafeMutableRawPointer?
    private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt

    private static let setName = Self.find("pthread_setname_np", SetName.self)
    private static let getName = Self.find("pthread_getname_np", GetName.self)
    private static let allocate = Self.find("fallocate", Allocate.self)
    private static let closeFrom = Self.find("posix_spawn_file_actions_addclosefrom_np", CloseFrom.self)

    private static let findBytes = Self.find("memmem", Find.self)

    private static func find<F>(_ name: String, _ type: F.Type) -> F? {
        dlsym(nil, name).map { unsafeBitCast($0, to: type) }
    }

    /// Names the calling thread for `top -H` and core dumps; at most 15 bytes.
    static func nameThread(_ name: String) { _ = Self.setName?(pthread_self(), name) }

    /// The name of the calling thread; empty when it cannot be had.
    static var threadName: String {
        var bytes = InlineArray<16, CChar>(repeating: 0)
        let result = withUnsafeMutablePointer(to: &bytes) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 16) { name in
                Self.getName?(pthread_self(), name, 16) == 0 ? String(cString: name) : ""
            }
        }
        return result
    }

    /// Sets blocks of a file aside without changing its size (fallocate(2), `FALLOC_FL_KEEP_SIZE`).
    /// - Returns: Whether that was done.
    static func reserve(_ descriptor: CInt, from start: Int, count: Int) -> Bool {
        self.allocate?(descriptor, 1, off_t(start), off_t(count)) == 0
    }

    /// Where some bytes begin in others (memmem(3)).
    static func find(
        _ needle: UnsafeRawPointer,
        _ needleCount: Int,
        in bytes: UnsafeRawPointer,
        _ count: Int
    ) -> UnsafeRawPointer? {
        if let findBytes = Self.findBytes { return findBytes(bytes, count, needle, needleCount).map { .init($0) } }
        var offset = 0
        while offset + needleCount <= count {
            if memcmp(bytes + offset, needle, needleCount) == 0 { return bytes + offset }
            offset += 1
        }
        return nil
    }

    /// Makes a child close every descriptor from 3 on.
    ///
    /// Without it the child of a busy gateway would hold its clients' connections open until it ends.
    /// - Returns: 0, or the error number.
    static func closeDescriptors(in actions: inout posix_spawn_file_actions_t) -> CInt {
        guard let closeFrom = Self.closeFrom else { return ENOSYS }
        return closeFrom(&actions, 3)
    }
}
