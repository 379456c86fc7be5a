import NIOCore
import Telemetry

/// The fields the gateway adds to every request it sends, and the empty line that ends the head.
enum UpstreamFields {
    /// `X-Forwarded-For/-Proto/-Host`, `X-Request-Id`, `traceparent`, `tracestate`.
    static func write(_ handler: ExchangeHandler, into out: inout ByteBuffer) {
        if handler.isTrustedProxy { Self.writeProxyChain(handler, into: &out) }
        let kept = handler.exchange.keptRequestID
        handler.decoder.head.withHost { host in
            let room = handler.forwardedFields.count + host.count + kept.count + TraceState.byteLimit + 224
            _ = out.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { buffer in
                var writer = ByteWriter(buffer)
                if !handler.isTrustedProxy { writer.write(handler.forwardedFields) }
                if !host.isEmpty {
                    writer.write("X-Forwarded-Host: ")
                    writer.write(host)
                    writer.write("\r\n")
                }
                writer.write("X-Request-Id: ")
                if kept.isEmpty { writer.write(hex: handler.exchange.requestID) } else { writer.write(kept) }
                writer.write("\r\ntraceparent: ")
                var trace = handler.exchange.trace
                trace.spanID = handler.exchange.attemptSpanID
                writer.write(trace)
                writer.write("\r\n")
                TraceFields.writeState(handler, into: &writer)
                writer.write("\r\n")
                return writer.count
            }
        }
    }

    /// Behind a trusted proxy the chain goes on: what it said, then its own address.
    private static func writeProxyChain(_ handler: ExchangeHandler, into out: inout ByteBuffer) {
        out.writeStaticString("X-Forwarded-For: ")
        let chain = ForwardedFields.chain(handler.decoder.head)
        if !chain.isEmpty {
            out.writeBytes(chain)
            out.writeStaticString(", ")
        }
        out.writeBytes(ForwardedFields.text(of: handler.peer))
        out.writeStaticString("\r\nX-Forwarded-Proto: http\r\n")
    }
}
