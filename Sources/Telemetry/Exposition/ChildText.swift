/// The constant parts of a child in each format, rendered once when the child is created.
struct ChildText: Sendable {
    /// `name{labels} `, the value follows: any line but a histogram's in the older formats.
    let plain: [UInt8]
    /// A histogram's `name_bucket{labels,`, the constant end of each bucket (``FamilyText/bucketEnds``) follows.
    let bucket: [UInt8]
    /// `name_sum{labels} `.
    let sum: [UInt8]
    /// `name_count{labels} `.
    let count: [UInt8]
    /// The labels as fields of a `Metric` message.
    let protobufLabels: [UInt8]

    init(_ descriptor: FamilyDescriptor, _ labels: [LabelValue]) {
        var pairs: [UInt8] = []
        var messages = ExpositionBuffer(capacity: 256)
        for (declaration, value) in zip(descriptor.labels, labels) {
            guard case .text(let text) = value.storage, !text.isEmpty else { continue }
            if !pairs.isEmpty { pairs.append(UInt8(ascii: ",")) }
            LabelText.append(declaration.name, text, to: &pairs)
            var message = ExpositionBuffer(capacity: 256)
            message.append(field: 1, bytes: Array(declaration.name.utf8))
            message.append(field: 2, bytes: Array(text.utf8))
            messages.append(field: 1, bytes: message.bytes)
        }
        let inBraces = pairs.isEmpty ? Array(" ".utf8) : Array("{".utf8) + pairs + Array("} ".utf8)
        self.plain = Array(descriptor.name.utf8) + inBraces
        self.protobufLabels = messages.bytes
        guard descriptor.kind == .histogram else {
            (self.bucket, self.sum, self.count) = ([], [], [])
            return
        }
        let separator = pairs.isEmpty ? "" : ","
        self.bucket = Array((descriptor.name + "_bucket{").utf8) + pairs + Array(separator.utf8)
        self.sum = Array((descriptor.name + "_sum").utf8) + inBraces
        self.count = Array((descriptor.name + "_count").utf8) + inBraces
    }
}
