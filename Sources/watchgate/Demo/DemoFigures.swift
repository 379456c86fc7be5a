import Foundation
import Telemetry

/// A line of figures every few seconds, read from the same exposition that a scraper gets.
struct DemoFigures {
    private var last: (requests: Double, bad: Double, sum: Double, time: Date)?

    /// `exposition`: Text format 0.0.4.
    /// - Returns: The line; nil at the first call, which only takes the start values.
    mutating func line(from exposition: String, now: Date = Date()) -> String? {
        var requests = 0.0
        var bad = 0.0
        var sum = 0.0
        for line in exposition.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]) else {
                continue
            }
            if line.hasPrefix("gateway_route_requests_total{") {
                requests += value
                if !line.contains("who=\"none\"") { bad += value }
            } else if line.hasPrefix("http_server_request_duration_seconds_sum") {
                sum += value
            }
        }
        defer { self.last = (requests, bad, sum, now) }
        guard let last = self.last else { return nil }
        let seconds = max(now.timeIntervalSince(last.time), 0.001)
        let count = requests - last.requests
        let mean = count > 0 ? (sum - last.sum) / count * 1_000 : 0
        let rate = Self.text(count / seconds)
        let share = Self.text(count > 0 ? (bad - last.bad) / count * 100 : 0)
        return "\(rate) requests/s, \(share) % not answered well, mean \(Self.text(mean)) ms, \(Int(requests)) in all"
    }

    /// One decimal.
    private static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
