import Telemetry

extension AccessRecordRenderer {
    /// `client.ip`, `gateway.credential`, `user_agent.original`.
    @inline(__always)
    mutating func writeClient(
        _ record: UnsafePointer<AccessRecord>,
        _ texts: AccessTexts,
        _ out: inout ByteCursor,
        _ line: inout LineEnd
    ) {
        if record.pointee.clientAddressHigh | record.pointee.clientAddressLow != 0 {
            out.write(#","client.ip":""#)
            var address = (record.pointee.clientAddressHigh, record.pointee.clientAddressLow)
            let isIPv6 = record.pointee.flags.contains(.isIPv6)
            withUnsafeBytes(of: &address) { bytes in
                if isIPv6 { out.write(ipv6: bytes) } else { out.write(ipv4: bytes) }
            }
            out.write(byte: 0x22)
        }
        if !texts.credential.isEmpty {
            out.write(#","gateway.credential":""#)
            _ = out.write(escaping: texts.credential, cap: TextCap.credential)  // never as long as that
            out.write(byte: 0x22)
        }
        line.mayEnd(at: out)
        if !texts.userAgent.isEmpty {
            out.write(#","user_agent.original":""#)
            self.truncations.note(.userAgent, if: out.write(escaping: texts.userAgent, cap: TextCap.userAgent))
            out.write(byte: 0x22)
        }
        line.mayEnd(at: out)
    }

    /// `gateway.route`, `gateway.upstream.*`.
    @inline(__always)
    mutating func writeUpstream(
        _ record: UnsafePointer<AccessRecord>,
        _ texts: AccessTexts,
        _ names: RecordNames,
        _ out: inout ByteCursor,
        _ line: inout LineEnd
    ) {
        out.write(#","gateway.route":""#)
        out.write(names.route)
        out.write(byte: 0x22)
        Self.write(#","gateway.upstream.name":""#, names.upstream, &out)
        Self.write(#","gateway.upstream.address":""#, names.target, &out)
        Self.write(#","gateway.upstream.status_code":"#, UInt64(record.pointee.upstreamStatus), &out)
        if record.pointee.attempts > 0 {
            out.write(#","gateway.upstream.attempts":"#)
            out.write(decimal: UInt64(record.pointee.attempts))
            if record.pointee.flags.contains(.upstreamReused) {
                out.write(#","gateway.upstream.reused":true"#)
            } else {
                out.write(#","gateway.upstream.reused":false"#)
            }
        }
        line.mayEnd(at: out)
        if !texts.failedAttempts.isEmpty { out.next = self.failedAttempts(texts.failedAttempts, out).next }
        line.mayEnd(at: out)
    }

    /// A name that is left out when it is empty.
    @inline(__always)
    private static func write(_ key: StaticString, _ name: Fragment, _ out: inout ByteCursor) {
        if name.count == 0 { return }
        out.write(key)
        out.write(name)
        out.write(byte: 0x22)
    }

    /// `gateway.upstream.failed`: one element per line of the text.
    @inline(never)
    private mutating func failedAttempts(_ text: UnsafeRawBufferPointer, _ cursor: ByteCursor) -> ByteCursor {
        var out = cursor
        let end = TextCap.cut(text, cap: TextCap.failedAttempts)
        out.write(#","gateway.upstream.failed":[""#)
        var start = 0
        while let newline = text[start..<end].firstIndex(of: 0x0A) {
            out.write(escaping: UnsafeRawBufferPointer(rebasing: text[start..<newline]))
            out.write(#"",""#)
            start = newline + 1
        }
        out.write(escaping: UnsafeRawBufferPointer(rebasing: text[start..<end]))
        if end < text.count {
            out.write("…")
            self.truncations.note(.failedAttempts, if: true)
        }
        out.write(#""]"#)
        return out
    }

    /// `gateway.phase_ns.*`: the phases entered; they add up to `event.duration`.
    @inline(__always)
    func writePhases(_ record: UnsafePointer<AccessRecord>, _ out: inout ByteCursor) {
        for index in 0..<Phase.count {
            let nanoseconds = record.pointee.phases[index]
            if nanoseconds == 0 { continue }
            out.write(self.phases[index])
            out.write(decimal: nanoseconds)
        }
    }

    /// `gateway.ratelimit.*`, when a policy was asked.
    @inline(__always)
    func writeRateLimit(_ record: UnsafePointer<AccessRecord>, _ names: RecordNames, _ out: inout ByteCursor) {
        let flags = record.pointee.flags
        if !flags.contains(.rateLimitChecked) { return }
        Self.write(#","gateway.ratelimit.policy":""#, names.policy, &out)
        if !flags.contains(.rateLimitDenied) {
            out.write(#","gateway.ratelimit.decision":"allow""#)
        } else if flags.contains(.rateLimitShadow) {
            out.write(#","gateway.ratelimit.decision":"shadow_deny""#)
        } else {
            out.write(#","gateway.ratelimit.decision":"deny""#)
        }
    }
}
