import Glibc
import NIOCore
import NIOPosix

/// The sending side of one connection: bytes go to the socket at once while nothing waits, else through the channel.
///
/// A channel's write and flush cost more than parsing and routing together (docs/performance.md). What the
/// kernel does not take at once is left to the channel, and everything after it, until the channel is empty again:
/// so the order stays, and errors are found and told by the channel alone.
/// - Important: Confined to the event loop. `close` comes before the channel is closed: its descriptor may be another's
///   afterwards.
struct SocketOutput {
    /// -1: there is none to use, everything goes through the channel.
    private var descriptor: NIOBSDSocket.Handle = -1
    /// Whether everything written is with the kernel.
    private(set) var isEmpty = true

    init() {}

    /// Takes the socket of an active channel whose only handler writes plain bytes.
    mutating func open(_ context: ChannelHandlerContext) {
        let socket = try? context.pipeline.syncOperations
            .withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        self.descriptor = (socket ?? nil) ?? -1
    }

    mutating func close() { self.descriptor = -1 }

    /// Bytes were given to the channel; they, and all that follow, wait there.
    mutating func filled() { self.isEmpty = false }

    /// The channel has nothing left.
    mutating func emptied() { self.isEmpty = true }

    /// A promise for bytes that are given to a channel, where nothing else would tell that they have left it.
    ///
    /// The lowest mark that a channel takes is 1: one byte that waits alone changes no writability.
    static func promise(on loop: any EventLoop, _ emptied: @escaping @Sendable () -> Void) -> EventLoopPromise<Void> {
        let promise = loop.makePromise(of: Void.self)
        promise.futureResult.whenSuccess(emptied)
        return promise
    }

    /// Sends as much as the kernel takes and moves the reader index behind it.
    ///
    /// - Returns: True when that was all. Else the rest is the channel's.
    @inline(__always)
    func send(_ buffer: inout ByteBuffer) -> Bool {
        guard self.isEmpty, self.descriptor >= 0 else { return false }
        let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
        let count = buffer.withUnsafeReadableBytes { bytes in
            while true {
                let count = Glibc.send(self.descriptor, bytes.baseAddress, bytes.count, flags)
                if count >= 0 || errno != EINTR { return count }
            }
        }
        guard count > 0 else { return false }
        buffer.moveReaderIndex(forwardBy: count)
        return buffer.readableBytes == 0
    }
}
