/// Why the engine refused a command; a test compares them with the codes that it declares.
package enum EngineRejectionLabel: String, ClosedLabel {
    case invalidParameter = "invalid-parameter"
    case roleForbidden = "role-forbidden"
    case makerIsChecker = "maker-is-checker"
    case accountSuspended = "account-suspended"
    case notFound = "not-found"
    case invalidTransition = "invalid-transition"
    case duplicateExternalId = "duplicate-external-id"
    case loginTaken = "login-taken"
    case periodClosed = "period-closed"
    case insufficientFunds = "insufficient-funds"
    case idempotencyKeyReuse = "idempotency-key-reuse"
    case amountOutOfRange = "amount-out-of-range"
    case currencyMismatch = "currency-mismatch"
    case refundExceedsCaptured = "refund-exceeds-captured"
    case priceChanged = "price-changed"
    case outOfStock = "out-of-stock"
    case planCapExceeded = "plan-cap-exceeded"
    case payoutBlockedNegativeBalance = "payout-blocked-negative-balance"
    case holdExpired = "hold-expired"
    case preconditionFailed = "precondition-failed"
    case preconditionRequired = "precondition-required"

    package var labelText: String { self.rawValue }
}
