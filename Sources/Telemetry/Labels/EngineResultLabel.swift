/// How a command ended; conflict: its state or a duplicate did not allow it; aborted: our doing.
package enum EngineResultLabel: String, ClosedLabel {
    case committed, rejected, conflict, aborted

    package var labelText: String { self.rawValue }
}
