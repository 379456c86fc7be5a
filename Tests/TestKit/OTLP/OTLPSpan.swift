/// A span as a receiver has it.
package struct OTLPSpan: Sendable {
    package struct Link: Sendable, Equatable {
        package var traceID: String
        package var spanID: String

        package init(traceID: String, spanID: String) {
            self.traceID = traceID
            self.spanID = spanID
        }
    }

    package var traceID = ""
    package var spanID = ""
    package var traceState = ""
    /// Empty: a root.
    package var parentID = ""
    package var flags: UInt32 = 0
    package var name = ""
    /// 2: server, 3: client.
    package var kind = 0
    package var start: UInt64 = 0
    package var end: UInt64 = 0
    /// Numbers and truth values as texts.
    package var attributes: [String: String] = [:]
    package var links: [Link] = []
    /// 2: error.
    package var status = 0
    /// Of the resource that made it.
    package var resource: [String: String] = [:]
    package var scope = ""
}
