/// Reads back from Elasticsearch what was delivered there, page by page, and looks for gaps and repetitions.
struct ElasticsearchDelivery {
    let server: ElasticsearchAddress
    /// How far back: `1h`, `7d`.
    let since: String
    /// `Authorization`; nil: none.
    let authorization: String?
    private var audit = SequenceAudit()

    private static let target =
        "/logs-gateway.*-*/_search?ignore_unavailable=true&filter_path=timed_out,_shards.failed,hits.hits.sort"

    init(server: ElasticsearchAddress, since: String, authorization: String?) {
        (self.server, self.since, self.authorization) = (server, since, authorization)
    }

    mutating func check() async -> Finding {
        var last: (key: SequenceAudit.Key, sequence: UInt64)?
        while true {
            do {
                let page = try await self.page(after: last)
                for record in page.records { self.audit.note(record.key, record.sequence) }
                last = page.records.last
                if page.records.count < SearchPage.size { break }
            } catch let failure as HTTPExchange.Failure {
                return self.unanswered(failure)
            } catch let unusable as SearchPage.Unusable {
                return .failed(.deliveryElasticsearch, unusable.reason, fix: Self.fix)
            } catch {
                return .failed(.deliveryElasticsearch, "\(error)", fix: Self.fix)
            }
        }
        let place = "logs-gateway.*-* of the last \(self.since)"
        var terms = DeliveryCheck.Terms(place: place, mayBeginLate: true)
        terms.isSpan = true
        return DeliveryCheck.evaluate(.deliveryElasticsearch, self.audit, terms)
    }

    private static let fix = """
        Install the template of deploy/elk/elasticsearch, and give --authorization-file a user or key with the role \
        watchgate-reader.
        """

    private func page(after last: (key: SequenceAudit.Key, sequence: UInt64)?) async throws -> SearchPage {
        var fields = [("Content-Type", "application/json"), ("Accept", "application/json")]
        if let authorization { fields.append(("Authorization", authorization)) }
        let exchange = StoreExchange(server: self.server, seconds: 60)
        let body = SearchPage.request(since: self.since, after: last)
        let answer = try await exchange.post(Self.target, fields: fields, body: body)
        switch answer.status {
        case 200: return try SearchPage(answer.body)
        case 401, 403: throw SearchPage.Unusable(reason: "status \(answer.status): the search is not allowed")
        case 404: throw SearchPage.Unusable(reason: "status 404: there is no data stream logs-gateway.*-*")
        default: throw SearchPage.Unusable(reason: "status \(answer.status) for the search")
        }
    }

    private func unanswered(_ failure: HTTPExchange.Failure) -> Finding {
        let address = "\(self.server.host):\(self.server.port)"
        let fix = "Start Elasticsearch, open the way to it, or mend its url."
        switch failure {
        case .unreachable:
            return .unreachable(.deliveryElasticsearch, "nobody accepts connections at \(address)", fix: fix)
        case .tooSlow: return .unreachable(.deliveryElasticsearch, "\(address) did not answer within 60 s", fix: fix)
        case .malformed: return .failed(.deliveryElasticsearch, "\(address) sent no whole HTTP answer", fix: fix)
        }
    }
}
