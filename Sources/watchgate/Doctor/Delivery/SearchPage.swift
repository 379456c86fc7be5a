import Foundation

/// One page of an Elasticsearch `_search` whose hits are sorted by whose record it is and its number.
package struct SearchPage: Sendable {
    /// Why an answer cannot be used.
    package struct Unusable: Error, Equatable { package var reason: String }

    /// The most hits of a page: the default of `index.max_result_window`.
    package static let size = 10_000

    package var records: [(key: SequenceAudit.Key, sequence: UInt64)] = []

    /// The request for the page after a record; nil: the first.
    ///
    /// `since` is a duration as Elasticsearch writes it: `1h`, `7d`.
    package static func request(since: String, after: (key: SequenceAudit.Key, sequence: UInt64)?) -> String {
        let names = ["gateway.boot", "gateway.shard", "event.dataset", "event.sequence"]
        let types = ["keyword", "long", "keyword", "long"]
        let sort = zip(names, types).map { #"{"\#($0)":{"order":"asc","unmapped_type":"\#($1)"}}"# }
        var text = #"{"size":\#(Self.size),"_source":false,"track_total_hits":false,"#
        text += #""query":{"range":{"@timestamp":{"gte":"now-\#(since)"}}},"sort":[\#(sort.joined(separator: ","))]"#
        if let after {
            text +=
                #","search_after":["\#(after.key.boot)",\#(after.key.shard),"\#(after.key.dataset)",\#(after.sequence)]"#
        }
        return text + "}"
    }

    package init(_ answer: [UInt8]) throws(Unusable) {
        let object = try? JSONSerialization.jsonObject(with: Data(answer))
        guard let members = object as? [String: Any] else { throw Unusable(reason: "the answer is no JSON object") }
        if members["timed_out"] as? Bool != false { throw Unusable(reason: "the search timed out on the server") }
        if ((members["_shards"] as? [String: Any])?["failed"] as? NSNumber)?.intValue != 0 {
            throw Unusable(reason: "some shards of the index did not answer")
        }
        // An empty page comes without its list when filter_path is given.
        let hits = (members["hits"] as? [String: Any])?["hits"] as? [[String: Any]] ?? []
        for hit in hits {
            guard let sort = hit["sort"] as? [Any], sort.count == 4, let boot = sort[0] as? String,
                let shard = (sort[1] as? NSNumber)?.intValue, let dataset = sort[2] as? String,
                let sequence = (sort[3] as? NSNumber)?.uint64Value
            else {
                throw Unusable(reason: "a hit has no boot, shard, dataset and sequence: is the template installed?")
            }
            self.records.append((SequenceAudit.Key(boot: boot, shard: shard, dataset: dataset), sequence))
        }
    }
}
