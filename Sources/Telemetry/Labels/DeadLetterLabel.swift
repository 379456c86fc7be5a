/// Why a store refused a record for good.
package enum DeadLetterLabel: String, ClosedLabel {
    case mapping
    case tooLarge = "too_large"
    case badRequest = "bad_request"
    case other

    package var labelText: String { self.rawValue }
}
