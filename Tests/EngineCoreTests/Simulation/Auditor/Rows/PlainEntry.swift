/// A movement as the journal keeps it, for corrections and statements.
struct PlainEntry: Sendable {
    var transfer: PlainTransfer
    var isCorrected = false
}
