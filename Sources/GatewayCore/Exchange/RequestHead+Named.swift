import NIOCore

/// Fields that have no id of their own, found by name: for configured names, not for the request path.
extension RequestHead {
    /// The value of the first field with this name.
    ///
    /// `name`: In lower case.
    func withValue<Result>(named name: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        for entry in self.fields where Int(entry.nameLength) == name.utf8.count {
            let isSame = self.bytes.withUnsafeReadableBytes { bytes in
                let start = Int(entry.nameStart)
                return zip(bytes[start..<start + Int(entry.nameLength)], name.utf8).allSatisfy { byte, wanted in
                    byte == wanted || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == wanted)
                }
            }
            if isSame { return self.withValue(of: entry, body) }
        }
        return nil
    }
}
