import Logging

extension AppStream {
    /// Writes the record that is looked for at the store.
    ///
    /// - Parameter boot: The boot's id, which is part of the record's.
    /// - Returns: The record's `event.id`; nil: the stream is closed.
    func writeCanary(boot: UInt32) -> String? {
        guard let place = self.append(AppEvent(level: .info, message: "canary")) else { return nil }
        let id = EventID(app: place.sequence, wallNanoseconds: place.wallNanoseconds, boot: boot)
        return id.text
    }
}
