import Telemetry

extension AccessRecordRenderer {
    /// `http.*` and `url.*`.
    @inline(__always)
    mutating func writeRequest(
        _ record: UnsafePointer<AccessRecord>,
        _ texts: AccessTexts,
        _ out: inout ByteCursor,
        _ line: inout LineEnd
    ) {
        out.write(#","http.request.id":""#)
        if texts.requestID.isEmpty {
            out.write(hex: record.pointee.requestID)
        } else {
            self.truncations.note(.requestID, if: out.write(escaping: texts.requestID, cap: TextCap.requestID))
        }
        out.write(#"","http.request.method":""#)
        self.writeMethod(record, texts, &out)
        self.truncations.note(.method, if: texts.method.count > TextCap.method)
        out.write(byte: 0x22)
        Self.write(#","http.request.bytes":"#, record.pointee.requestBytes, &out)
        Self.write(#","http.request.body.bytes":"#, record.pointee.requestBodyBytes, &out)
        line.mayEnd(at: out)
        if !texts.referrer.isEmpty { self.writeReferrer(texts.referrer, &out) }
        Self.write(#","http.response.status_code":"#, UInt64(record.pointee.status), &out)
        Self.write(#","http.response.bytes":"#, record.pointee.responseBytes, &out)
        Self.write(#","http.response.body.bytes":"#, record.pointee.responseBodyBytes, &out)
        switch record.pointee.httpVersion {
        case 11: out.write(#","http.version":"1.1""#)
        case 10: out.write(#","http.version":"1.0""#)
        default: break
        }
        line.mayEnd(at: out)
        if record.pointee.flags.contains(.hasHead) { self.writeURL(record, texts, &out) }
        line.mayEnd(at: out)
    }

    /// A number that is left out when it is 0.
    @inline(__always)
    static func write(_ key: StaticString, _ value: UInt64, _ out: inout ByteCursor) {
        if value == 0 { return }
        out.write(key)
        out.write(decimal: value)
    }

    @inline(__always)
    private mutating func writeURL(
        _ record: UnsafePointer<AccessRecord>,
        _ texts: AccessTexts,
        _ out: inout ByteCursor
    ) {
        out.write(#","url.scheme":"http""#)
        if !texts.host.isEmpty {
            out.write(#","url.domain":""#)
            let domain = Redaction.domain(texts.host)
            self.truncations.note(.domain, if: out.write(escaping: domain, cap: TextCap.domain))
            out.write(byte: 0x22)
        }
        if record.pointee.flags.contains(.isPrivate) {
            out.write(#","url.path":""#)
            out.write(self.names.fragment(record.pointee.route))
            out.write(byte: 0x22)
        } else if !texts.path.isEmpty {
            out.write(#","url.path":""#)
            self.truncations.note(.path, if: out.write(escaping: texts.path, cap: TextCap.path))
            out.write(byte: 0x22)
        }
    }

    @inline(never)
    private mutating func writeReferrer(_ text: UnsafeRawBufferPointer, _ out: inout ByteCursor) {
        let (front, rest) = ReferrerText.reduce(text)
        out.write(#","http.request.referrer":""#)
        if front.count + 3 > TextCap.referrer {
            self.truncations.note(.referrer, if: out.write(escaping: front, cap: TextCap.referrer))
        } else {
            out.write(escaping: front)
            let cap = TextCap.referrer - front.count
            self.truncations.note(.referrer, if: out.write(escaping: rest, cap: cap))
        }
        out.write(byte: 0x22)
    }

    /// `gateway.query_keys`: the names of a query, each once, never a value.
    @inline(__always)
    mutating func writeQueryKeys(
        _ record: UnsafePointer<AccessRecord>,
        _ texts: AccessTexts,
        _ out: inout ByteCursor
    ) {
        if texts.query.isEmpty || record.pointee.flags.contains(.isPrivate) { return }
        out.next = self.queryKeys(texts.query, out).next
    }

    @inline(never)
    private mutating func queryKeys(_ query: UnsafeRawBufferPointer, _ cursor: ByteCursor) -> ByteCursor {
        var out = cursor
        out.write(#","gateway.query_keys":["#)
        let keys = QueryKeys(query)
        for index in 0..<keys.count {
            out.write(index == 0 ? "\"" : ",\"")
            self.truncations.note(.queryKeys, if: out.write(escaping: keys[index], cap: TextCap.queryKey))
            out.write(byte: 0x22)
        }
        self.truncations.note(.queryKeys, if: keys.isCut)
        if keys.count == 0 { return cursor }
        out.write(byte: 0x5D)
        return out
    }
}
