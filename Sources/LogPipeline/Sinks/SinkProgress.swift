import Telemetry

/// How far a write went.
struct SinkProgress: Equatable {
    enum Obstacle: Equatable {
        /// The reader is slow: try again soon.
        case blocked
        /// It failed, and may work later: a full disk.
        case failed(Int32)
        /// It failed and will not work again: a closed pipe.
        case gone(Int32)
    }

    var byteCount: Int
    var obstacle: Obstacle?

    /// The sink's state from now on.
    func state(after before: SinkStateLabel) -> SinkStateLabel {
        switch self.obstacle {
        case nil: .ok
        case .blocked: self.byteCount > 0 ? .ok : before
        case .failed: .retrying
        case .gone: .disabled
        }
    }
}
