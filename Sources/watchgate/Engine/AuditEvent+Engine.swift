import LogPipeline

extension AuditEvent {
    /// An event of the engine, which has happened already; its number is in the message.
    init(_ record: EventRecord) {
        self.init(record.action, message: "engine event \(record.number)", category: "database", type: "change")
        self.user.id = record.actor
        self.requestID = record.requestID
        self.objectType = "engine"
        self.objectID = record.subject
        self.change.beforeHash = record.beforeHash
        self.change.afterHash = record.afterHash
    }
}
