extension PrincipalStatus {
    /// The states that may follow (engine.md section 4).
    package var followers: [PrincipalStatus] {
        switch self {
        case .invited: [.active]
        case .active: [.suspended]
        case .suspended: [.active, .closed]
        case .closed: []
        }
    }

    /// - Throws: `invalid-transition` with `from` and `allowed`.
    func check(moveTo status: PrincipalStatus) throws(Rejection) {
        guard self.followers.contains(status) else { throw .transition(from: self, allowed: self.followers) }
    }
}
