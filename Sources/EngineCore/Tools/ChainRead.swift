package import SQLStore

/// Recomputes the whole audit chain.
package struct ChainRead: DatabaseRead {
    package struct Finding: Sendable {
        /// The first batch that is wrong; nil if none is.
        package var fault: ChainFault?
        /// The end of the chain as it is stored.
        package var head: ChainHead
    }

    private let anchors: [Int64: [UInt8]]

    /// - Parameter anchors: Hashes by batch, as written down outside the store.
    package init(anchors: [Int64: [UInt8]] = [:]) { self.anchors = anchors }

    package func run(
        _ connection: inout some MigratingConnection & ReadConnection & ~Copyable
    ) throws(SQLError) -> Finding {
        try connection.reading(for: .system) { connection throws(SQLError) in
            let fault = try ChainAudit.firstFault(&connection, after: 0, anchors: self.anchors)
            let head = try connection.row(ChainHead.current, as: ChainHead.self)
            return Finding(fault: fault, head: head ?? .start)
        }
    }
}
