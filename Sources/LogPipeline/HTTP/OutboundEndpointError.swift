/// What is wrong with the URL of an ``OutboundEndpoint``.
package struct OutboundEndpointError: Error, Equatable {
    /// What to write instead.
    package var text: String
}
