package import NIOCore
import TLS

extension OutboundClient {
    /// Makes a client that trusts the certificates of a file, or else the system's, where the endpoint is secure.
    ///
    /// - Parameters:
    ///   - endpoint: Where to send to.
    ///   - caFile: Certificates to trust, as PEM; nil: those of the system.
    ///   - userAgent: Says who sends: `watchgate/VERSION`.
    ///   - loop: Does the I/O: never one that serves requests.
    /// - Returns: The client.
    /// - Throws: `tls`: the certificates cannot be read.
    package static func make(
        _ endpoint: OutboundEndpoint,
        trusting caFile: String?,
        userAgent: String,
        loop: any EventLoop
    ) throws(OutboundError) -> OutboundClient {
        var tls: TLSContext?
        if endpoint.isSecure {
            do throws(TLSError) {
                tls = try TLSContext.client(caFile: caFile)
            } catch {
                throw OutboundError(.tls, error.detail)
            }
        }
        return OutboundClient(endpoint: endpoint, userAgent: userAgent, loop: loop, tls: tls)
    }
}
