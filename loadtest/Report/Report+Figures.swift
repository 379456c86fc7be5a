extension Report {
    /// The books of one phase.
    package struct Totals: Codable, Sendable, Equatable {
        package var planned: Int
        package var sent: Int
        package var ok: Int
        package var failed: Int
        package var dropped: Int
        package var neverAttempted: Int
        package var inFlightAtEnd: Int
        package var reconnected: Int
        package var bytesIn: Int
        package var bytesOut: Int
        /// Successes per second; nil for the warm-up, and for a part without length.
        package var rate: Double?
        package var seconds: Double?
    }

    /// One latency in microseconds; percentiles are left out when there is no sample.
    package struct Latency: Codable, Sendable, Equatable {
        package var count: Int
        package var overflow: Int
        package var mean: Double?
        package var p50: Double?
        package var p90: Double?
        package var p95: Double?
        package var p99: Double?
        package var p999: Double?
        package var p9999: Double?
        package var max: Double?
        /// HdrHistogram V2 in base64, unit 0.1 µs.
        package var hdr: String?
    }

    /// The latencies of one step.
    package struct Latencies: Codable, Sendable, Equatable {
        package var response: Latency
        package var service: Latency
        package var wait: Latency
        package var lateness: Latency
        package var ttfb: Latency
    }

    /// One request of a scenario; a raw run has one step.
    package struct Step: Codable, Sendable, Equatable {
        package var name: String
        package var counts: Totals
        package var statuses: [String: Int]
        package var latency: Latencies
    }

    package struct Connections: Codable, Sendable, Equatable {
        package var opened: Int
        /// Requests sent on a connection that had served before.
        package var reused: Int
        package var connect: Latency
    }

    /// One class of errors.
    package struct ErrorLine: Codable, Sendable, Equatable {
        package struct Example: Codable, Sendable, Equatable {
            package var text: String
            package var requestId: String?
            package var traceId: String?
        }

        package var `class`: String
        package var count: Int
        package var firstAt: String
        package var lastAt: String
        package var example: Example
    }

    /// The time series, warm-up included.
    package struct Series: Codable, Sendable, Equatable {
        package var intervalS: Int
        package var columns: [String]
        package var rows: [[Double?]]
    }
}
