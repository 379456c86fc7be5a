/// The constant part of a child's sample lines, rendered once when the child is created.
///
/// Counter, gauge, info: `name{labels} `, value and newline follow. Histogram: `name_bucket{labels,`, the constant end
/// of each bucket (``FamilyText/bucketEnds``) follows; then `name_sum{labels} ` and `name_count{labels} `.
struct ChildText: Sendable {
    /// The sample's, or each bucket's.
    let first: [UInt8]
    let sum: [UInt8]
    let count: [UInt8]

    init(_ descriptor: FamilyDescriptor, _ labels: [LabelValue]) {
        var pairs: [UInt8] = []
        for (declaration, value) in zip(descriptor.labels, labels) {
            guard case .text(let text) = value.storage, !text.isEmpty else { continue }
            if !pairs.isEmpty { pairs.append(UInt8(ascii: ",")) }
            LabelText.append(declaration.name, text, to: &pairs)
        }
        let inBraces = pairs.isEmpty ? Array(" ".utf8) : Array("{".utf8) + pairs + Array("} ".utf8)
        guard descriptor.kind == .histogram else {
            self.first = Array(descriptor.name.utf8) + inBraces
            (self.sum, self.count) = ([], [])
            return
        }
        let separator = pairs.isEmpty ? "" : ","
        self.first = Array((descriptor.name + "_bucket{").utf8) + pairs + Array(separator.utf8)
        self.sum = Array((descriptor.name + "_sum").utf8) + inBraces
        self.count = Array((descriptor.name + "_count").utf8) + inBraces
    }
}
