/// What the fields of a head say about framing and about the connection, gathered while they are read.
struct FramingFields: BitwiseCopyable {
    /// Which kind of message the fields belong to.
    enum Kind { case request, response }

    let kind: Kind
    /// Of the value; negative: there is no such field.
    private(set) var contentLength = -1
    private(set) var transferCoding = TransferCoding.none
    private(set) var transferEncodingOffset = 0
    /// `Connection: close`.
    private(set) var closes = false
    /// `Connection: keep-alive`.
    private(set) var keepsAlive = false
    /// `Connection` names fields that are not dropped anyway.
    private(set) var hasConnectionOptions = false
    private var optionCount = 0

    init(_ kind: Kind) { self.kind = kind }

    var hasContentLength: Bool { self.contentLength >= 0 }

    /// Takes a field into account.
    /// - Parameters:
    ///   - entry: The field.
    ///   - base: The head's first byte.
    ///   - minorVersion: Of the message.
    ///   - optionLimit: How many fields `Connection` may name: as many as a head may have.
    /// - Returns: What is wrong with the field; nil when it is as it should be.
    /// - Complexity: O(n) in the value's bytes; does not allocate.
    @inline(__always)
    mutating func take(
        _ entry: FieldEntry,
        _ base: UnsafeRawPointer,
        minorVersion: UInt8,
        optionLimit: Int
    ) -> FramingError.Code? {
        switch entry.name {
        case .contentLength: self.takeContentLength(entry, base)
        case .transferEncoding: self.takeTransferEncoding(entry, base, minorVersion)
        case .connection: self.takeConnection(entry.value(base), optionLimit)
        default: nil
        }
    }

    /// Whether only spaces stand before the value, and nothing after it.
    ///
    /// More is allowed around other values. But for `Transfer-Encoding: chunked` and a tab llhttp sees no `chunked`, and it
    /// refuses a length before a tab: what decides where a message ends must not depend on blanks.
    @inline(__always)
    private static func isBare(_ entry: FieldEntry, _ base: UnsafeRawPointer) -> Bool {
        let colon = Int(entry.nameStart) &+ Int(entry.nameLength)
        let valueEnd = Int(entry.valueStart) &+ Int(entry.valueLength)
        for offset in colon &+ 1..<Int(entry.valueStart) {
            if base.load(fromByteOffset: offset, as: UInt8.self) != ASCII.space { return false }
        }
        return base.load(fromByteOffset: valueEnd, as: UInt8.self) == ASCII.carriageReturn
    }

    @inline(__always)
    private mutating func takeContentLength(_ entry: FieldEntry, _ base: UnsafeRawPointer) -> FramingError.Code? {
        if self.hasContentLength { return .duplicateContentLength }
        guard let length = GatewayCore.contentLength(entry.value(base)), Self.isBare(entry, base) else {
            return .invalidContentLength
        }
        if self.transferCoding != .none { return .lengthWithTransferEncoding }
        self.contentLength = length
        return nil
    }

    private mutating func takeTransferEncoding(
        _ entry: FieldEntry,
        _ base: UnsafeRawPointer,
        _ minorVersion: UInt8
    ) -> FramingError.Code? {
        if minorVersion == 0 { return .transferEncodingInVersion10 }
        if self.transferCoding != .none { return .duplicateTransferEncoding }
        guard let coding = TransferCoding(entry.value(base)), Self.isBare(entry, base) else {
            return .invalidTransferEncoding
        }
        if self.hasContentLength { return .lengthWithTransferEncoding }
        self.transferCoding = coding
        self.transferEncodingOffset = Int(entry.nameStart)
        return nil
    }

    private mutating func takeConnection(_ value: UnsafeRawBufferPointer, _ limit: Int) -> FramingError.Code? {
        var elements = ListElements(value)
        while let element = elements.next() {
            guard let start = element.baseAddress, element.count > 0 else { continue }
            // Each option is compared with each field: without a limit a large head would cost far more than its size.
            self.optionCount += 1
            if self.optionCount > limit { return .invalidConnection }
            guard element.allSatisfy({ ASCII.isToken($0) }) else {
                // A response's author is the upstream: what is no option's name names nothing.
                if self.kind == .request { return .invalidConnection }
                continue
            }
            if element.count == 5, ByteText.isText(start, "close") {
                self.closes = true
                continue
            }
            let name = FieldName(start, count: element.count)
            if name == .keepAlive { self.keepsAlive = true }
            if self.kind == .request, FieldNameSet.refusedAsConnectionOption.contains(name) {
                return .refusedConnectionOption
            }
            if !FieldNameSet.hopByHop.contains(name) { self.hasConnectionOptions = true }
        }
        return nil
    }
}
