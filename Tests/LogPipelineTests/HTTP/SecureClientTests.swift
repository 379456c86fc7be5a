import Foundation
import LogPipeline
import NIOCore
import NIOPosix
import TLS
import TestKit
import Testing

/// Requests of our own over TLS against OpenSSL's own server.
@Suite(.timeLimit(.minutes(15))) struct SecureClientTests {
    /// `openssl s_server -www`: answers every GET with a page and ends the connection.
    private final class Server {
        let process = Process()
        let port: Int

        init(_ pair: TestCertificates.Pair) throws {
            let probe = try LoopbackServer { _ in }
            self.port = Int(probe.port)
            probe.stop()
            self.process.executableURL = URL(filePath: "/usr/bin/openssl")
            let files = ["-cert", pair.certificate, "-key", pair.key]
            self.process.arguments = ["s_server", "-accept", "127.0.0.1:\(self.port)", "-www", "-quiet"] + files
            self.process.standardOutput = FileHandle.nullDevice
            self.process.standardError = FileHandle.nullDevice
            try self.process.run()
        }

        deinit {
            // It inherits a mask that blocks SIGTERM from the thread that started it.
            kill(self.process.processIdentifier, SIGKILL)
            self.process.waitUntilExit()
        }
    }

    private func answer(port: Int, host: String, trusting authority: String?) throws -> Result<Int, OutboundError> {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = OutboundClient(
            endpoint: OutboundEndpoint(isSecure: true, host: host, port: port),
            userAgent: "watchgate/1.0.0",
            loop: group.next(),
            tls: try TLSContext.client(caFile: authority)
        )
        var result = Result<Int, OutboundError>.failure(OutboundError(.connectRefused))
        // The server takes a moment to listen.
        _ = eventually {
            do throws(OutboundError) {
                result = .success(try client.sendAndWait(OutboundRequest(method: .get, target: "/")).status)
            } catch {
                result = .failure(error)
            }
            return result != .failure(OutboundError(.connectRefused))
        }
        client.close()
        try group.syncShutdownGracefully()
        return result
    }

    @Test func aTrustedServerAnswers() throws {
        let certificates = try TestCertificates()
        let server = try Server(try certificates.issue("good", subjects: "DNS:localhost,IP:127.0.0.1"))
        defer { withExtendedLifetime(server) {} }
        for host in ["127.0.0.1", "localhost"] {
            #expect(try self.answer(port: server.port, host: host, trusting: certificates.authority) == .success(200))
        }
    }

    @Test func anotherServerIsRefused() throws {
        let certificates = try TestCertificates()
        let server = try Server(try certificates.issue("other", subjects: "DNS:other"))
        defer { withExtendedLifetime(server) {} }
        for (authority, words) in [(certificates.authority, "another host"), (nil, "not trusted")] {
            let result = try self.answer(port: server.port, host: "127.0.0.1", trusting: authority)
            guard case .failure(let error) = result else {
                Issue.record("it was answered")
                continue
            }
            #expect(error.code == .tls && error.description.contains(words))
        }
    }
}
