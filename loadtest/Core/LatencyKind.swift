/// What is timed of each request.
package enum LatencyKind: String, CaseIterable, Sendable {
    /// Intended start to last byte read: what a user of the service waits.
    case response
    /// First byte written to last byte read.
    case service
    /// From the moment the loop took the arrival up to the first byte written: no free connection, or connecting.
    case wait
    /// Intended start to the moment the loop took the arrival up: the generator's own fault.
    case lateness
    /// First byte written to first byte read.
    case ttfb
    /// Opening a connection.
    case connect
}
