extension CommandRequest {
    /// A command of a job: by the system, under a key made of what it is about, so that any gateway may run it and only
    /// the first has an effect.
    private init(job command: Command, key: String) {
        var digest = ChainDigest()
        digest.text(key)
        self.init(command, actor: .system, key: key, requestHash: digest.finish(), requestID: key)
    }

    /// Voids a hold.
    package static func expire(_ hold: DueHold) -> CommandRequest {
        let command = ExpireOrder(orderID: hold.orderID, holdSeq: hold.seq)
        return CommandRequest(job: .expireOrder(command), key: "expire:\(hold.seq)")
    }

    /// Releases commission.
    package static func release(_ release: DueRelease) -> CommandRequest {
        let command = ReleaseCommissions(orderID: release.orderID, due: release.due)
        return CommandRequest(job: .releaseCommissions(command), key: "release:\(release.orderID):\(release.due)")
    }

    /// Ends an approval.
    package static func expireApproval(_ id: ID) -> CommandRequest {
        CommandRequest(job: .expireApproval(ExpireApproval(approvalID: id)), key: "approval:\(id)")
    }

    /// Makes the next page of statements.
    package static func issue(_ period: ClosingPeriod, limit: Int) -> CommandRequest {
        let command = IssueStatements(periodID: period.periodID, after: period.lastAgent, limit: limit)
        return CommandRequest(job: .issueStatements(command), key: "issue:\(period.periodID):\(period.lastAgent)")
    }
}
