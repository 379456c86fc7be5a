import NIOCore

/// Calls the thread's `tick` when it is due.
struct TickTimer: NIOScheduledCallbackHandler, Sendable {
    let thread: LoadThread

    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.thread.tick(at: .now())
    }
}
