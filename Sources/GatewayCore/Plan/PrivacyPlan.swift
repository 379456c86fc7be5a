/// What of a client's request may be logged beside what always is: allow-lists (telemetry.md section 5).
package struct PrivacyPlan: Sendable, Equatable {
    /// What stands in `client.ip`.
    package enum ClientAddress: String, Sendable, CaseIterable {
        /// The address.
        case full
        /// Its IPv4 /24 or IPv6 /48.
        case net
        /// A keyed hash of it, within the discard prefix `100::/64`; another one every day.
        case hash
        /// Nothing.
        case none
    }

    package var clientAddress = ClientAddress.full
    /// Names of header fields, lower case.
    package var headers: [String] = []
    /// Names of query parameters.
    package var queryValues: [String] = []

    package init() {}
}
