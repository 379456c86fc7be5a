import Glibc

/// Why the pipeline cannot start.
package struct LogPipelineError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        /// A log file cannot be opened: correct its path or its folder's permissions.
        case fileNotOpened
        /// The path names something that is no log file: a folder, a pipe.
        case notAFile
        /// Two streams name the same file.
        case fileNamedTwice
        /// The folder of the rings cannot be made or written to: name another one.
        case ringsNotMade
        /// The file system of the rings is full; the rings can do without it.
        case noRoomForRings
        /// The certificates that a store is checked against cannot be read: correct `ca_file`.
        case certificatesNotRead
        /// The system has no room for another thread.
        case threadNotStarted
        /// A spool's folder cannot be made or written to: correct its path or permissions.
        case spoolNotOpened
        /// Another process has the spool.
        case spoolInUse
        /// It was stopped before; a pipeline starts once.
        case alreadyStopped
    }

    package var code: Code
    /// The path, or the thread's name.
    package var subject: String
    /// The system's error number; 0 when there is none.
    package var errorNumber: Int32 = 0

    package var description: String {
        let cause = self.errorNumber == 0 ? "" : ": " + errorText(self.errorNumber)
        return switch self.code {
        case .fileNotOpened: "cannot open log file \(self.subject)\(cause)"
        case .notAFile: "log file \(self.subject) is not a regular file"
        case .fileNamedTwice: "log file \(self.subject) is named for two streams; give each its own"
        case .ringsNotMade:
            "logs.rings.dir: cannot make \(self.subject)\(cause); write a folder the gateway may write to, best on a tmpfs"
        case .noRoomForRings: "logs.rings.dir: no room for \(self.subject)\(cause)"
        case .certificatesNotRead: "cannot read certificates: \(self.subject)"
        case .threadNotStarted: "cannot start thread \(self.subject)\(cause)"
        case .spoolNotOpened: "cannot open the log spool \(self.subject)\(cause)"
        case .spoolInUse: "log spool \(self.subject) is in use by another process; give each gateway its own"
        case .alreadyStopped: "the log pipeline was stopped"
        }
    }
}
