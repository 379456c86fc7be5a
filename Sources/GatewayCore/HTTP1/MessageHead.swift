package import NIOCore

/// What the heads of requests and responses have in common: bytes, and a table of the fields in them.
package protocol MessageHead: ~Copyable {
    var bytes: ByteBuffer { get }
    var fields: [FieldEntry] { get }
}

extension MessageHead where Self: ~Copyable {
    /// The value of a field of this head, without blanks around it.
    package func withValue<R>(of entry: FieldEntry, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        self.bytes.withUnsafeReadableBytes { bytes in
            let range = Int(entry.valueStart)..<Int(entry.valueStart) + Int(entry.valueLength)
            return body(UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
    }

    /// The value of the first field of this name; nil when there is none.
    /// - Complexity: O(n) in the number of fields.
    package func withValue<R>(of name: FieldName, _ body: (UnsafeRawBufferPointer) -> R) -> R? {
        guard let index = self.fields.firstIndex(where: { $0.name == name }) else { return nil }
        return self.withValue(of: self.fields[index], body)
    }

    /// Calls `body` with the value of each field of this name, in their order.
    /// - Complexity: O(n) in the number of fields.
    package func forEachValue(of name: FieldName, _ body: (UnsafeRawBufferPointer) -> Void) {
        for entry in self.fields where entry.name == name { self.withValue(of: entry, body) }
    }

    /// How many fields have this name.
    /// - Complexity: O(n) in the number of fields.
    package func count(of name: FieldName) -> Int {
        var count = 0
        for entry in self.fields where entry.name == name { count += 1 }
        return count
    }
}
