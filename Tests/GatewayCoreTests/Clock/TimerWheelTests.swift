import GatewayCore
import Testing

@Suite struct TimerWheelTests {
    private let tick: UInt64 = 100

    private func fired(_ wheel: inout TimerWheel, _ now: UInt64) -> [Int32] {
        var expired: [Int32] = []
        wheel.advance(to: now, expired: &expired)
        return expired.sorted()
    }

    @Test func aDeadlineFiresAtTheFirstTickNotBeforeIt() {
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 8, now: 0)
        let id = wheel.add()
        wheel.set(id, 250)
        #expect(self.fired(&wheel, 200).isEmpty)
        #expect(self.fired(&wheel, 299).isEmpty)
        #expect(self.fired(&wheel, 300) == [id])
        #expect(self.fired(&wheel, 900).isEmpty)
    }

    @Test func aDeadlineMovedLaterFiresLater() {
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 8, now: 0)
        let id = wheel.add()
        wheel.set(id, 100)
        wheel.set(id, 500)
        #expect(self.fired(&wheel, 400).isEmpty)
        #expect(self.fired(&wheel, 500) == [id])
    }

    @Test func aDeadlineMovedEarlierFiresEarlier() {
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 8, now: 0)
        let id = wheel.add()
        wheel.set(id, 5_000)
        wheel.set(id, 150)
        #expect(self.fired(&wheel, 200) == [id])
    }

    @Test func deadlinesBeyondOneTurnFireOnce() {
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 8, now: 0)
        let id = wheel.add()
        wheel.set(id, 10_000)
        #expect(self.fired(&wheel, 9_900).isEmpty)
        #expect(self.fired(&wheel, 10_000) == [id])
    }

    @Test func aClearedOrRemovedDeadlineDoesNotFire() {
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 8, now: 0)
        let (first, second) = (wheel.add(), wheel.add())
        wheel.set(first, 200)
        wheel.set(second, 200)
        wheel.set(first, TimerWheel.never)
        wheel.remove(second)
        #expect(self.fired(&wheel, 1_000).isEmpty)
        #expect(wheel.count == 1)
    }

    @Test func aStallLongerThanATurnStillFiresEverything() {
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 8, now: 0)
        let ids = (0..<20).map { index in
            let id = wheel.add()
            wheel.set(id, UInt64(index) * 130)
            return id
        }
        #expect(self.fired(&wheel, 100_000) == ids.sorted())
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func randomDeadlinesAgreeWithAModel(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var wheel = TimerWheel(tickNanoseconds: self.tick, slotCount: 16, now: 0)
        var model: [Int32: UInt64] = [:]
        var now: UInt64 = 0
        for _ in 0..<5_000 {
            switch random.below(5) {
            case 0: model[wheel.add()] = TimerWheel.never
            case 1, 2:
                guard let id = model.keys.sorted().randomElement(using: &random) else { continue }
                let deadline = now + UInt64(random.below(4_000))
                wheel.set(id, deadline)
                model[id] = deadline
            case 3:
                guard let id = model.keys.sorted().randomElement(using: &random), random.below(4) == 0 else { continue }
                wheel.remove(id)
                model[id] = nil
            default:
                now += UInt64(random.below(500))
                for id in self.fired(&wheel, now) {
                    let deadline = model[id] ?? TimerWheel.never
                    #expect(deadline <= now, "seed \(seed): \(id) fired at \(now), due \(deadline)")
                    model[id] = TimerWheel.never
                }
                let late = model.filter { $0.value != TimerWheel.never && $0.value + 2 * self.tick <= now }
                #expect(late.isEmpty, "seed \(seed): \(late) did not fire by \(now)")
            }
        }
    }
}
