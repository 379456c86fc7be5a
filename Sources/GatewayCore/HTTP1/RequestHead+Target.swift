extension RequestHead {
    /// Takes over the request line.
    @inline(__always)
    mutating func setLine(_ line: RequestLine, _ base: UnsafeRawPointer) {
        self.method = line.method
        self.methodLength = line.methodLength
        self.minorVersion = line.minorVersion
        self.hasEncodedSlash = line.target.hasEncodedSlash
        self.usesCanonicalTarget = line.target.needsRewriting
        if line.target.needsRewriting {
            self.rewriteTarget(line.target, base)
        } else {
            self.targetStart = line.target.start
            self.targetLength = line.target.end &- line.target.start
            self.pathLength = line.target.pathEnd &- line.target.start
        }
    }

    /// Decodes what is percent-encoded needlessly (RFC 3986 section 6.2.2.2), and adds the path that absolute form may leave
    /// out (RFC 9112 sections 3.2.1 and 3.2.4).
    @inline(never)
    private mutating func rewriteTarget(_ target: RequestTarget, _ base: UnsafeRawPointer) {
        self.canonicalTarget.removeAll(keepingCapacity: true)
        self.targetStart = 0
        if target.pathEnd == target.start {
            let isAsterisk = self.method == .options && target.end == target.start
            self.canonicalTarget.append(isAsterisk ? ASCII.asterisk : ASCII.slash)
        }
        self.appendDecoded(base, from: target.start, to: target.pathEnd)
        self.pathLength = self.canonicalTarget.count
        self.appendDecoded(base, from: target.pathEnd, to: target.end)
        self.targetLength = self.canonicalTarget.count
    }

    private mutating func appendDecoded(_ base: UnsafeRawPointer, from start: Int, to end: Int) {
        var position = start
        while position < end {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            if byte == ASCII.percent {
                let high = ASCII.hexValue(base.load(fromByteOffset: position + 1, as: UInt8.self))
                let low = ASCII.hexValue(base.load(fromByteOffset: position + 2, as: UInt8.self))
                let decoded = high << 4 | low
                if ASCII.isUnreserved(decoded) {
                    self.canonicalTarget.append(decoded)
                    position += 3
                    continue
                }
            }
            self.canonicalTarget.append(byte)
            position += 1
        }
    }
}
