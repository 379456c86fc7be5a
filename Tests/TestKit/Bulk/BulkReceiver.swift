import Foundation
import Synchronization

/// Elasticsearch's `_bulk` and `_search` as strict as they are documented, for tests: stores by `_id`.
///
/// Whatever is not exactly the protocol is answered 400 and kept in `violations`. A script decides before each bulk
/// request what to answer instead.
package final class BulkReceiver: Sendable {
    /// What to do with a bulk request.
    package enum Reply: Sendable {
        /// As asked: 201 for what is new, 409 for what is there.
        case store
        /// As `store`, but with these statuses for ids that have one.
        case items(@Sendable (_ id: String) -> (status: Int, type: String)?)
        case status(Int, fields: [String] = [])
        /// Stores, then answers so.
        case storeAndReset
        case storeAndCut
        case storeAndMiscount
        case reset
        case hang(Double)
    }

    /// What to do with a search.
    package enum SearchReply: Sendable {
        /// Found is what was stored.
        case store
        /// As if it could not be found yet.
        case nothing
        case status(Int)
        case text(String)
        case reset
    }

    package struct Stored: Sendable {
        package var index: String
        /// Empty when only fingerprints are kept.
        package var line: [UInt8]
        package var fingerprint: Int

        /// The same for the same bytes in this process.
        package static func fingerprint(_ bytes: UnsafeRawBufferPointer) -> Int {
            var hasher = Hasher()
            hasher.combine(bytes: bytes)
            return hasher.finalize()
        }
    }

    /// What is never stored: the status and type of such an item.
    package typealias Refusal = @Sendable (_ id: String) -> (status: Int, type: String)?

    private struct State {
        var stored: [String: Stored] = [:]
        var violations: [String] = []
        var requests = 0
        var duplicates = 0
        var authorizations: Set<String> = []
        var searches: [String] = []
    }

    private let state = Mutex(State())
    private let server = Mutex<LoopbackServer?>(nil)
    private let keepsLines: Bool
    private let refuses: Refusal
    private let script: @Sendable (_ number: Int, _ request: LoopbackRequest, _ ids: [String]) -> Reply
    private let searchScript: @Sendable (_ number: Int) -> SearchReply

    /// - Parameters:
    ///   - keepsLines: False keeps fingerprints alone, for millions of records.
    ///   - script: Gets the number of the request, from 1, and the ids in it.
    ///   - search: Gets the number of the search, from 1.
    ///   - refuses: Holds whatever the script says.
    /// - Throws: ``LoopbackError`` without a port.
    package init(
        keepsLines: Bool = true,
        script: @escaping @Sendable (_ number: Int, _ request: LoopbackRequest, _ ids: [String]) -> Reply = { _, _, _ in
            .store
        },
        search: @escaping @Sendable (_ number: Int) -> SearchReply = { _ in .store },
        refuses: @escaping Refusal = { _ in nil }
    ) throws {
        self.keepsLines = keepsLines
        self.refuses = refuses
        self.script = script
        self.searchScript = search
        let server = try LoopbackServer { [weak self] connection in
            while let request = try? connection.readRequest() {
                guard let self, self.answer(request, connection) else { return }
            }
        }
        self.server.withLock { $0 = server }
    }

    package var port: UInt16 { self.server.withLock { $0?.port ?? 0 } }
    package var stored: [String: Stored] { self.state.withLock { $0.stored } }
    package var storedCount: Int { self.state.withLock { $0.stored.count } }
    package var violations: [String] { self.state.withLock { $0.violations } }
    package var requestCount: Int { self.state.withLock { $0.requests } }
    package var duplicateCount: Int { self.state.withLock { $0.duplicates } }
    package var authorizations: Set<String> { self.state.withLock { $0.authorizations } }

    /// The ids that were searched for, in their order.
    package var searches: [String] { self.state.withLock { $0.searches } }

    /// Refuses connections, until `restart`.
    package func stop() { self.server.withLock { $0?.stop() } }
    /// Answers again, at the same port.
    /// - Throws: ``LoopbackError`` when the port was taken meanwhile.
    package func restart() throws { try self.server.withLock { try $0?.restart() } }

    // MARK: Answers

    /// - Returns: Whether the connection goes on.
    private func answer(_ request: LoopbackRequest, _ connection: LoopbackConnection) -> Bool {
        do {
            if SearchRequestText.isSearch(request) {
                return self.reply(to: try SearchRequestText(request), connection)
            }
            let bulk = try BulkRequestText(request)
            let ids = bulk.actions.map(\.id)
            let number = self.state.withLock { state in
                state.requests += 1
                if let value = request["authorization"] { state.authorizations.insert(value) }
                return state.requests
            }
            return self.reply(self.script(number, request, ids), bulk, connection)
        } catch {
            self.state.withLock { $0.violations.append("\(error)") }
            connection.respond(400, body: Array("{\"error\":\"\(error)\"}".utf8))
            return true
        }
    }

    private func reply(_ reply: Reply, _ bulk: BulkRequestText, _ connection: LoopbackConnection) -> Bool {
        let json = ["Content-Type: application/json"]
        switch reply {
        case .store: connection.respond(200, json, body: self.store(bulk) { _ in nil })
        case .items(let fate): connection.respond(200, json, body: self.store(bulk, fate))
        case .status(let status, let fields): connection.respond(status, fields, body: Array("{}".utf8))
        case .storeAndReset:
            _ = self.store(bulk) { _ in nil }
            connection.reset()
            return false
        case .storeAndCut:
            let body = self.store(bulk) { _ in nil }
            connection.respond(200, json, body: Array(body[..<(body.count / 2)]))
        case .storeAndMiscount:
            let body = self.store(bulk, omitting: 1) { _ in nil }
            connection.respond(200, json, body: body)
        case .reset:
            connection.reset()
            return false
        case .hang(let seconds):
            Thread.sleep(forTimeInterval: seconds)
            return false
        }
        return true
    }

    private func reply(to search: SearchRequestText, _ connection: LoopbackConnection) -> Bool {
        let (number, isStored) = self.state.withLock { state in
            state.searches.append(search.id)
            return (state.searches.count, state.stored[search.id]?.index == search.index)
        }
        let json = ["Content-Type: application/json"]
        switch self.searchScript(number) {
        case .store: connection.respond(200, json, body: search.answer(isFound: isStored))
        case .nothing: connection.respond(200, json, body: search.answer(isFound: false))
        case .status(let status): connection.respond(status, json, body: Array("{}".utf8))
        case .text(let text): connection.respond(200, json, body: Array(text.utf8))
        case .reset:
            connection.reset()
            return false
        }
        return true
    }

    private func store(
        _ bulk: BulkRequestText,
        omitting: Int = 0,
        _ fate: (String) -> (status: Int, type: String)?
    ) -> [UInt8] {
        var items: [String] = []
        var hasErrors = false
        self.state.withLock { state in
            for (id, line) in bulk.actions {
                if state.stored[id] != nil {
                    state.duplicates += 1
                    hasErrors = true
                    items.append(Self.item(id, 409, "version_conflict_engine_exception"))
                } else if let (status, type) = self.refuses(id) ?? fate(id), status >= 300 {
                    hasErrors = true
                    items.append(Self.item(id, status, type))
                } else {
                    let fingerprint = line.withUnsafeBytes { Stored.fingerprint($0) }
                    let kept = self.keepsLines ? line : []
                    state.stored[id] = Stored(index: bulk.index, line: kept, fingerprint: fingerprint)
                    items.append("{\"create\":{\"_id\":\"\(id)\",\"status\":201}}")
                }
            }
        }
        return Array("{\"errors\":\(hasErrors),\"items\":[\(items.dropLast(omitting).joined(separator: ","))]}".utf8)
    }

    private static func item(_ id: String, _ status: Int, _ type: String) -> String {
        let error = "{\"type\":\"\(type)\",\"reason\":\"said the receiver\"}"
        return "{\"create\":{\"_id\":\"\(id)\",\"status\":\(status),\"error\":\(error)}}"
    }
}
