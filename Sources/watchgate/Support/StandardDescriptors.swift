import Foundation

/// Descriptors 0 to 2 as the process got them.
///
/// A supervisor may close them. A socket would then get such a number, and whatever is printed would go to a client.
enum StandardDescriptors {
    /// Whether stdout was open at the start; call `fillGaps` first.
    nonisolated(unsafe) private(set) static var hasOutput = true  // written once, before any other thread

    /// Opens `/dev/null` in place of those that are closed.
    static func fillGaps() {
        self.hasOutput = fcntl(STDOUT_FILENO, F_GETFD) >= 0
        // In rising order: the lowest free number is the one that is given.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// The descriptor for data; one that is never open when stdout was closed, so that nothing counts as delivered.
    static var output: Int32 { self.hasOutput ? STDOUT_FILENO : Int32.max }
}
