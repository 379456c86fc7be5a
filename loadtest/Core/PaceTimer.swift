import NIOCore

/// Calls the thread's `pace` when it is due.
struct PaceTimer: NIOScheduledCallbackHandler, Sendable {
    let thread: LoadThread

    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.thread.pace(at: .now())
    }
}
