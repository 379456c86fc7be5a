/// Why a command was refused: an outcome with a stored reply, not a failure of the engine.
///
/// Nothing was changed.
public struct Rejection: Error, Hashable, Sendable {
    /// Which rule refused it.
    public enum Code: String, Sendable, CaseIterable {
        case invalidParameter = "invalid-parameter"
        case roleForbidden = "role-forbidden"
        case makerIsChecker = "maker-is-checker"
        case accountSuspended = "account-suspended"
        case notFound = "not-found"
        case invalidTransition = "invalid-transition"
        case duplicateExternalID = "duplicate-external-id"
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
    }

    /// The reason, of a closed set.
    public var code: Code
    /// What the caller needs to act, as `available` and `required`; never an id of somebody else.
    public var details: [String: CanonicalJSON]
    /// A job came too early: its key must stay free, or it could never do its work.
    package var isPremature = false

    package init(_ code: Code, _ details: [String: CanonicalJSON] = [:]) { (self.code, self.details) = (code, details) }

    /// A move that engine.md section 4 does not list.
    package static func transition(from: some NamedValue, allowed: [some NamedValue]) -> Rejection {
        Rejection(.invalidTransition, ["from": .name(from), "allowed": .array(allowed.map { .name($0) })])
    }
}

extension Rejection {
    /// The HTTP status of engine.md section 12.
    public var status: Int32 {
        switch self.code {
        case .invalidParameter: 400
        case .roleForbidden, .makerIsChecker, .accountSuspended: 403
        case .notFound: 404
        case .invalidTransition, .duplicateExternalID, .loginTaken, .periodClosed: 409
        case .holdExpired: 410
        case .preconditionFailed: 412
        case .preconditionRequired: 428
        case .insufficientFunds, .idempotencyKeyReuse, .amountOutOfRange, .currencyMismatch, .refundExceedsCaptured,
            .priceChanged, .outOfStock, .planCapExceeded, .payoutBlockedNegativeBalance:
            422
        }
    }

    /// Whether the answer is kept under the key: outcomes of the engine, not 400 and not 403 (engine.md section 8), and
    /// nothing that says only that a job came too early.
    package var isStored: Bool {
        self.status != 400 && self.status != 403 && self.code != .idempotencyKeyReuse && !self.isPremature
    }

    /// `{"details":{...},"engine_code":"..."}`.
    public var json: CanonicalJSON {
        .object(["engine_code": .string(self.code.rawValue), "details": .object(self.details)])
    }
}
