import LogPipeline
import Telemetry
import TestKit
import Testing

/// Every row of the answer table of telemetry.md section 6.
@Suite struct BulkDeliveryTests {
    private static let second: UInt64 = 1_000_000_000
    private var generator = SeededGenerator(seed: 1)

    /// A machine with a batch, its first request sent.
    private func sending(_ count: Int, maxEvents: Int = 5000) -> BulkDelivery {
        var delivery = BulkDelivery(maxEvents: maxEvents)
        #expect(delivery.next(0) == .read(maxEvents: maxEvents))
        delivery.batchReceived(count: count)
        #expect(delivery.next(0) == .send(Array(0..<count)))
        delivery.requestSent()
        return delivery
    }

    private func settlement(_ delivered: Int, duplicates: Int = 0, deadLettered: Int = 0) -> BulkSettlement {
        var settlement = BulkSettlement()
        (settlement.delivered, settlement.duplicates, settlement.deadLettered) = (delivered, duplicates, deadLettered)
        return settlement
    }

    private func items(_ statuses: Int...) -> BulkAnswer { .items(statuses.map { BulkItem(status: $0) }) }

    @Test mutating func aBatchIsSettledWhenEveryItemIs() {
        var delivery = self.sending(3)
        let effect = delivery.answerReceived(self.items(201, 200, 409), 0, using: &self.generator)
        #expect(effect == BulkDelivery.Effect())
        #expect(delivery.next(0) == .settle(self.settlement(2, duplicates: 1)))
        delivery.settled()
        #expect(delivery.next(0) == .read(maxEvents: 5000))
    }

    @Test mutating func theFailureStoreIsPartOfDelivered() {
        var delivery = self.sending(2)
        let answer = BulkAnswer.items([BulkItem(status: 201, usedFailureStore: true), BulkItem(status: 201)])
        #expect(delivery.answerReceived(answer, 0, using: &self.generator).failureStore == 1)
        #expect(delivery.next(0) == .settle(self.settlement(2)))
    }

    @Test(arguments: [
        (BulkAnswer.unreadable, RetryLabel.badResponse), (.failed(.closed), .connection), (.failed(.tls), .connection),
        (.failed(.connectRefused), .connection), (.failed(.timedOut), .timeout), (.failed(.connectTimedOut), .timeout),
        (.failed(.protocolError), .badResponse), (.failed(.tooLarge), .badResponse),
        (.status(408, retryAfter: nil), .timeout), (.status(429, retryAfter: nil), .http429),
        (.status(500, retryAfter: nil), .http5xx), (.status(503, retryAfter: nil), .http5xx),
        (.status(599, retryAfter: nil), .http5xx),
    ])
    mutating func theBatchIsSentAgain(answer: BulkAnswer, reason: RetryLabel) {
        var delivery = self.sending(3)
        #expect(delivery.answerReceived(answer, 0, using: &self.generator).retry == reason)
        #expect(delivery.state == .retrying)
        #expect(delivery.next(Self.second) == .send([0, 1, 2]))
        delivery.requestSent()
        _ = delivery.answerReceived(self.items(201, 201, 409), 0, using: &self.generator)
        #expect(delivery.state == .ok)
        #expect(delivery.next(Self.second) == .settle(self.settlement(2, duplicates: 1)))
    }

    @Test mutating func backOffDoublesToThirtySecondsWithJitter() {
        for (failures, limit) in [(1, 0.5), (2, 1), (3, 2), (4, 4), (6, 16), (7, 30), (8, 30), (60, 30)] {
            var longest: UInt64 = 0
            var shortest = UInt64.max
            for _ in 0..<200 {
                var delivery = self.sending(1)
                for _ in 1..<failures {
                    _ = delivery.answerReceived(.unreadable, 0, using: &self.generator)
                    delivery.requestSent()
                }
                _ = delivery.answerReceived(.unreadable, 0, using: &self.generator)
                guard case .wait(let until) = delivery.next(0) else { continue }
                longest = max(longest, until)
                shortest = min(shortest, until)
            }
            #expect(longest <= UInt64(limit * 1e9) && longest > UInt64(limit * 0.9e9), "\(failures) failures")
            #expect(shortest < UInt64(limit * 0.1e9), "\(failures) failures")
        }
    }

    @Test mutating func retryAfterIsHonoured() {
        var delivery = self.sending(1)
        let answer = BulkAnswer.status(429, retryAfter: 42 * Self.second)
        _ = delivery.answerReceived(answer, 5, using: &self.generator)
        #expect(delivery.next(41 * Self.second) == .wait(until: 42 * Self.second + 5))
    }

    @Test mutating func afterThreeFailuresAProbeReplacesTheBatch() {
        var delivery = self.sending(300)
        for failure in 1...3 {
            _ = delivery.answerReceived(.failed(.closed), 0, using: &self.generator)
            let count = failure < 3 ? 300 : 100
            #expect(delivery.next(60 * Self.second) == .send(Array(0..<count)))
            delivery.requestSent()
        }
        let answer = BulkAnswer.items(Array(repeating: BulkItem(status: 201), count: 100))
        _ = delivery.answerReceived(answer, 0, using: &self.generator)
        #expect(delivery.next(60 * Self.second) == .send(Array(100..<300)))
    }

    @Test mutating func aRequestTooLargeIsHalved() {
        var delivery = self.sending(3)
        let tooLarge = BulkAnswer.status(413, retryAfter: nil)
        #expect(delivery.answerReceived(tooLarge, 0, using: &self.generator).retry == .tooLarge)
        #expect(delivery.next(0) == .send([0]))
        delivery.requestSent()
        #expect(delivery.answerReceived(tooLarge, 0, using: &self.generator).retry == nil)
        guard case .keep(let letters) = delivery.next(0) else { Issue.record("no dead letter"); return }
        #expect(letters.map(\.reason) == [.tooLarge] && letters.map(\.index) == [0])
        delivery.lettersKept()
        #expect(delivery.next(0) == .send([1]))
        delivery.requestSent()
        _ = delivery.answerReceived(self.items(201), 0, using: &self.generator)
        #expect(delivery.next(0) == .send([2]))
        delivery.requestSent()
        _ = delivery.answerReceived(self.items(201), 0, using: &self.generator)
        #expect(delivery.next(0) == .settle(self.settlement(2, deadLettered: 1)))
        delivery.settled()
        #expect(delivery.next(0) == .read(maxEvents: 2))
    }

    @Test mutating func aBadRequestIsBisected() {
        var delivery = self.sending(8)
        var sent = 1
        var letters: [DeadLetter] = []
        _ = delivery.answerReceived(.status(400, retryAfter: nil), 0, using: &self.generator)
        // Record 5 spoils every request it is in.
        while true {
            switch delivery.next(0) {
            case .send(let indices):
                sent += 1
                delivery.requestSent()
                let answer: BulkAnswer =
                    indices.contains(5)
                    ? .status(400, retryAfter: nil)
                    : .items(indices.map { _ in BulkItem(status: 201) })
                _ = delivery.answerReceived(answer, 0, using: &self.generator)
            case .keep(let more):
                letters += more
                delivery.lettersKept()
            case .settle(let settlement):
                #expect(settlement == self.settlement(7, deadLettered: 1))
                #expect(letters.map(\.index) == [5] && letters.map(\.reason) == [.badRequest])
                #expect(sent <= 8)
                return
            case .read, .wait: Issue.record("\(delivery.next(0))"); return
            }
        }
    }

    @Test(arguments: [
        (401, SinkStateLabel.authFailed), (403, .authFailed), (301, .misconfigured), (304, .misconfigured),
        (404, .misconfigured), (405, .misconfigured), (410, .misconfigured), (201, .misconfigured),
    ])
    mutating func aStoreThatDoesNotLetUsInIsProbedOnceAMinute(status: Int, state: SinkStateLabel) {
        var delivery = self.sending(3)
        _ = delivery.answerReceived(.status(status, retryAfter: nil), 7, using: &self.generator)
        #expect(delivery.state == state)
        #expect(delivery.next(60 * Self.second) == .wait(until: 60 * Self.second + 7))
        #expect(delivery.next(60 * Self.second + 7) == .send([0]))
        delivery.requestSent()
        _ = delivery.answerReceived(self.items(201), 0, using: &self.generator)
        #expect(delivery.state == .ok)
        #expect(delivery.next(60 * Self.second + 7) == .send([1, 2]))
    }

    @Test mutating func newCredentialsAreTriedAtOnce() {
        var delivery = self.sending(3)
        _ = delivery.answerReceived(.status(401, retryAfter: nil), 0, using: &self.generator)
        delivery.credentialsChanged()
        #expect(delivery.next(1) == .send([0]))
    }

    @Test(arguments: [
        (429, "", RetryLabel.item429), (500, "", .item5xx), (502, "", .item5xx), (503, "", .item5xx),
        (504, "", .item5xx),
        (403, "cluster_block_exception", .item403),
    ])
    mutating func anItemIsSentAgainBeforeTheNextBatch(status: Int, type: String, reason: RetryLabel) {
        var delivery = self.sending(3)
        let failed = BulkItem(status: status, errorType: type)
        let answer = BulkAnswer.items([BulkItem(status: 201), failed, BulkItem(status: 201)])
        #expect(delivery.answerReceived(answer, 0, using: &self.generator).retry == reason)
        #expect(delivery.next(Self.second) == .send([1]))
        delivery.requestSent()
        _ = delivery.answerReceived(self.items(201), 0, using: &self.generator)
        #expect(delivery.next(Self.second) == .settle(self.settlement(3)))
    }

    @Test(arguments: [(403, SinkStateLabel.authFailed), (404, .misconfigured)])
    mutating func anItemThatMayNotBeWrittenStays(status: Int, state: SinkStateLabel) {
        var delivery = self.sending(3)
        _ = delivery.answerReceived(self.items(201, status, status), 0, using: &self.generator)
        #expect(delivery.state == state)
        #expect(delivery.next(59 * Self.second) == .wait(until: 60 * Self.second))
        #expect(delivery.next(60 * Self.second) == .send([1]))
    }

    @Test(arguments: [(400, DeadLetterLabel.mapping), (413, .tooLarge), (402, .other), (501, .other), (302, .other)])
    mutating func anItemThatIsRefusedIsKeptAside(status: Int, reason: DeadLetterLabel) {
        var delivery = self.sending(2)
        let refused = BulkItem(status: status, errorType: "a_type", errorReason: "words")
        let answer = BulkAnswer.items([refused, BulkItem(status: 201)])
        _ = delivery.answerReceived(answer, 0, using: &self.generator)
        guard case .keep(let letters) = delivery.next(0) else { Issue.record("no dead letter"); return }
        #expect(letters.count == 1 && letters[0].reason == reason && letters[0].status == status)
        #expect(letters[0].text == "a_type: words" && letters[0].index == 0)
        delivery.lettersRefused(0, using: &self.generator)
        #expect(delivery.state == .retrying)
        #expect(delivery.next(Self.second) == .keep(letters))
        delivery.lettersKept()
        #expect(delivery.next(Self.second) == .settle(self.settlement(1, deadLettered: 1)))
    }

    @Test mutating func aLimitThatA413LeftGrowsAgain() {
        var delivery = self.sending(5000)
        _ = delivery.answerReceived(.status(413, retryAfter: nil), 0, using: &self.generator)
        var batches = 0
        while delivery.next(0) != .read(maxEvents: 5000), batches < 100 {
            switch delivery.next(0) {
            case .read(let most): delivery.batchReceived(count: most)
            case .send(let indices):
                delivery.requestSent()
                let items = Array(repeating: BulkItem(status: 201), count: indices.count)
                _ = delivery.answerReceived(.items(items), 0, using: &self.generator)
            case .settle:
                batches += 1
                delivery.settled()
            case .keep, .wait: Issue.record("unexpected"); return
            }
        }
        #expect(batches > 5 && batches < 100)
    }
}
