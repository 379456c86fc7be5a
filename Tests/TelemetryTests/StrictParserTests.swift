import Foundation
import Telemetry
import Testing

/// The strict OpenMetrics parser of prometheus-client reads what our own decoder reads.
@Suite struct StrictParserTests {
    private static let script = """
        import json, sys
        try:
            from prometheus_client.openmetrics.parser import text_string_to_metric_families
        except ImportError:
            sys.exit(3)
        text = sys.stdin.buffer.read().decode("utf-8")
        samples = [s for f in text_string_to_metric_families(text) for s in f.samples]
        print(json.dumps([sorted(s.labels.values()) for s in samples if s.name == "gateway_upstream_up"]))
        print(len(samples))
        for s in samples:
            if s.exemplar:
                time = float(s.exemplar.timestamp)
                print(s.name, s.labels["le"], sorted(s.exemplar.labels.items()), s.exemplar.value, time)
        """

    /// Nil: outside of scripts/test the parser may be missing.
    private func parse(_ text: [UInt8]) throws -> [String]? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watchgate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in the temporary folder does no harm
        let (input, script) = (folder.appending(path: "input"), folder.appending(path: "parse.py"))
        try Data(text).write(to: input)
        try Data(Self.script.utf8).write(to: script)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 3 || process.terminationStatus == 127 { return nil }
        #expect(process.terminationStatus == 0)
        return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func everyFamilyAndEveryNastyLabelIsRead() throws {
        let registry = EveryFamily().registry
        let texts = ["a\"b", "a\\b\\", "a\nb", "x\"} 1\nforged_total{y=\"z", "a\0b", "a\r\nb", "订单 📦", "{a=b,c}"]
        for text in texts { registry.set(Families.gatewayUpstreamUp, .configured(registry.names.intern(text)), to: 1) }
        let bytes = registry.render(.openMetrics100)
        guard let lines = try self.parse(bytes) else { return }
        let labels = try JSONDecoder().decode([[String]].self, from: Data((lines.first ?? "").utf8))
        #expect(Set(labels.flatMap { $0 }) == Set(texts + ["orders"]))
        let samples = bytes.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }
        #expect(lines.dropFirst().first == "\(samples.count)")
        let ids = "[('span_id', '0000000000000003'), ('trace_id', '00000000000000010000000000000002')]"
        let exemplar = "http_server_request_duration_seconds_bucket 0.0025 \(ids) 0.001234567 1772366401.5"
        #expect(lines.dropFirst(2) == [exemplar])
    }
}
