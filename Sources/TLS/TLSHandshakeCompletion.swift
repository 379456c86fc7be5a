/// Fired as an inbound user event when a connection is encrypted.
package struct TLSHandshakeCompletion: Sendable, Equatable {
    /// `TLSv1.2` or `TLSv1.3`.
    package var version: String
    package var cipher: String
}
