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
        fields.withUnsafeMutableBufferPointer { fields in
            for entry in fields where entry.name == .connection {
                var elements = ListElements(entry.value(base))
                while let element = elements.next() {
                    if element.count > 0 { Self.mark(fields, named: element, base) }
                }
            }
        }
    }

    private static func mark(
        _ fields: UnsafeMutableBufferPointer<FieldEntry>,
        named option: UnsafeRawBufferPointer,
        _ base: UnsafeRawPointer
    ) {
        guard let start = option.baseAddress else { return }
        for index in fields.indices where Int(fields[index].nameLength) == option.count {
            if fields[index].isConnectionOption { continue }
            let name = base + Int(fields[index].nameStart)
            fields[index].isConnectionOption = ByteText.isSameText(name, start, option.count)
        }
    }
}
