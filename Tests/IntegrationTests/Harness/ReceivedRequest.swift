/// A request as an upstream got it.
struct ReceivedRequest: Sendable {
    let head: MessageHead
    let body: [UInt8]
    /// Sizes of the chunks of a chunked body, the last 0 included; empty for other framings.
    let chunks: [Int]

    var method: String { self.part(0) }
    var target: String { self.part(1) }

    subscript(name: String) -> String? { self.head[name] }

    private func part(_ index: Int) -> String {
        let parts = self.head.startLine.split(separator: " ")
        return index < parts.count ? String(parts[index]) : ""
    }
}
