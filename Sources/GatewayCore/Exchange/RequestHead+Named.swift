import NIOCore

/// Fields that have no id of their own, found by name: for configured names, not for the request path.
extension RequestHead {
    /// The value of the first field of this name, which is given in lower case.
    func withValue<Result>(named name: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        for entry in self.fields where self.isNamed(name, entry) { return self.withValue(of: entry, body) }
        return nil
    }

    /// The values of all fields of this name, which is given in lower case, joined by commas; nil when there is none.
    func joinedValue(named name: String) -> String? {
        var joined: String?
        for entry in self.fields where self.isNamed(name, entry) {
            let value = self.withValue(of: entry) { String(decoding: $0, as: UTF8.self) }
            joined = joined.map { "\($0),\(value)" } ?? value
        }
        return joined
    }

    /// Whether a field has this name, which is given in lower case.
    func isNamed(_ name: String, _ entry: FieldEntry) -> Bool {
        guard Int(entry.nameLength) == name.utf8.count else { return false }
        return self.bytes.withUnsafeReadableBytes { bytes in
            let start = Int(entry.nameStart)
            return zip(bytes[start..<start + Int(entry.nameLength)], name.utf8).allSatisfy { byte, wanted in
                byte == wanted || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == wanted)
            }
        }
    }
}
