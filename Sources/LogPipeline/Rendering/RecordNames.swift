import Telemetry

/// The names an access record refers to by their ids.
struct RecordNames {
    var route: Fragment
    var upstream: Fragment
    var target: Fragment
    var policy: Fragment

    @inline(__always)
    init(_ record: UnsafePointer<AccessRecord>, _ names: inout NameFragments) {
        self.route = names.fragment(record.pointee.route)
        self.upstream = names.fragment(record.pointee.upstream)
        self.target = names.fragment(record.pointee.target)
        self.policy = names.fragment(record.pointee.rateLimitPolicy)
    }

    /// The route stands in the message and as `gateway.route`, and for a private route as the path.
    @inline(__always)
    var roomNeeded: Int { 3 * self.route.count + self.upstream.count + self.target.count + self.policy.count }
}
