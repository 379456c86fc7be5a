import EngineCore
import Foundation

/// A seal of the engine's chain as the audit stream holds it.
struct AnchorRecord: Equatable {
    /// Tells most other records without reading them.
    private static let mark = Data(#""event.action":"audit.seal""#.utf8)

    let batch: Int64
    let hash: [UInt8]

    /// - Returns: Nil for any other record.
    init?(_ line: [UInt8]) {
        let data = Data(line)
        guard data.range(of: Self.mark) != nil,
            let members = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            members["event.action"] as? String == "audit.seal",
            let batch = (members["gateway.object.id"] as? String).flatMap({ Int64($0) }),
            let hash = (members["gateway.change.after_hash"] as? String).flatMap({ HexText.bytes($0) })
        else { return nil }
        (self.batch, self.hash) = (batch, hash)
    }
}
