extension FieldEntry {
    /// The value's bytes.
    @inline(__always)
    func value(_ base: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base + Int(self.valueStart), count: Int(self.valueLength))
    }

    /// The name's bytes.
    @inline(__always)
    func nameBytes(_ base: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base + Int(self.nameStart), count: Int(self.nameLength))
    }

    /// Marks the fields that `Connection` names.
    /// - Complexity: O(options x fields); both are at most `headerCount`.
    @inline(never)
    static func markConnectionOptions(_ fields: inout [FieldEntry], _ base: UnsafeRawPointer) {
        for index in fields.indices where fields[index].name == .connection {
            var elements = ListElements(fields[index].value(base))
            while let element = elements.next() {
                guard let start = element.baseAddress, element.count > 0 else { continue }
                for other in fields.indices {
                    let name = fields[other].nameBytes(base)
                    guard name.count == element.count, let first = name.baseAddress else { continue }
                    if ByteText.isSameText(first, start, name.count) { fields[other].isConnectionOption = true }
                }
            }
        }
    }
}
