extension WorkingSet {
    /// Stops a member whose deposit was taken back and who had spent it; tokens of before do not work any more.
    mutating func suspendDebtor(_ id: ID, _ context: inout Context) {
        guard let principal = self.principals[id], principal.status == .active else { return }
        self.principals.update(id) {
            $0.status = .suspended
            $0.epoch += 1
            $0.version += 1
        }
        self.record(
            "principal.suspended",
            subject: id,
            scope: id,
            before: .object(["status": .name(principal.status)]),
            after: .object(["reason": .string("deposit-reversed"), "status": .name(PrincipalStatus.suspended)]),
            &context
        )
    }
}
