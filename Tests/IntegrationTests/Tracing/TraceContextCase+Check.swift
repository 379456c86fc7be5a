import Testing

extension TraceContextCase {
    /// Sends the requests and checks what the upstream got.
    func check(through gateway: GatewayProcess, mode: String) throws {
        var parents: Set<String> = []
        for (index, step) in self.steps.enumerated() {
            let target = "/\(mode)/\(self.name)/\(index)"
            let lines = (["Host: a"] + step.fields).map { $0 + "\r\n" }.joined()
            let response = try gateway.exchange("GET \(target) HTTP/1.1\r\n\(lines)\r\n")
            #expect(response.status == 200)
            let request = try gateway.setup.scripts[0].log.request(to: target)
            let comment: Comment = "\(self.name) \(index): \(request.head.text)"
            let parent = try #require(request["traceparent"], comment)
            let match = try #require(
                parent.wholeMatch(of: /00-([0-9a-f]{32})-([0-9a-f]{16})-0[0-3]/),
                comment
            )
            #expect((match.1 == Self.traceID) == step.continues, comment)
            #expect(match.1 != "00000000000000000000000000000000", comment)
            #expect(match.2 != "1234567890123456" && match.2 != "0000000000000000", comment)
            #expect(parents.insert(String(match.2)).inserted, comment)
            self.checkState(request, step, comment)
            let line = try gateway.accessLine(of: response["X-Request-Id"] ?? "")
            #expect(line.text("trace.id") == String(match.1), "what the upstream saw and the record are one trace")
        }
    }

    private func checkState(_ request: ReceivedRequest, _ step: Step, _ comment: Comment) {
        let fields = request.head.values("tracestate")
        #expect(fields.count <= 1, comment)
        #expect(!fields.contains(""), comment)
        let members = fields.flatMap { $0.split(separator: ",").map(String.init) }
        let theirs = members.filter { !$0.hasPrefix("ot=") }
        #expect(Array(theirs.prefix(step.keeps.count)) == step.keeps, comment)
        for key in step.drops { #expect(!members.contains { $0.hasPrefix(key + "=") }, comment) }
        if let count = step.memberCount { #expect(members.count == count, comment) }
        #expect(members.dropFirst().allSatisfy { !$0.hasPrefix("ot=") }, "ours stands in front")
    }
}
