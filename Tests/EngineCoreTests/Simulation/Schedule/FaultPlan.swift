import SQLStore

/// Which store call meets which fault.
enum FaultPlan: Sendable {
    case none
    /// About so many calls of 1 000 fail, of all kinds.
    case random(SimRandom, perMille: Int)
    /// Only the call of that number, counted from 0 over all sequencers.
    case once(call: Int, Fault)

    /// The fault of the next call.
    mutating func fault(call: Int) -> Fault? {
        switch self {
        case .none: return nil
        case .once(let planned, let fault): return planned == call ? fault : nil
        case .random(var random, let perMille):
            defer { self = .random(random, perMille: perMille) }
            guard random.below(1_000) < perMille else { return nil }
            return Self.any(&random)
        }
    }

    private static func any(_ random: inout SimRandom) -> Fault {
        let codes: [SQLError.Code] = [
            .busy, .serialization, .deadlock, .uniqueViolation, .lockTimeout, .statementTimeout, .readOnly,
            .tooManyConnections, .other,
        ]
        let code = codes[random.below(codes.count)]
        switch random.below(14) {
        case 0, 1: return .errorBefore(code)
        case 2, 3: return .errorAfter(code)
        case 4: return .lostBefore
        case 5, 6: return .lostAfter
        case 7, 8:
            return .orphaned(commits: random.chance(50), microseconds: random.within(1_000...3_000_000))
        case 9, 10: return .delay(microseconds: random.within(1_000...7_000_000))
        case 11: return random.chance(50) ? .crashBefore : .crashAfter
        case 12: return .databaseCrash
        default: return .diskFull(microseconds: random.within(1_000...500_000))
        }
    }
}
