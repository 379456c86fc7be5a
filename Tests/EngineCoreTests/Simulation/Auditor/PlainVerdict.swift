import EngineCore

/// What the model says of one command.
///
/// A command that several rules forbid may be refused for any of them, so the model names all.
struct PlainVerdict {
    /// Engine codes, any of which is a right refusal; empty: the command must be done.
    var refusals: Set<String> = []
    /// Members of the reply that must have exactly this value if the command was done.
    var amounts: [String: Int64] = [:]
    /// All money that it moves.
    var transfers: [PlainTransfer] = []

    /// Done, and nothing changed: there is no event of it.
    var isSilent = false

    static func refused(_ codes: String...) -> PlainVerdict { PlainVerdict(refusals: Set(codes)) }
}
