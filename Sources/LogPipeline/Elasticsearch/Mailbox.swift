/// Hands answers from an event loop to a thread that waits for several.
final class Mailbox<Message: Sendable>: @unchecked Sendable {  // the monitor guards the message
    private let monitor: Monitor
    private let condition: MonitorCondition
    private var message: Message?

    init(_ monitor: Monitor, _ condition: MonitorCondition) {
        self.monitor = monitor
        self.condition = condition
    }

    /// Any thread.
    func put(_ message: Message) {
        self.monitor.withLock {
            self.message = message
            self.condition.signal()
        }
    }

    func take() -> Message? {
        self.monitor.withLock {
            defer { self.message = nil }
            return self.message
        }
    }

    /// Inside the monitor.
    var isEmpty: Bool { self.message == nil }
}
