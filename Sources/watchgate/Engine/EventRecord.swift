import EngineCore

/// What the audit stream says of one event of the engine.
struct EventRecord: Sendable {
    let number: Int64
    let action: String
    let actor: String
    let subject: String
    let requestID: String
    /// SHA-256 of the images, 64 hex digits; empty without one.
    let beforeHash: String
    let afterHash: String

    init(_ event: AuditEvent) {
        self.number = event.seq
        self.action = event.action
        self.actor = event.actorID == .nil ? "" : event.actorID.description
        self.subject = event.subjectID.description
        self.requestID = event.requestID
        self.beforeHash = event.before.map(Self.hash) ?? ""
        self.afterHash = event.after.map(Self.hash) ?? ""
    }

    private static func hash(_ text: String) -> String {
        let state = SHA256State()
        state.add(Array(text.utf8))
        return HexText.text(state.finish())
    }
}
