import NIOCore

/// Begins the thread's load at the origin.
struct StartTimer: NIOScheduledCallbackHandler, Sendable {
    let thread: LoadThread

    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.thread.begin()
    }
}
