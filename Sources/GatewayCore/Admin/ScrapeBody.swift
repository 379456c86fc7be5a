package import NIOCore
package import Telemetry

/// The body of a scrape's answer in chunks of at most 64 KiB, shared by all who wait for it.
package struct ScrapeBody: Sendable {
    package static let chunkBytes = 65_536

    package let chunks: [ByteBuffer]

    /// Gathers, renders and compresses, on the calling thread.
    /// - Throws: `notCompressed`.
    package init(_ registry: MetricRegistry, _ key: ScrapeKey) throws(ScrapeError) {
        let chunks: [ByteBuffer]? = registry.render(key.format, names: key.names) { bytes in
            switch key.coding {
            case .identity: Self.cut(bytes)
            case .gzip: GzipWriter.compress(bytes, chunkBytes: Self.chunkBytes)
            }
        }
        guard let chunks else { throw .notCompressed }
        self.chunks = chunks
    }

    private static func cut(_ bytes: UnsafeRawBufferPointer) -> [ByteBuffer] {
        stride(from: 0, to: bytes.count, by: Self.chunkBytes).map { start in
            let end = min(start + Self.chunkBytes, bytes.count)
            return ByteBuffer(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        }
    }
}
