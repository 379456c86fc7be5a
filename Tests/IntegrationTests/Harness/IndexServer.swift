import Foundation
import Synchronization

/// Speaks as much of Elasticsearch's documented protocol as shippers, `install.sh` and `doctor` use, and strictly: what
/// the documentation does not allow is answered 400 and noted.
final class IndexServer: Sendable {
    struct Document: Sendable {
        var index: String
        var id: String
        /// The bytes of its line.
        var source: [UInt8]
    }

    struct State: Sendable {
        var documents: [Document] = []
        var ids: Set<String> = []
        /// Items of `_bulk` by the status they got.
        var items: [Int: Int] = [:]
        /// What was not as documented.
        var faults: [String] = []
        /// Ids that are refused with 429 once more.
        var refusals: Set<String> = []
        /// Every status but 200 that all requests get.
        var status = ""
    }

    private let state: SharedState
    let server: ScriptedUpstream

    /// What the server's threads and the test share.
    private final class SharedState: Sendable { let content = Mutex(State()) }

    init() throws {
        let state = SharedState()
        self.state = state
        self.server = try ScriptedUpstream { conversation in
            while true {
                let request = try conversation.readRequest()
                let answer = state.content.withLock { Self.answer(request, &$0) }
                try conversation.respond(answer.status, fields: "Content-Type: application/json\r\n", body: answer.body)
                if request["Connection"]?.lowercased() == "close" { return }
            }
        }
    }

    var port: Int { self.server.port }
    var url: String { "http://127.0.0.1:\(self.port)" }
    var current: State { self.state.content.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { self.state.content.withLock { body(&$0) } }

    func stop() { self.server.stop() }

    // MARK: Answers

    private typealias Answer = (status: String, body: String)

    private static func answer(_ request: ReceivedRequest, _ state: inout State) -> Answer {
        if !state.status.isEmpty { return (state.status, #"{"error":{"reason":"asked for by the test"}}"#) }
        let path = request.target.prefix { $0 != "?" }
        let type = request["Content-Type"] ?? ""
        let isJSON = type.hasPrefix("application/json") || type == "application/x-ndjson"
        do {
            if !isJSON, !path.hasSuffix("/_import") { throw HarnessError("content type \(type)") }
            if request.method == "POST", path.hasSuffix("/_bulk") { return try Self.bulk(request, &state) }
            if request.method == "POST", path.hasSuffix("/_search") { return try Self.search(request, state) }
            if request.method == "PUT" {
                guard try JSONSerialization.jsonObject(with: Data(request.body)) is [String: Any] else {
                    throw HarnessError("no object")
                }
                return ("200 OK", #"{"acknowledged":true}"#)
            }
            if request.method == "POST", path.hasSuffix("/_import") { return ("200 OK", #"{"success":true}"#) }
            throw HarnessError("no such operation")
        } catch {
            state.faults.append("\(request.method) \(request.target): \(error)")
            return ("400 Bad Request", #"{"error":{"reason":"not as documented"}}"#)
        }
    }

    /// Pairs of lines, an action and its document, each ended by a newline.
    private static func bulk(_ request: ReceivedRequest, _ state: inout State) throws -> Answer {
        guard request.body.last == 0x0A else { throw HarnessError("no final newline") }
        let lines = request.body.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count % 2 == 0 else { throw HarnessError("\(lines.count) lines") }
        var items: [String] = []
        var hasErrors = false
        for number in stride(from: 0, to: lines.count, by: 2) {
            let object = try JSONSerialization.jsonObject(with: Data(lines[number]))
            guard let action = object as? [String: [String: String]], action.count == 1, let create = action["create"],
                let id = create["_id"], !id.isEmpty, id.utf8.count <= 512, let index = create["_index"],
                create.count == 2
            else { throw HarnessError("action \(String(decoding: lines[number], as: UTF8.self))") }
            guard try JSONSerialization.jsonObject(with: Data(lines[number + 1])) is [String: Any] else {
                throw HarnessError("document of \(id)")
            }
            let status = Self.store(Document(index: index, id: id, source: Array(lines[number + 1])), &state)
            state.items[status, default: 0] += 1
            hasErrors = hasErrors || status > 299
            let error = status > 299 ? #","error":{"type":"refused","reason":"status \#(status)"}"# : ""
            items.append(#"{"create":{"_index":"\#(index)","_id":"\#(id)","status":\#(status)\#(error)}}"#)
        }
        return ("200 OK", #"{"took":1,"errors":\#(hasErrors),"items":[\#(items.joined(separator: ","))]}"#)
    }

    private static func store(_ document: Document, _ state: inout State) -> Int {
        if state.refusals.remove(document.id) != nil { return 429 }
        if !state.ids.insert(document.index + "/" + document.id).inserted { return 409 }
        state.documents.append(document)
        return 201
    }

    /// Sorted pages by `search_after`; the sort fields of each hit, no source.
    private static func search(_ request: ReceivedRequest, _ state: State) throws -> Answer {
        let object = try JSONSerialization.jsonObject(with: Data(request.body))
        guard let search = object as? [String: Any], let size = search["size"] as? Int, (1...10_000).contains(size),
            let sort = search["sort"] as? [[String: [String: String]]], search["query"] is [String: Any]
        else { throw HarnessError("search \(String(decoding: request.body, as: UTF8.self))") }
        let names = try sort.map { field throws -> String in
            guard field.count == 1, let name = field.keys.first, field[name]?["order"] == "asc" else {
                throw HarnessError("sort \(field)")
            }
            return name
        }
        let after = search["search_after"] as? [Any]
        if let after, after.count != names.count { throw HarnessError("search_after \(after)") }
        let keys = try state.documents.map { document -> [SortKey] in
            let source = try JSONSerialization.jsonObject(with: Data(document.source)) as? [String: Any] ?? [:]
            return try names.map { try SortKey(source[$0]) }
        }
        let start = try after?.map { try SortKey($0) }
        let page = keys.filter { key in start.map { $0.lexicographicallyPrecedes(key) } ?? true }
            .sorted { $0.lexicographicallyPrecedes($1) }.prefix(size)
        let hits = page.map { #"{"sort":[\#($0.map(\.json).joined(separator: ","))]}"# }.joined(separator: ",")
        let list = hits.isEmpty ? "" : #","hits":{"hits":[\#(hits)]}"#  // as filter_path leaves it out
        return ("200 OK", #"{"timed_out":false,"_shards":{"failed":0}\#(list)}"#)
    }

    /// A value that hits are sorted by.
    private enum SortKey: Comparable {
        case number(Int)
        case text(String)

        init(_ value: Any?) throws {
            if let number = value as? Int {
                self = .number(number)
            } else if let text = value as? String {
                self = .text(text)
            } else {
                throw HarnessError("a document without a field of the sort")
            }
        }

        var json: String {
            switch self {
            case .number(let number): "\(number)"
            case .text(let text): "\"\(text)\""
            }
        }
    }
}
