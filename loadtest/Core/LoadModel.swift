/// Who decides when the next request starts.
package enum LoadModel: Sendable, Equatable {
    /// A fixed number of users, each as fast as the target answers: a slow target slows the load down.
    case closed(users: Int)
    /// Arrivals at a fixed rate, whatever the target does.
    case open(rate: Rate)

    package var isOpen: Bool {
        switch self {
        case .open: true
        case .closed: false
        }
    }

    /// The name in reports.
    package var name: String { self.isOpen ? "open" : "closed" }
}
