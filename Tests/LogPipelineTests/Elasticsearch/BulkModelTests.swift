import LogPipeline
import Telemetry
import TestKit
import Testing

/// Delivery against a model of a store that answers at random: every record ends in one place, none is lost.
@Suite struct BulkModelTests {
    /// A store of ids that fails in every way there is.
    private struct Model {
        var stored: Set<Int> = []
        var refused: Set<Int>
        var poisonous: Set<Int>
        var heavy: Set<Int>
        let weightLimit: Int
        var isCalm = false

        mutating func answer(_ ids: [Int], using generator: inout SeededGenerator) -> BulkAnswer {
            let weight = ids.reduce(0) { $0 + (self.heavy.contains($1) ? self.weightLimit + 1 : 1) }
            if weight > self.weightLimit { return .status(413, retryAfter: nil) }
            if ids.contains(where: self.poisonous.contains) { return .status(400, retryAfter: nil) }
            let fate = self.isCalm ? 99 : Int.random(in: 0..<100, using: &generator)
            switch fate {
            case 0..<5: return .status([429, 500, 503, 408].randomElement(using: &generator)!, retryAfter: nil)
            case 5..<8: return .status([401, 403, 404, 301].randomElement(using: &generator)!, retryAfter: nil)
            case 8..<12: return .failed(OutboundError.Code.allCases.randomElement(using: &generator)!)
            case 12..<20:
                // Stored, and the answer lost.
                _ = self.store(ids, fate: 99, using: &generator)
                return Bool.random(using: &generator) ? .unreadable : .failed(.closed)
            default: return .items(self.store(ids, fate: fate, using: &generator))
            }
        }

        private mutating func store(_ ids: [Int], fate: Int, using generator: inout SeededGenerator) -> [BulkItem] {
            ids.map { id in
                if self.stored.contains(id) { return BulkItem(status: 409) }
                if self.refused.contains(id) { return BulkItem(status: 400, errorType: "mapper_parsing_exception") }
                let status = fate < 50 ? [201, 201, 429, 503, 403, 404].randomElement(using: &generator)! : 201
                if status == 201 { self.stored.insert(id) }
                return BulkItem(status: status)
            }
        }
    }

    @Test(.timeLimit(.minutes(15)), arguments: 0..<40)
    func everyRecordEndsInOnePlace(round: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("BulkModel seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let total = 2000
        func some(_ share: Int) -> Set<Int> {
            Set((0..<total).filter { _ in Int.random(in: 0..<1000, using: &generator) < share })
        }
        var model = Model(
            refused: some(10),
            poisonous: some(3),
            heavy: some(2),
            weightLimit: Int.random(in: 20...400, using: &generator)
        )
        model.refused.subtract(model.poisonous.union(model.heavy))
        var delivery = BulkDelivery(maxEvents: Int.random(in: 1...500, using: &generator))
        var now: UInt64 = 0
        var first = 0
        var batch = 0..<0
        var sum = BulkSettlement()
        var letters: [Int] = []
        var steps = 0
        while first < total || delivery.holdsBatch {
            steps += 1
            try #require(steps < 200_000, "no end")
            switch delivery.next(now) {
            case .read(let most):
                batch = first..<min(total, first + most)
                first = batch.upperBound
                delivery.batchReceived(count: batch.count)
            case .send(let indices):
                delivery.requestSent()
                let answer = model.answer(indices.map { batch.lowerBound + $0 }, using: &generator)
                _ = delivery.answerReceived(answer, now, using: &generator)
            case .keep(let more):
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    delivery.lettersRefused(now, using: &generator)
                } else {
                    letters += more.map { batch.lowerBound + $0.index }
                    delivery.lettersKept()
                }
            case .settle(let settlement):
                #expect(settlement.total == batch.count)
                sum.delivered += settlement.delivered
                sum.duplicates += settlement.duplicates
                sum.deadLettered += settlement.deadLettered
                delivery.settled()
            case .wait(let until): now = until
            }
        }
        #expect(sum.total == total)
        #expect(sum.delivered + sum.duplicates == model.stored.count)
        #expect(sum.deadLettered == letters.count && Set(letters).count == letters.count)
        #expect(model.stored.isDisjoint(with: letters))
        #expect(Set(letters) == model.refused.union(model.poisonous).union(model.heavy))
        #expect(delivery.state == .ok)
    }
}
