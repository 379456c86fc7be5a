import Foundation
import LogPipeline
import NIOCore
import NIOPosix
import Synchronization
import TestKit
import Testing

/// Requests of our own against a real server.
@Suite(.timeLimit(.minutes(15))) struct OutboundClientTests {
    /// A client for one server; the loop ends with it.
    private final class Rig {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client: OutboundClient

        init(port: UInt16, host: String = "127.0.0.1", path: String = "", connectTimeout: UInt64 = 5_000_000_000) {
            self.client = OutboundClient(
                endpoint: OutboundEndpoint(isSecure: false, host: host, port: Int(port), path: path),
                userAgent: "watchgate/1.0.0",
                loop: self.group.next(),
                connectTimeout: connectTimeout
            )
        }

        deinit {
            self.client.close()
            try? self.group.syncShutdownGracefully()  // nothing depends on it
        }

        func send(_ request: OutboundRequest) throws(OutboundError) -> OutboundResponse {
            defer { withExtendedLifetime(self) {} }  // the loop runs until the answer is there
            return try self.client.sendAndWait(request)
        }

        func code(_ request: OutboundRequest) -> OutboundError.Code? {
            do throws(OutboundError) { _ = try self.send(request) } catch { return error.code }
            return nil
        }
    }

    private static let post = OutboundRequest(method: .post, target: "/x", body: Array("body".utf8))

    @Test func aRequestIsSentAsItIsWritten() throws {
        let seen = Mutex<LoopbackRequest?>(nil)
        let server = try LoopbackServer { connection in
            guard let request = try? connection.readRequest() else { return }
            seen.withLock { $0 = request }
            connection.respond(201, ["X-A: b"], body: Array("{}".utf8))
        }
        let rig = Rig(port: server.port, path: "/es")
        var request = OutboundRequest(method: .post, target: "/_bulk?a=b", body: Array("body".utf8))
        request.fields = [("Content-Type", "application/x-ndjson")]
        let response = try rig.send(request)
        #expect(response == OutboundResponse(status: 201, fields: response.fields, body: Array("{}".utf8)))
        #expect(response["x-a"] == "b")
        let received = try #require(seen.withLock { $0 })
        #expect(received.method == "POST" && received.target == "/es/_bulk?a=b")
        #expect(received["host"] == "127.0.0.1:\(server.port)" && received["user-agent"] == "watchgate/1.0.0")
        #expect(received["content-type"] == "application/x-ndjson" && received["content-encoding"] == nil)
        #expect(received.body == Array("body".utf8))
    }

    @Test func aBodyIsCompressedWhenAsked() throws {
        let seen = Mutex<LoopbackRequest?>(nil)
        let server = try LoopbackServer { connection in
            guard let request = try? connection.readRequest() else { return }
            seen.withLock { $0 = request }
            connection.respond(200)
        }
        let body = Array(String(repeating: "a line of a log\n", count: 10_000).utf8)
        let request = OutboundRequest(method: .post, target: "/", body: body, compressesBody: true)
        _ = try Rig(port: server.port).send(request)
        let received = try #require(seen.withLock { $0 })
        #expect(received["content-encoding"] == "gzip")
        #expect(received.body.count < body.count / 20)
        #expect(Gunzip.bytes(received.body) == body)
    }

    @Test func aConnectionIsKept() throws {
        let server = try LoopbackServer { connection in
            while (try? connection.readRequest()) != nil { connection.respond(200, body: [0x78]) }
        }
        let rig = Rig(port: server.port)
        for _ in 0..<20 { #expect(try rig.send(Self.post).body == [0x78]) }
        #expect(server.acceptedCount == 1)
    }

    @Test(arguments: ["Connection: close", "X: y"])
    func aConnectionIsReplacedAfterItsEnd(field: String) throws {
        let server = try LoopbackServer { connection in
            _ = try? connection.readRequest()
            connection.respond(200, [field])
        }
        let rig = Rig(port: server.port)
        for _ in 0..<20 { #expect(try rig.send(Self.post).status == 200) }
        #expect(server.acceptedCount == 20)
    }

    /// The server takes the second request and closes: once that may be the old connection's end, twice it is not.
    @Test func aKeptConnectionThatBreaksIsReplacedOnce() throws {
        let requests = Mutex(0)
        let server = try LoopbackServer { connection in
            while (try? connection.readRequest()) != nil {
                let number = requests.withLock {
                    $0 += 1; return $0
                }
                if number == 2 || number == 4 || number == 5 { return connection.reset() }
                connection.respond(200)
            }
        }
        let rig = Rig(port: server.port)
        #expect(try rig.send(Self.post).status == 200)
        #expect(try rig.send(Self.post).status == 200)
        #expect(rig.code(Self.post) == .closed)
        #expect(requests.withLock { $0 } == 5)
        #expect(try rig.send(Self.post).status == 200)
    }

    @Test func anAnswerBeforeTheEndOfTheRequestCounts() throws {
        let server = try LoopbackServer { connection in
            _ = connection.read()
            connection.respond(413)
            Thread.sleep(forTimeInterval: 0.2)
        }
        let big = [UInt8](repeating: 0x78, count: 32 * 1_048_576)
        let rig = Rig(port: server.port)
        #expect(try rig.send(OutboundRequest(method: .post, target: "/", body: big)).status == 413)
        #expect(try rig.send(Self.post).status == 413)
        #expect(server.acceptedCount == 2)
    }

    @Test func redirectsAreNotFollowed() throws {
        let server = try LoopbackServer { connection in
            _ = try? connection.readRequest()
            connection.respond(302, ["Location: /elsewhere"])
        }
        #expect(try Rig(port: server.port).send(Self.post).status == 302)
        #expect(server.acceptedCount == 1)
    }

    @Test func aServerThatIsNotThereRefuses() throws {
        let server = try LoopbackServer { _ in }
        let port = server.port
        server.stop()
        #expect(Rig(port: port).code(Self.post) == .connectRefused)
    }

    @Test func aNameThatIsNoneIsTold() {
        #expect(Rig(port: 9200, host: "no-such-host.invalid").code(Self.post) == .nameNotResolved)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"])
    func anAnswerThatHangsTimesOut(start: String) throws {
        let isOver = Mutex(false)
        let server = try LoopbackServer { connection in
            _ = try? connection.readRequest()
            connection.write(start)
            while !isOver.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.01) }
        }
        defer { isOver.withLock { $0 = true } }
        var request = Self.post
        request.timeout = 200_000_000
        let rig = Rig(port: server.port)
        #expect(rig.code(request) == .timedOut)
        // The late answer of the first request must not be taken for the second's.
        #expect(rig.code(request) == .timedOut)
        #expect(server.acceptedCount == 2)
    }

    @Test func anAnswerThatIsCutIsNone() throws {
        let server = try LoopbackServer { connection in
            _ = try? connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")
        }
        #expect(Rig(port: server.port).code(Self.post) == .closed)
        #expect(server.acceptedCount == 1)
    }

    @Test func anAnswerThatIsTooLargeOrNoHTTPIsTold() throws {
        let server = try LoopbackServer { connection in
            guard let request = try? connection.readRequest() else { return }
            if request.method == "GET" { connection.respond(200, body: [UInt8](repeating: 0x78, count: 1001)) }
            connection.write("hello\r\n\r\n")
        }
        let rig = Rig(port: server.port)
        #expect(rig.code(OutboundRequest(method: .get, target: "/", bodyLimit: 1000)) == .tooLarge)
        #expect(rig.code(Self.post) == .protocolError)
    }

    @Test func aClosedClientAnswersAtOnce() throws {
        let server = try LoopbackServer { connection in
            _ = try? connection.readRequest()
            _ = connection.read()
        }
        let rig = Rig(port: server.port)
        let future = rig.client.send(Self.post)
        while server.acceptedCount == 0 { Thread.sleep(forTimeInterval: 0.005) }
        rig.client.close()
        #expect(throws: OutboundError(.shutDown)) { try future.wait() }
        #expect(rig.code(Self.post) == .shutDown)
    }
}
