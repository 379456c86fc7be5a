import NIOCore
import NIOPosix

/// Holds a spinning loop back for the last moment before its next turn, so that the turn polls the sockets.
///
/// NIO runs a task that is due at once without looking at the sockets, and sleeps in the kernel for one that is due in a
/// microsecond, which costs ten. NIO calls its metrics delegate between the two decisions: waiting here until the
/// task is due makes it poll without sleeping.
final class SpinGate: NIOEventLoopMetricsDelegate, @unchecked Sendable {  // confined to the one loop it is made for
    private var end = NIODeadline.uptimeNanoseconds(0)

    /// - Parameter end: When the next turn is due.
    func hold(until end: NIODeadline) {
        self.end = end
    }

    func processedTick(info: NIOEventLoopTickInfo) {
        while NIODeadline.now() < self.end {}
    }
}
