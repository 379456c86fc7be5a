import Telemetry

extension AccessRecordRenderer {
    /// `gateway.headers` and `gateway.query`: what the configuration lists, each one object.
    @inline(__always)
    mutating func writeListed(_ texts: AccessTexts, _ out: inout ByteCursor) {
        if !texts.headers.isEmpty {
            out.next = self.listed(#","gateway.headers":{"#, .headers, texts.headers, out).next
        }
        if !texts.queryValues.isEmpty {
            out.next = self.listed(#","gateway.query":{"#, .query, texts.queryValues, out).next
        }
    }

    @inline(never)
    private mutating func listed(
        _ key: StaticString,
        _ field: TruncatedFieldLabel,
        _ bytes: UnsafeRawBufferPointer,
        _ cursor: ByteCursor
    ) -> ByteCursor {
        var out = cursor
        var entries = NamedTexts(bytes)
        var isFirst = true
        out.write(key)
        while let entry = entries.next() {
            out.write(isFirst ? "\"" : ",\"")
            isFirst = false
            out.write(escaping: entry.name)
            out.write(#"":""#)
            self.truncations.note(field, if: out.write(escaping: entry.value, cap: TextCap.header))
            out.write(byte: 0x22)
        }
        self.truncations.note(field, if: entries.isCut)
        if isFirst { return cursor }
        out.write(byte: 0x7D)
        return out
    }
}
