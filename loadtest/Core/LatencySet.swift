/// The histograms of one phase of one thread.
package struct LatencySet: Sendable {
    package var response = LatencyHistogram()
    package var service = LatencyHistogram()
    package var wait = LatencyHistogram()
    package var lateness = LatencyHistogram()
    package var ttfb = LatencyHistogram()
    package var connect = LatencyHistogram()

    package init() {}

    package subscript(kind: LatencyKind) -> LatencyHistogram {
        switch kind {
        case .response: self.response
        case .service: self.service
        case .wait: self.wait
        case .lateness: self.lateness
        case .ttfb: self.ttfb
        case .connect: self.connect
        }
    }

    package var overflowCount: UInt64 {
        LatencyKind.allCases.reduce(0) { $0 + self[$1].overflowCount }
    }

    package mutating func merge(_ other: LatencySet) {
        self.response.merge(other.response)
        self.service.merge(other.service)
        self.wait.merge(other.wait)
        self.lateness.merge(other.lateness)
        self.ttfb.merge(other.ttfb)
        self.connect.merge(other.connect)
    }
}
