/// What waits for admission.
package enum EngineQueueLabel: String, ClosedLabel {
    case commands, passwords

    package var labelText: String { self.rawValue }
}
