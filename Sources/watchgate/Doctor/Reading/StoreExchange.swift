import LogPipeline
import NIOCore
import NIOPosix

/// One request to Elasticsearch, over TLS where its address says so.
struct StoreExchange {
    let server: ElasticsearchAddress
    /// From the first byte of the connect to the last of the answer.
    let seconds: Int64

    /// Sends a search.
    ///
    /// - Throws: `HTTPExchange.Failure`; `SearchPage.Unusable` when TLS fails.
    func post(_ target: String, fields: [(String, String)], body: String) async throws -> HTTPAnswer {
        guard self.server.isEncrypted else {
            let exchange = HTTPExchange(host: self.server.host, port: self.server.port, seconds: self.seconds)
            return try await exchange.post(self.server.path + target, fields: fields, body: body)
        }
        return try await self.send(
            OutboundRequest(
                method: .post,
                target: target,
                fields: fields.map { (name: $0.0, value: $0.1) },
                body: Array(body.utf8),
                timeout: UInt64(self.seconds) * 1_000_000_000,
                bodyLimit: HTTPExchange.byteLimit
            )
        )
    }

    /// Why nobody can be talked to at the address; nil: somebody answers, or with http accepts a connection.
    func obstacle() async -> String? {
        guard self.server.isEncrypted else {
            let exchange = HTTPExchange(host: self.server.host, port: self.server.port, seconds: self.seconds)
            return await exchange.canConnect() ? nil : "nobody accepts connections"
        }
        do {
            let timeout = UInt64(self.seconds) * 1_000_000_000
            _ = try await self.send(OutboundRequest(method: .get, target: "/", timeout: timeout))
            return nil
        } catch let unusable as SearchPage.Unusable {
            return unusable.reason
        } catch let failure as HTTPExchange.Failure {
            return failure == .unreachable ? "nobody accepts connections" : "no HTTP answer"
        } catch {
            return "\(error)"
        }
    }

    private func send(_ request: OutboundRequest) async throws -> HTTPAnswer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let result: Result<OutboundResponse, OutboundError>
        do {
            let agent = "watchgate/\(BuildFacts.version)"
            let client = try OutboundClient.make(
                self.server.endpoint,
                trusting: self.server.caFile,
                userAgent: agent,
                loop: group.next()
            )
            defer { client.close() }
            result = .success(try await client.send(request).get())
        } catch {
            result = .failure(OutboundError(error))
        }
        try? await group.shutdownGracefully()  // Nothing is left that could fail.
        switch result {
        case .success(let response): return HTTPAnswer(status: response.status, body: response.body)
        case .failure(let error): throw Self.failure(error)
        }
    }

    private static func failure(_ error: OutboundError) -> any Error {
        switch error.code {
        case .tls: SearchPage.Unusable(reason: error.description)
        case .timedOut, .connectTimedOut: HTTPExchange.Failure.tooSlow
        case .nameNotResolved, .connectRefused, .connectFailed: HTTPExchange.Failure.unreachable
        case .closed, .protocolError, .tooLarge, .shutDown: HTTPExchange.Failure.malformed
        }
    }
}
