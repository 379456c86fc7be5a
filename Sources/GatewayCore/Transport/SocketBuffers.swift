import NIOCore

/// Sizes that bound what one connection can hold in memory.
enum SocketBuffers {
    /// Bytes the kernel may hold unread per socket (it doubles the number): a peer that sends and closes makes NIO read
    /// all of it, so this is also the most that back-pressure can cost.
    static let receiveBytes = ChannelOptions.Types.SocketOption.Value(131_072)
    /// Bytes the kernel may hold for a client that have not been sent once.
    ///
    /// Without it a client that does not read costs as much as the send buffer grows to: 4 MiB of memory that all
    /// sockets of the machine share.
    static let notSentBytes = ChannelOptions.Types.SocketOption.Value(131_072)
    /// `TCP_NOTSENT_LOWAT` of linux/tcp.h.
    static let notSentOption: CInt = 25
    /// A channel is writable exactly when everything written is with the kernel (but for a byte that waits alone, see
    /// ``SocketOutput/promise(on:_:)``): back-pressure, stall detection and the end of the phase `write` need no
    /// other question.
    static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 1, high: 1)
    /// Input that may wait behind the request being served.
    static let pipelineBytes = 65_536
    /// A head and a body up to this size go out in one write.
    static let joinBytes = 16_384
}
