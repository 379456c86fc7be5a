extension ClosePrincipal: Deciding {
    package static let kind = "close_principal"

    package func needs(_ needs: inout Needs, actor: Actor) {
        needs.principals.insert(self.principalID)
        needs.accountOwners.insert(self.principalID)
    }

    /// Only who is suspended can be closed, and only when nothing is on his accounts and nothing pends there.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        let principal = try set.principal(self.principalID, changedBy: context.actor)
        try principal.status.check(moveTo: .closed)
        for account in set.accounts.rows.rows where account.ownerID == principal.id && !account.isSettled {
            throw Rejection(
                .invalidTransition,
                [
                    "from": .name(principal.status), "allowed": .array([.name(PrincipalStatus.active)]),
                    "account": .name(account.kind), "balance": .int(account.balance),
                ]
            )
        }

        return set.change(principal, "principal.closed", newEpoch: true, &context) { $0.status = .closed }
    }
}

extension Account {
    fileprivate var isSettled: Bool { self.balance == 0 && self.debitsPending == 0 && self.creditsPending == 0 }
}
