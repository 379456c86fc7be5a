extension Approval {
    /// How long a proposal waits for its second person, microseconds.
    package static let lifetime = 24 * Microseconds.hour

    /// From then on it can only expire.
    package var expiresAt: Int64 { self.createdAt + Self.lifetime }

    /// The image of audit events.
    var image: CanonicalJSON { .object(["action": .name(self.action), "state": .name(self.state)]) }

    /// - Throws: `invalid-transition` unless it is open and its time has not run out.
    func checkOpen(now: Int64) throws(Rejection) {
        let state = self.state == .open && now >= self.expiresAt ? .expired : self.state
        guard state == .open else { throw .transition(from: state, allowed: [] as [ApprovalState]) }
    }
}
