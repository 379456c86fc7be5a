import EngineCore

struct PlainPerson: Sendable {
    var role: Role
    var adminRoles: AdminRoles = []
    var status: PrincipalStatus = .active
    var login: String
    /// Members: who owns them. Agents: their parent.
    var agent: ID?
    var tier: Int16 = 0
    var referral = ""
}

struct PlainProduct: Sendable {
    struct Price: Sendable {
        var ledger: Int16
        var from: Int64
        var amount: Int64
    }
    var sku: String
    var category: String
    var kind: ProductKind
    var isActive = true
    var version: Int32 = 1
    var onHand: Int64?
    var reserved: Int64 = 0
    var prices: [Price] = []
}

struct PlainPlan: Sendable {
    var id: ID
    var ledger: Int16
    var category: String?
    var mode: PlanMode
    /// By level from 1 (unilevel) or by tier (differential), ppm.
    var rates: [Int64: Int64]
    var cap: Int64
    var holdDays: Int64
    var from: Int64
    /// The commit that brought it.
    var commit: Int
}

struct PlainCommission: Sendable {
    var agent: ID
    var level: Int
    var accrued: Int64
    var reversed: Int64 = 0
    var isReleased = false
    var due: Int64?
    var rest: Int64 { self.accrued - self.reversed }
}

struct PlainLine: Sendable {
    var product: ID
    var quantity: Int64
    var amount: Int64
    var refunded: Int64 = 0
    var restocked: Int64 = 0
    var plan: ID?
    var isReserved: Bool
    var commissions: [PlainCommission] = []
}

struct PlainOrder: Sendable {
    var id: ID
    var member: ID
    var ledger: Int16
    var state = OrderState.awaitingPayment
    var lines: [PlainLine]
    /// From level 1 upward, as the order was placed.
    var upline: [(agent: ID, tier: Int16)]
    var expires: Int64
    var total: Int64 { self.lines.reduce(0) { $0 + $1.amount } }
    var refunded: Int64 { self.lines.reduce(0) { $0 + $1.refunded } }
    var isRefundable: Bool { [.paid, .fulfilling, .fulfilled, .completed].contains(self.state) }
}

struct PlainRefund: Sendable {
    var order: ID
    var lines: [RefundedLine]
    var state = RefundState.requested
    var maker: ID
}

struct PlainCash: Sendable {
    var kind: CashKind
    var owner: ID
    var ledger: Int16
    var amount: Int64
    var state: CashState
    var provider: String?
    var external: String?
}

struct PlainApproval: Sendable {
    var action: ApprovalAction
    var maker: ID
    var created: Int64
    var state = ApprovalState.open
    var command: Command
    /// The text that a second admin sees and sends back.
    var payload: String
}

struct PlainPeriod: Sendable {
    var ledger: Int16
    var starts: Int64
    var ends: Int64
    var state = PeriodState.open
    /// How many entries of the journal belong to it and to the periods before.
    var journalEnd = 0
    /// The commit in which it began to close.
    var closingCommit = 0
    var issuedAgents: Set<ID> = []
    var closings: [ID: Int64] = [:]
}

/// A posted or pending movement with its number, for corrections and statements.
struct PlainEntry: Sendable {
    var transfer: PlainTransfer
    var isCorrected = false
}
