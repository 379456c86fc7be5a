import GatewayCore
import NIOCore
import TestKit
import Testing

/// In steady state the codec allocates nothing (performance.md); counted in release builds only.
@Suite(.enabled(if: BuildMode.isOptimized)) struct CodecAllocationTests {
    static let head = """
        POST /v1/orders/4711?expand=items HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: test/1.0 (an agent)\r
        Accept: application/json\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nX-Padded: 1 \r\n
        """

    static func requests(_ text: String) -> Int {
        let message = ByteBuffer(string: text)
        var decoder = RequestDecoder(limits: MessageLimits())
        var output = ByteBuffer()
        output.reserveCapacity(4_096)
        return allocations {
            for _ in 0..<100 {
                var input = message
                guard decoder.decodeHead(&input) == .complete else { preconditionFailure("head not read") }
                _ = decoder.startBody(limit: 1_000_000)
                while case .data = decoder.decodeBody(&input) {}
                output.clear()
                let noHost = UnsafeRawBufferPointer(start: nil, count: 0)
                RequestWriter.write(
                    decoder.head,
                    defaultHost: noHost,
                    framing: decoder.head.framing,
                    into: &output
                )
                decoder.releaseHead()
            }
        }
    }

    @Test func requestsAreReadAndWrittenWithoutAllocating() {
        #expect(Self.requests(Self.head + "\r\n") == 0)
        #expect(Self.requests(Self.head + "Content-Length: 5\r\n\r\nhello") == 0)
        let chunk = String(repeating: "a", count: 2_048)
        #expect(
            Self.requests(Self.head + "Transfer-Encoding: chunked\r\n\r\n800\r\n\(chunk)\r\n0\r\nX: y\r\n\r\n") == 0
        )
        #expect(Self.requests(Self.head.replacing("orders", with: "%6frders") + "\r\n") == 0)
    }

    @Test func responsesAreReadAndWrittenWithoutAllocating() {
        let message = ByteBuffer(
            string: "HTTP/1.1 200 OK\r\nServer: x\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello"
        )
        var decoder = ResponseDecoder(limits: MessageLimits())
        var output = ByteBuffer()
        output.reserveCapacity(4_096)
        let count = allocations {
            for _ in 0..<100 {
                var input = message
                decoder.reset(requestMethod: .get)
                guard decoder.decodeHead(&input) == .complete else { preconditionFailure("head not read") }
                output.clear()
                ResponseWriter.write(decoder.head, framing: decoder.head.framing, into: &output)
                while case .data = decoder.decodeBody(&input) {}
                ChunkWriter.writeHeader(5, into: &output)
                ChunkWriter.writeLastChunk(into: &output)
                decoder.releaseHead()
            }
        }
        #expect(count == 0)
    }
}
