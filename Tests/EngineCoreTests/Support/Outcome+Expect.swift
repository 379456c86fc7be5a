import EngineCore

extension Outcome {
    /// The code of a rejection; nil if the command was carried out.
    var rejection: Rejection.Code? { if case .rejected(let rejection) = self { rejection.code } else { nil } }
    /// The details of a rejection.
    var details: [String: CanonicalJSON] {
        if case .rejected(let rejection) = self { rejection.details } else { [:] }
    }
    /// The reply's JSON; null for a rejection.
    var reply: CanonicalJSON { if case .done(let reply) = self { reply.json } else { .null } }
    /// The id that a reply gives to what it made.
    var madeID: ID { self.reply["id"]?.id ?? .nil }
}
