import NIOCore
import Telemetry

/// The fields the gateway adds to every answer, and the empty line that ends the head.
enum ClientFields {
    /// `X-Request-Id`, the rate limit where one was asked, `Connection: close` where it is so.
    static func write(_ handler: ExchangeHandler, into out: inout ByteBuffer) {
        if handler.exchange.keptRequestID.isEmpty {
            out.writeWithUnsafeMutableBytes(minimumWritableBytes: 34) { buffer in
                guard let base = buffer.baseAddress else { return 0 }
                let name: StaticString = "X-Request-Id: "
                base.copyMemory(from: name.utf8Start, byteCount: 14)
                HexWriter.write(handler.exchange.requestID, to: base + 14)
                base.storeBytes(of: 0x0D, toByteOffset: 30, as: UInt8.self)
                base.storeBytes(of: 0x0A, toByteOffset: 31, as: UInt8.self)
                return 32
            }
        } else {
            out.writeStaticString("X-Request-Id: ")
            out.writeBytes(handler.exchange.keptRequestID)
            out.writeStaticString("\r\n")
        }
        if let limit = handler.exchange.limit { Self.writeLimit(limit, handler, into: &out) }
        if handler.exchange.closesAfter {
            out.writeStaticString("Connection: close\r\n\r\n")
        } else {
            out.writeStaticString("\r\n")
        }
    }

    /// `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers) of the tightest policy.
    private static func writeLimit(_ limit: RateLimit, _ handler: ExchangeHandler, into out: inout ByteBuffer) {
        let left = handler.exchange.limitLeft
        let seconds = (handler.exchange.limitUntilFull + 999_999_999) / 1_000_000_000
        let room = limit.policyText.count + limit.nameText.count + 96
        out.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { buffer in
            var writer = ByteWriter(buffer)
            writer.write("RateLimit-Policy: ")
            writer.write(limit.policyText)
            writer.write("\r\nRateLimit: ")
            writer.write(limit.nameText)
            writer.write(";r=")
            writer.write(decimal: left)
            writer.write(";t=")
            writer.write(decimal: seconds)
            writer.write("\r\n")
            return writer.count
        }
    }

    /// The request id as it was sent.
    static func requestIDText(_ exchange: borrowing Exchange) -> String {
        if !exchange.keptRequestID.isEmpty { return String(decoding: exchange.keptRequestID, as: UTF8.self) }
        let digits = String(exchange.requestID, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
