import NIOCore
import NIOPosix

/// The receiver of spans, as the export thread sees it: OTLP/HTTP with protobuf.
final class SpanReceiver: Sendable {
    private static let bodyLimit = 65_536
    private static let fields = [(name: "Content-Type", value: "application/x-protobuf")]

    private let group: MultiThreadedEventLoopGroup
    /// Or why there can be none.
    private let client: Result<OutboundClient, ExportObstacle>

    /// - Parameters:
    ///   - url: As the configuration has it; one that is wrong makes every export fail with the reason.
    ///   - caFile: Certificates to trust instead of the system's.
    ///   - version: Of the gateway.
    init(_ url: String, trusting caFile: String?, version: String) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        self.group = group
        let endpoint: OutboundEndpoint
        do throws(OutboundEndpointError) {
            endpoint = try OutboundEndpoint(url: url)
        } catch {
            self.client = .failure(ExportObstacle(text: error.text))
            return
        }
        let agent = "watchgate/\(version)"
        do throws(OutboundError) {
            self.client = .success(
                try OutboundClient.make(endpoint, trusting: caFile, userAgent: agent, loop: group.next())
            )
        } catch {
            self.client = .failure(ExportObstacle(text: error.description))
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
                let retryAfter = response["retry-after"].flatMap {
                    RetryAfter.nanoseconds($0, now: SystemClock.wall / 1_000_000_000)
                }.map { Int($0 / 1_000_000_000) }
                return .response(status: response.status, retryAfter: retryAfter, body: response.body)
            } catch {
                return .none(error.description)
            }
        }
    }
}
