import NIOCore
import Testing
import loadtest

@Suite struct BooksTests {
    @Test func theGaugeIntegratesInsideItsWindowOnly() {
        let zero = NIODeadline.uptimeNanoseconds(1_000)
        var gauge = TimeWeightedGauge(start: zero + .nanoseconds(100), end: zero + .nanoseconds(200))
        gauge.add(2, at: zero)
        gauge.add(1, at: zero + .nanoseconds(150))
        gauge.add(-3, at: zero + .nanoseconds(400))
        #expect(gauge.area == 2 * 50 + 3 * 50)
        #expect(gauge.value == 0)
    }

    @Test func theQueueIsARingInOrder() {
        var queue = WaitingQueue(capacity: 3)
        func arrival(_ index: Int) -> Arrival {
            Arrival(index: index, intended: .now(), takenUp: .now(), isMeasured: true)
        }
        for round in 0..<10 {
            queue.append(arrival(round))
            queue.append(arrival(round + 100))
            queue.prepend(arrival(round + 200))
            #expect(queue.first?.index == round + 200)
            let order = (0..<3).compactMap { _ in queue.popFirst()?.index }
            #expect(order == [round + 200, round, round + 100])
            let isEmpty = queue.isEmpty
            #expect(isEmpty)
            #expect(queue.popFirst() == nil)
        }
    }

    @Test func theFirstExampleOfAClassStays() {
        var tally = ErrorTally()
        tally.record(.earlyClose, at: .seconds(2)) { .init(text: "first") }
        tally.record(.earlyClose, at: .seconds(3)) {
            Issue.record("made for the first failure only")
            return .init(text: "second")
        }
        var other = ErrorTally()
        other.record(.earlyClose, at: .seconds(1)) { .init(text: "earlier") }
        other.record(.status5xx, at: .seconds(1)) { .init(text: "status 503") }
        tally.merge(other)
        #expect(tally[.earlyClose]?.count == 3)
        #expect(tally[.earlyClose]?.first == .seconds(1))
        #expect(tally[.earlyClose]?.last == .seconds(3))
        #expect(tally[.earlyClose]?.example.text == "earlier")
        #expect(tally.count == 4)
    }

    @Test(
        arguments: [
            (200, nil), (204, nil), (299, nil), (301, .status3xxUnexpected), (304, .status3xxUnexpected),
            (400, .status4xx),
            (429, .status429), (500, .status5xx), (599, .status5xx), (777, .status5xx),
        ] as [(Int, ErrorClass?)]
    )
    func onlySuccessIsSuccess(status: Int, expected: ErrorClass?) {
        #expect(ErrorClass.of(status: status, allowsNotModified: false) == expected)
    }

    @Test func aConditionalRequestAcceptsNotModified() {
        #expect(ErrorClass.of(status: 304, allowsNotModified: true) == nil)
    }

    @Test func errorClassesAreTheClosedSet() {
        let names = ErrorClass.allCases.map(\.text)
        #expect(Set(names).count == 19)
        #expect(names.contains("status_3xx_unexpected"))
        #expect(names.contains("aborted_at_end"))
    }

    @Test func theMonitorKeepsTheBusiestTenSeconds() throws {
        var monitor = CPUMonitor(quota: 2)
        var cpu = 0.0
        for second in 0...40 {
            monitor.sample(at: Double(second), cpuSeconds: cpu)
            cpu += (10..<20).contains(second) ? 1.8 : 0.2
        }
        #expect(abs(try #require(monitor.peakShare) - 0.9) < 1e-9)
    }

    @Test func aShortRunIsJudgedAsAWhole() throws {
        var monitor = CPUMonitor(quota: 1)
        monitor.sample(at: 0, cpuSeconds: 4.7)
        monitor.sample(at: 0.3, cpuSeconds: 5)
        #expect(monitor.peakShare == nil)
        monitor.sample(at: 1, cpuSeconds: 6)
        monitor.sample(at: 4, cpuSeconds: 6)
        #expect(abs(try #require(monitor.peakShare) - 0.325) < 1e-9)
    }

    @Test func windowsOfAllThreadsMakeOneRow() {
        var collector = SeriesCollector(seconds: 10, threads: 2)
        var window = ProgressWindow()
        window.ok = 5
        window.inFlight = 3
        window.response.record(.milliseconds(2))
        for second in 0..<3 {
            collector.add(window, second: second)
            #expect(collector.rows.count == max(0, second - 1))
            collector.add(window, second: second)
        }
        collector.finish()
        #expect(collector.rows.map(\.values[0]) == [0, 1, 2])
        #expect(collector.rows.allSatisfy { $0.values[3] == 10 && $0.values[6] == 6 })
        #expect(collector.rows[0].values.count == SeriesRow.columns.count)
    }

    @Test func aLongRunHasLongerRows() {
        var collector = SeriesCollector(seconds: 7_200, threads: 1)
        #expect(collector.interval == 2)
        for second in 0..<10 { collector.add(ProgressWindow(), second: second) }
        collector.finish()
        #expect(collector.rows.map(\.values[0]) == [0, 2, 4, 6, 8])
    }

    @Test func aStoppedThreadDoesNotHoldTheSeriesBack() {
        var collector = SeriesCollector(seconds: 10, threads: 2)
        collector.add(ProgressWindow(), second: 0)
        collector.add(ProgressWindow(), second: 1)
        collector.add(ProgressWindow(), second: 1)
        #expect(collector.latest != nil)
        collector.finish()
        #expect(collector.rows.map(\.values[0]) == [0, 1])
    }
}
