/// The rules that kept something out of one record: bit n stands for the rule with the index n.
@usableFromInline package struct RedactionSet: BitwiseCopyable, Sendable, Equatable {
    @usableFromInline package private(set) var bits: UInt8 = 0

    package init() {}

    @inlinable package var isEmpty: Bool { self.bits == 0 }

    package mutating func insert(_ rule: RedactionRuleLabel) { self.bits |= Self.bit(rule) }

    package func contains(_ rule: RedactionRuleLabel) -> Bool { self.bits & Self.bit(rule) != 0 }

    private static func bit(_ rule: RedactionRuleLabel) -> UInt8 {
        switch rule {
        case .queryValues: 1
        case .referrer: 2
        case .privatePath: 4
        case .clientIP: 8
        case .headers: 16
        case .credential: 32
        case .secret: 64
        }
    }
}
