import Glibc

extension RingFolder {
    /// How many folders of rings no process holds: what earlier runs have left and nobody has claimed.
    ///
    /// Makes nothing; each lock is held for no longer than it takes to see that it was free.
    ///
    /// - Parameter parent: `logs.rings.dir`.
    /// - Returns: 0 too when the folder is missing or may not be read.
    package static func abandonedCount(in parent: String) -> Int {
        SmallFile.names(parent).count { name in
            guard BootFacts.isFolderName(name) else { return false }
            let descriptor = open("\(parent)/\(name)/lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            if descriptor < 0 { return errno == ENOENT }
            defer { close(descriptor) }
            return flock(descriptor, LOCK_SH | LOCK_NB) == 0
        }
    }
}
