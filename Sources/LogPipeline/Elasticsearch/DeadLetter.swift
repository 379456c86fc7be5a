package import Telemetry

/// A record that its store refused for good.
package struct DeadLetter: Sendable, Equatable {
    /// The record's place in its batch.
    package var index: Int
    package var reason: DeadLetterLabel
    package var status: Int
    /// The store's words.
    package var text: String

    package init(index: Int, reason: DeadLetterLabel, status: Int, text: String) {
        self.index = index
        self.reason = reason
        self.status = status
        self.text = text
    }
}
