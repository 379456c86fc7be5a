import NIOCore

/// Watches one listener: when accepting fails for want of descriptors it pauses, and never closes.
final class ListenerHandler: ChannelInboundHandler {
    typealias InboundIn = Channel

    private static let shortestPause = TimeAmount.milliseconds(100)
    private static let longestPause = TimeAmount.seconds(1)

    private var pause = ListenerHandler.shortestPause
    private var isPaused = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !self.isPaused, let options = context.channel.syncOptions else { return }
        self.isPaused = true
        // A listener that stays readable would spin; not reading is the only way to rest.
        try? options.setOption(.autoRead, value: false)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: self.pause) {
            let (handler, context) = bound.value
            handler.isPaused = false
            try? context.channel.syncOptions?.setOption(.autoRead, value: true)
            context.read()
        }
        self.pause = min(self.pause * 2, Self.longestPause)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.pause = Self.shortestPause
        context.fireChannelRead(data)
    }
}

@available(*, unavailable)
extension ListenerHandler: Sendable {}
