import Foundation
import NIOCore
import NIOEmbedded
import TLS
import TestKit
import Testing

/// Client and server, their bytes carried by hand.
@Suite(.timeLimit(.minutes(15))) struct TLSHandlerTests {
    private static let certificates = Result { try TestCertificates() }

    /// Two ends of one connection.
    private struct Pair {
        let client = EmbeddedChannel()
        let server = EmbeddedChannel()
        var error: TLSError?

        init(_ clientContext: TLSContext, _ serverContext: TLSContext, host: String) throws {
            try self.client.pipeline.syncOperations.addHandler(TLSHandler(clientContext, host: host))
            try self.server.pipeline.syncOperations.addHandler(TLSHandler(serverContext))
            try self.client.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
            try self.server.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 2)).wait()
        }

        /// Carries bytes both ways until none are left, cut into pieces.
        mutating func exchange(pieceBytes: Int = 65_536) {
            var isMoving = true
            while isMoving {
                isMoving = self.carry(self.client, self.server, pieceBytes)
                if self.carry(self.server, self.client, pieceBytes) { isMoving = true }
            }
        }

        private mutating func carry(_ source: EmbeddedChannel, _ target: EmbeddedChannel, _ pieceBytes: Int) -> Bool {
            var hasCarried = false
            while var bytes = try? source.readOutbound(as: ByteBuffer.self) {
                hasCarried = true
                while let piece = bytes.readSlice(length: min(pieceBytes, max(bytes.readableBytes, 0))),
                    piece.readableBytes > 0
                {
                    do { try target.writeInbound(piece) } catch {
                        if target === self.client { self.error = error as? TLSError ?? self.error }
                    }
                }
            }
            return hasCarried
        }

        func finish() {
            _ = try? self.client.finish(acceptAlreadyClosed: true)  // an error was looked at before
            _ = try? self.server.finish(acceptAlreadyClosed: true)
        }
    }

    private func contexts(_ subjects: String, days: Int = 2, trusts: Bool = true) throws -> (TLSContext, TLSContext) {
        let certificates = try Self.certificates.get()
        let pair = try certificates.issue("c" + UUID().uuidString, subjects: subjects, days: days)
        let client = try TLSContext.client(caFile: trusts ? certificates.authority : nil)
        return (client, try TLSContext.server(certificateFile: pair.certificate, keyFile: pair.key))
    }

    private func text(_ channel: EmbeddedChannel) throws -> String {
        var text = ""
        while let buffer = try channel.readInbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    @Test(arguments: [1, 7, 65_536]) func plainTextArrivesHoweverItIsCut(pieceBytes: Int) throws {
        let (client, server) = try self.contexts("DNS:localhost")
        var pair = try Pair(client, server, host: "localhost")
        defer { pair.finish() }
        // Written before the handshake: it waits.
        pair.client.writeAndFlush(ByteBuffer(string: "a request"), promise: nil)
        pair.exchange(pieceBytes: pieceBytes)
        #expect(pair.error == nil)
        #expect(try self.text(pair.server) == "a request")
        let answer = String(repeating: "an answer ", count: 5000)
        pair.server.writeAndFlush(ByteBuffer(string: answer), promise: nil)
        pair.exchange(pieceBytes: pieceBytes)
        #expect(try self.text(pair.client) == answer)
    }

    @Test(arguments: [
        ("IP:127.0.0.1", "127.0.0.1", nil), ("IP:::1", "::1", nil), ("DNS:*.example.com", "logs.example.com", nil),
        ("DNS:localhost", "other", TLSError.Code.wrongHost), ("DNS:localhost", "127.0.0.1", .wrongHost),
        ("IP:127.0.0.1", "127.0.0.2", .wrongHost), ("DNS:*.example.com", "a.b.example.com", .wrongHost),
        ("DNS:*.example.com", "example.com", .wrongHost), ("DNS:l*.example.com", "logs.example.com", .wrongHost),
    ])
    func theHostIsVerified(subjects: String, host: String, code: TLSError.Code?) throws {
        let (client, server) = try self.contexts(subjects)
        var pair = try Pair(client, server, host: host)
        defer { pair.finish() }
        pair.client.writeAndFlush(ByteBuffer(string: "secret"), promise: nil)
        pair.exchange()
        #expect(pair.error?.code == code)
        #expect(try self.text(pair.server) == (code == nil ? "secret" : ""))
        #expect(pair.client.isActive == (code == nil))
    }

    @Test func anExpiredCertificateIsRefused() throws {
        let (client, server) = try self.contexts("DNS:localhost", days: -1)
        var pair = try Pair(client, server, host: "localhost")
        defer { pair.finish() }
        pair.exchange()
        #expect(pair.error?.code == .expiredCertificate)
    }

    @Test func anUnknownAuthorityIsRefused() throws {
        let (client, server) = try self.contexts("DNS:localhost", trusts: false)
        var pair = try Pair(client, server, host: "localhost")
        defer { pair.finish() }
        pair.exchange()
        #expect(pair.error?.code == .untrustedCertificate)
    }

    @Test func theEndIsSaid() throws {
        let (client, server) = try self.contexts("DNS:localhost")
        var pair = try Pair(client, server, host: "localhost")
        defer { pair.finish() }
        pair.exchange()
        pair.server.close(promise: nil)
        pair.exchange()
        #expect(pair.error == nil && !pair.client.isActive)
    }

    @Test func anEndThatIsNotSaidIsAnError() throws {
        let (client, server) = try self.contexts("DNS:localhost")
        var pair = try Pair(client, server, host: "localhost")
        defer { pair.finish() }
        pair.exchange()
        pair.client.pipeline.fireChannelInactive()
        #expect(throws: TLSError(.truncated)) { try pair.client.throwIfErrorCaught() }
    }

    @Test func aHandshakeHasATimeLimit() throws {
        let channel = EmbeddedChannel(
            handler: try TLSHandler(.client(), host: "localhost", handshakeTimeout: .seconds(3))
        )
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(2999))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
        #expect(throws: TLSError(.handshakeTimedOut)) { try channel.throwIfErrorCaught() }
        _ = try? channel.finish(acceptAlreadyClosed: true)  // closed above
    }

    @Test func whatIsNoTLSIsRefused() throws {
        let channel = EmbeddedChannel(handler: try TLSHandler(.client(), host: "localhost"))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let error = #expect(throws: TLSError.self) {
            try channel.writeInbound(ByteBuffer(string: "HTTP/1.1 400 Bad\r\n\r\n"))
        }
        #expect(error?.code == .handshakeFailed)
        _ = try? channel.finish(acceptAlreadyClosed: true)  // closed above
    }

    @Test func whatWaitsForTheHandshakeHasALimit() throws {
        let channel = EmbeddedChannel(handler: try TLSHandler(.client(), host: "localhost", pendingLimit: 10))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.write(ByteBuffer(string: "0123456789"), promise: nil)
        #expect(throws: TLSError(.tooMuchPending)) { try channel.write(ByteBuffer(string: "x")).wait() }
        _ = try? channel.finish(acceptAlreadyClosed: true)  // the first write fails
    }

    @Test func filesThatAreNoneAreNamed() throws {
        let certificates = try Self.certificates.get()
        let one = try certificates.issue("one", subjects: "DNS:a")
        let two = try certificates.issue("two", subjects: "DNS:a")
        for body in [
            { try TLSContext.client(caFile: "/no/such.pem") }, { try TLSContext.client(caFile: one.key) },
            { try TLSContext.server(certificateFile: one.certificate, keyFile: two.key) },
            { try TLSContext.server(certificateFile: "/no/such.pem", keyFile: one.key) },
        ] as [() throws -> TLSContext] {
            let error = #expect(throws: TLSError.self) { _ = try body() }
            #expect(error?.code == .badFile && error?.detail.contains(".") == true)
        }
        #expect(throws: TLSError(.wrongHost, "no host to verify")) { try TLSHandler(.client(), host: "") }
    }
}
