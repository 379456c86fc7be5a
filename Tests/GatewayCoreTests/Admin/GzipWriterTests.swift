import Foundation
import GatewayCore
import NIOCore
import Telemetry
import Testing

/// Compressed bodies, read back by gzip itself.
@Suite struct GzipWriterTests {
    private func decompress(_ bytes: Data) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "watchgate-\(UUID().uuidString).gz")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // a leftover in the temporary folder does no harm
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let plain = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return plain
    }

    @Test(arguments: [0, 1, 100, 65_536, 1_000_000], [true, false])
    func whatIsCompressedReadsBack(_ count: Int, _ isRandom: Bool) throws {
        let bytes = (0..<count).map { isRandom ? UInt8.random(in: 0...255) : UInt8(truncatingIfNeeded: $0 / 1_000) }
        let plain = Data(bytes)
        let chunks = try #require(plain.withUnsafeBytes { GzipWriter.compress($0, chunkBytes: 65_536) })
        #expect(chunks.dropLast().allSatisfy { $0.readableBytes == 65_536 })
        let compressed = chunks.reduce(into: Data()) { $0.append(contentsOf: $1.readableBytesView) }
        #expect(try self.decompress(compressed) == plain)
    }

    @Test func bodiesAreCutInto64KiBAndTheSameInBothCodings() throws {
        let registry = MetricRegistry(names: NameTable())
        for index in 0..<3_000 {
            registry.set(Families.gatewayUpstreamUp, .configured(registry.names.intern("upstream-\(index)")), to: 1)
        }
        let names: Set = ["gateway_upstream_up"]
        let plain = try ScrapeBody(registry, ScrapeKey(format: .text004, coding: .identity, names: names))
        #expect(plain.chunks.count > 1)
        #expect(plain.chunks.dropLast().allSatisfy { $0.readableBytes == 65_536 })
        let gzip = try ScrapeBody(registry, ScrapeKey(format: .text004, coding: .gzip, names: names))
        let text = plain.chunks.reduce(into: Data()) { $0.append(contentsOf: $1.readableBytesView) }
        let compressed = gzip.chunks.reduce(into: Data()) { $0.append(contentsOf: $1.readableBytesView) }
        #expect(try self.decompress(compressed) == text)
        #expect(compressed.count < text.count / 4)
    }
}
