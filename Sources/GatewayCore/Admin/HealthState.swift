import Synchronization
import Telemetry

/// Whether the process may get traffic.
package final class HealthState: Sendable {
    package enum State: UInt8, Sendable { case starting, ready, draining }

    private let value = Atomic<UInt8>(State.starting.rawValue)

    package init() {}

    package var state: State {
        get { State(rawValue: self.value.load(ordering: .acquiring)) ?? .starting }
        set { self.value.store(newValue.rawValue, ordering: .releasing) }
    }
}
