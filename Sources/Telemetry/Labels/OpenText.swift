/// Texts from outside as they may stand in a label.
package enum OpenText {
    /// Makes a text of bytes: invalid UTF-8 becomes U+FFFD, at most 128 bytes are kept.
    package static func make(_ bytes: some Collection<UInt8>) -> String {
        var kept = Array(bytes.prefix(LabelText.byteLimit))
        if kept.count == LabelText.byteLimit { self.dropCutScalar(&kept) }
        return LabelText.cut(String(decoding: kept, as: UTF8.self))
    }

    /// Takes the beginning of a scalar off the end: the rest of it was cut away, which does not make it invalid.
    private static func dropCutScalar(_ bytes: inout [UInt8]) {
        guard let lead = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[lead] >= 0xC2 else { return }
        let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
        if bytes.count - lead < length { bytes.removeSubrange(lead...) }
    }
}
