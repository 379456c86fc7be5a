import NIOCore
import NIOPosix

/// The receiver of spans, as the export thread sees it: OTLP/HTTP with protobuf.
final class SpanReceiver: Sendable {
    private static let bodyLimit = 65_536
    private static let fields = [(name: "Content-Type", value: "application/x-protobuf")]

    private let group: MultiThreadedEventLoopGroup
    private let client: Result<OutboundClient, OutboundEndpointError>

    /// - Parameters:
    ///   - url: As the configuration has it; one that is wrong makes every export fail with the reason.
    ///   - version: Of the gateway.
    init(_ url: String, version: String) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        self.group = group
        do throws(OutboundEndpointError) {
            let endpoint = try OutboundEndpoint(url: url)
            self.client = .success(
                OutboundClient(endpoint: endpoint, userAgent: "watchgate/\(version)", loop: group.next())
            )
        } catch {
            self.client = .failure(error)
        }
    }

    deinit {
        if case .success(let client) = self.client { client.close() }
        self.group.shutdownGracefully { _ in }
    }

    /// Sends a batch; blocks.
    func send(_ body: [UInt8], timeout: UInt64) -> ExportAnswer {
        switch self.client {
        case .failure(let error): return .none(error.text)
        case .success(let client):
            let request = OutboundRequest(
                method: .post,
                target: "",
                fields: Self.fields,
                body: body,
                timeout: timeout,
                bodyLimit: Self.bodyLimit
            )
            do throws(OutboundError) {
                let response = try client.sendAndWait(request)
                let retryAfter = response["retry-after"].flatMap { Int($0) }
                return .response(status: response.status, retryAfter: retryAfter, body: response.body)
            } catch {
                return .none(error.description)
            }
        }
    }
}
