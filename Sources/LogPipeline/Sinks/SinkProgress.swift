import Telemetry

/// How far a write went.
package struct SinkProgress: Equatable {
    package enum Obstacle: Equatable {
        /// The reader is slow: try again soon.
        case blocked
        /// It failed, and may work later: a full disk.
        case failed(Int32)
        /// It failed and will not work again: a closed pipe.
        case gone(Int32)
    }

    package var byteCount: Int
    package var obstacle: Obstacle?

    package init(byteCount: Int, obstacle: Obstacle?) {
        self.byteCount = byteCount
        self.obstacle = obstacle
    }

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
