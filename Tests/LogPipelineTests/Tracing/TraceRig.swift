import Foundation
import LogPipeline
import Telemetry
import TestKit

/// A pipeline that exports to a receiver of its own, with short waits.
struct TraceRig {
    let receiver: OTLPReceiver
    let rig: PipelineRig
    private let histogram: Histogram

    init(
        _ answers: [OTLPReceiver.Answer] = [],
        _ change: (inout TraceExportConfiguration, inout LogPipelineConfiguration) -> Void = { _, _ in }
    ) throws { try self.init(receiver: try OTLPReceiver(answers), change) }

    init(
        receiver: OTLPReceiver,
        _ change: (inout TraceExportConfiguration, inout LogPipelineConfiguration) -> Void = { _, _ in }
    ) throws {
        self.receiver = receiver
        self.rig = try PipelineRig { configuration, _ in
            configuration.names = TraceSample.names
            var traces = TraceExportConfiguration(endpoint: receiver.url, sampleRate: 0.01)
            traces.lingerNanoseconds = 20_000_000
            traces.backoffNanoseconds = 20_000_000
            traces.timeoutNanoseconds = 2_000_000_000
            change(&traces, &configuration)
            configuration.traces = traces
        }
        self.histogram = self.rig.registry.makeWriter().histogram(
            Families.httpServerRequestDuration,
            .configured(NameTable.unmatched),
            .closed(MethodLabel.get),
            .status(200),
            .none,
            .none,
            .none
        )
    }

    /// Writes kept traces as a loop does, each with an exemplar in the place of `duration`.
    func write(_ range: Range<UInt64>, attempts: Int = 1, duration: UInt64 = 12_400_000) {
        for number in range {
            var sample = TraceSample.record(number, attempts: attempts)
            sample.record.durationNanoseconds = duration
            self.histogram.record(duration)
            if let slot = self.histogram.exemplarSlot(of: duration) {
                sample.trace?.series = slot.series
                sample.trace?.bucket = slot.bucket
            }
            while self.rig.ring.usedRatio > 0.5 { usleep(500) }
            sample.write(to: self.rig.ring)
        }
    }

    /// Trace ids of the exemplars that a scrape shows.
    var exemplars: [String] {
        let text = String(decoding: self.rig.registry.render(.openMetrics100), as: UTF8.self)
        return text.matches(of: /# \{trace_id="([0-9a-f]{32})"/).map { String($0.1) }
    }

    /// Empty while there is none.
    var appLog: String { (try? self.rig.folder.data("app.jsonl")).map { String(decoding: $0, as: UTF8.self) } ?? "" }

    func count(_ family: String, _ label: String) -> Int {
        let text = String(decoding: self.rig.registry.render(.text004), as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(family){") && $0.contains("\"\(label)\"} ") }
        return line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? -1
    }

    func exports(_ result: String) -> Int { self.count("trace_exports_total", result) }
    func dropped(_ reason: String) -> Int { self.count("trace_spans_dropped_total", reason) }

    /// Waits for something, at most 20 s.
    func wait(_ isDone: () -> Bool) -> Bool {
        for _ in 0..<4_000 {
            if isDone() { return true }
            usleep(5_000)
        }
        return false
    }
}
