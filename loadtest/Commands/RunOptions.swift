package import ArgumentParser

/// The options of `run`, as they were typed.
package struct RunOptions: ParsableArguments {
    @Argument(help: "http://HOST[:PORT]/PATH")
    package var url: String

    @Option(help: "Open model: arrivals at this rate, whatever the target does (2000/s, 90/m). Default: closed model.")
    package var rate: String?

    @Option(help: "Closed: users, each as fast as it goes (default 64). Open: the most connections (default 2000).")
    package var connections: Int?

    @Option(help: "Open: the most requests waiting and sent together; arrivals above are dropped.")
    package var inFlight = 4_000

    @Option(help: "How long the measured part takes (default 10s, or no limit with --requests).")
    package var duration: String?

    @Option(help: "Run before the measured part, shown, and left out.")
    package var warmup = "2s"

    @Option(help: "End the measured part after exactly so many requests.")
    package var requests: Int?

    @Option(help: "The request's method (default GET, or POST with a body).")
    package var method: String?

    @Option(name: [.customLong("header"), .customShort("H")], help: "A header field, 'Name: value'; may be repeated.")
    package var headers: [String] = []

    @Option(help: "The request's body, as text.")
    package var body: String?

    @Option(help: "A file with the request's body.")
    package var bodyFile: String?

    @Option(help: "A request that takes longer has failed, and is recorded with this time.")
    package var timeout = "10s"

    @Option(help: "Event loops (default: the cores, half of them when the target is on this machine).")
    package var threads: Int?

    @Option(help: "Spin for the last 80 us before an arrival (default: off when the target is on this machine).")
    var spin: SpinChoice?

    @Option(help: "Makes the trace ids.")
    package var seed: UInt64 = 1

    @Option(help: "An objective such as 'p99(response) < 250ms', 'error_rate < 0.1%' or 'rate >= 900/s'; repeatable.")
    package var slo: [String] = []

    @Option(help: "Write report.json and report.md into this folder.")
    package var out: String?

    @Flag(help: "Print the report as JSON instead of the summary.")
    package var json = false

    @Flag(help: "Send no traceparent header.")
    package var noTraceparent = false

    package init() {}
}
