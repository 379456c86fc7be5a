import Synchronization

/// How often each rule kept something out of a record; any thread.
package final class RedactionTally: Sendable {
    private let queryValues = Atomic<UInt64>(0)
    private let referrer = Atomic<UInt64>(0)
    private let privatePath = Atomic<UInt64>(0)
    private let clientIP = Atomic<UInt64>(0)
    private let headers = Atomic<UInt64>(0)
    private let credential = Atomic<UInt64>(0)
    private let secret = Atomic<UInt64>(0)

    package init() {}

    /// Counts a record by every rule of its set.
    package func add(_ rules: RedactionSet) {
        for rule in RedactionRuleLabel.allCases where rules.contains(rule) { self.add(rule, 1) }
    }

    package func add(_ rule: RedactionRuleLabel, _ count: UInt64) {
        switch rule {
        case .queryValues: self.queryValues.wrappingAdd(count, ordering: .relaxed)
        case .referrer: self.referrer.wrappingAdd(count, ordering: .relaxed)
        case .privatePath: self.privatePath.wrappingAdd(count, ordering: .relaxed)
        case .clientIP: self.clientIP.wrappingAdd(count, ordering: .relaxed)
        case .headers: self.headers.wrappingAdd(count, ordering: .relaxed)
        case .credential: self.credential.wrappingAdd(count, ordering: .relaxed)
        case .secret: self.secret.wrappingAdd(count, ordering: .relaxed)
        }
    }

    package subscript(rule: RedactionRuleLabel) -> UInt64 {
        switch rule {
        case .queryValues: self.queryValues.load(ordering: .relaxed)
        case .referrer: self.referrer.load(ordering: .relaxed)
        case .privatePath: self.privatePath.load(ordering: .relaxed)
        case .clientIP: self.clientIP.load(ordering: .relaxed)
        case .headers: self.headers.load(ordering: .relaxed)
        case .credential: self.credential.load(ordering: .relaxed)
        case .secret: self.secret.load(ordering: .relaxed)
        }
    }
}
