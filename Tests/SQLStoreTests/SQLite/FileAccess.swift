import Foundation

/// Opens files with the rights of a user who has none.
enum FileAccess {
    private typealias SetID = @convention(c) (UInt32) -> CInt

    static var isPossible: Bool { geteuid() == 0 }

    /// Runs `body` as the user 65534 for file access, which on Linux is of the calling thread alone.
    static func asNobody<Result>(_ body: () throws -> Result) rethrows -> Result {
        // setfsuid(2); no header of the Glibc module has it.
        let setUser = unsafeBitCast(dlsym(nil, "setfsuid"), to: SetID.self)
        let setGroup = unsafeBitCast(dlsym(nil, "setfsgid"), to: SetID.self)
        _ = setGroup(65_534)
        _ = setUser(65_534)
        defer {
            _ = setUser(geteuid())
            _ = setGroup(getegid())
        }
        return try body()
    }
}
