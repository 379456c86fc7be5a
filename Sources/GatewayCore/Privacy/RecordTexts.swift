package import Telemetry

/// The texts of an access record that are not logged as they came: reduced here, before they lie in a ring.
///
/// A ring is a file that outlives the process, so it must hold nothing that a log may not (telemetry.md section 5).
/// Memory for the longest texts is taken once; a request without a query, referrer, credential or listed field costs one
/// walk over its fields.
/// - Important: On the event loop of its shard.
package final class RecordTexts {
    /// One byte more than is logged is written, so that the renderer sees what was cut.
    package static let queryLimit = 2_048
    package static let referrerLimit = 513
    /// A query's part without `=` that is longer than this is a token, not a name.
    package static let bareNameLimit = 32
    private static let credentialLimit = 32

    private let headers: [String]
    private let headerNames: [[UInt8]]
    private let queryNames: [[UInt8]]
    private let fingerprint: Fingerprint
    private var address: ClientAddressRule
    private let isAddressFull: Bool
    private let room: UnsafeMutableRawPointer
    private let referrerRoom: UnsafeMutableRawPointer
    private let credentialRoom: UnsafeMutableRawPointer
    private let headerRoom: UnsafeMutableRawPointer
    private let valueRoom: UnsafeMutableRawPointer

    private(set) var fields = RecordFields()
    /// What was kept out of the record.
    package private(set) var redactions = RedactionSet()

    package init(_ plan: PrivacyPlan, _ keys: FingerprintKeys) {
        self.headers = plan.headers
        self.headerNames = plan.headers.map { Array($0.utf8) }
        self.queryNames = plan.queryValues.map { Array($0.utf8) }
        self.fingerprint = Fingerprint(keys)
        self.address = ClientAddressRule(plan.clientAddress)
        self.isAddressFull = plan.clientAddress == .full
        let sizes = [Self.queryLimit, 1_024, 64, NamedTexts.byteLimit]
        self.room = .allocate(byteCount: sizes.reduce(NamedTexts.byteLimit, +), alignment: 16)
        self.referrerRoom = self.room + sizes[0]
        self.credentialRoom = self.referrerRoom + sizes[1]
        self.headerRoom = self.credentialRoom + sizes[2]
        self.valueRoom = self.headerRoom + sizes[3]
    }

    deinit { self.room.deallocate() }

    /// Begins a record without a head.
    package func begin() {
        self.redactions = RedactionSet()
        self.fields = RecordFields()
    }

    /// Begins a record, reduces what its head holds and notes how long each text is.
    ///
    /// What few requests have stands out of line, so that the others do not run through its code.
    package func take(_ head: borrowing RequestHead, isPrivate: Bool, _ lengths: inout AccessRecord.TextLengths) {
        let fields = RecordFields(head)
        self.fields = fields
        self.redactions = RedactionSet()
        if fields.hasCookie { self.redactions.insert(.headers) }
        if isPrivate { self.redactions.insert(.privatePath) }
        if head.queryLength > 0 { self.takeQuery(head, isPrivate: isPrivate, &lengths) }
        if fields.referrer >= 0 || fields.credential >= 0 { self.takeFields(head, isPrivate: isPrivate, &lengths) }
        if !self.headers.isEmpty { lengths.headers = self.takeHeaders(head) }
    }

    @inline(never)
    private func takeQuery(
        _ head: borrowing RequestHead,
        isPrivate: Bool,
        _ lengths: inout AccessRecord.TextLengths
    ) {
        if isPrivate { return self.redactions.insert(.queryValues) }
        lengths.query = head.withQuery { self.takeNames($0) }
        if !self.queryNames.isEmpty { lengths.queryValues = head.withQuery { self.takeValues($0) } }
    }

    @inline(never)
    private func takeFields(
        _ head: borrowing RequestHead,
        isPrivate: Bool,
        _ lengths: inout AccessRecord.TextLengths
    ) {
        if self.fields.referrer >= 0 {
            let entry = head.fields[self.fields.referrer]
            lengths.referrer = head.withValue(of: entry) { self.takeReferrer($0, isPrivate: isPrivate) }
        }
        if self.fields.credential >= 0 {
            let entry = head.fields[self.fields.credential]
            lengths.credential = head.withValue(of: entry) { self.takeCredential(entry.name, $0) }
        }
    }

    /// The client's address as it is logged.
    @inline(__always)
    package func address(of client: ClientKey) -> ClientKey {
        if self.isAddressFull { return client }
        self.redactions.insert(.clientIP)
        return self.address.reduce(client, self.fingerprint)
    }

    // MARK: Pieces, as they were taken last

    package func query(_ count: UInt16) -> UnsafeRawBufferPointer { Self.bytes(self.room, count) }
    package func referrer(_ count: UInt16) -> UnsafeRawBufferPointer { Self.bytes(self.referrerRoom, count) }
    package func credential(_ count: UInt16) -> UnsafeRawBufferPointer { Self.bytes(self.credentialRoom, count) }
    package func headers(_ count: UInt16) -> UnsafeRawBufferPointer { Self.bytes(self.headerRoom, count) }
    package func queryValues(_ count: UInt16) -> UnsafeRawBufferPointer { Self.bytes(self.valueRoom, count) }

    private static func bytes(_ start: UnsafeMutableRawPointer, _ count: UInt16) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: Int(count))
    }

    // MARK: Query

    private func takeNames(_ query: UnsafeRawBufferPointer) -> UInt16 {
        var count = 0
        var parts = QueryParts(query)
        while let part = parts.next() {
            if part.value == nil, part.name.count > Self.bareNameLimit {
                self.redactions.insert(.queryValues)
                continue
            }
            if let value = part.value, value.count > 0, !self.isListed(part.name) {
                self.redactions.insert(.queryValues)
            }
            guard part.name.count > 0, count < Self.queryLimit, let source = part.name.baseAddress else { continue }
            if count > 0 {
                self.room.storeBytes(of: 0x26, toByteOffset: count, as: UInt8.self)  // &
                count += 1
            }
            let length = min(part.name.count, Self.queryLimit - count)
            (self.room + count).copyMemory(from: source, byteCount: length)
            count += length
        }
        return UInt16(count)
    }

    private func isListed(_ name: UnsafeRawBufferPointer) -> Bool {
        self.queryNames.contains { $0.count == name.count && name.elementsEqual($0) }
    }

    private func takeValues(_ query: UnsafeRawBufferPointer) -> UInt16 {
        var writer = NamedTextsWriter(self.valueRoom)
        for name in self.queryNames {
            var parts = QueryParts(query)
            var isOpen = false
            while let part = parts.next() {
                guard let value = part.value, part.name.count == name.count, part.name.elementsEqual(name) else {
                    continue
                }
                let isFirst = !isOpen
                if isFirst, !writer.begin(name) { return UInt16(writer.count) }
                isOpen = true
                writer.add(value, isFirst: isFirst)
            }
            if isOpen { writer.end(nameCount: name.count) }
        }
        return UInt16(writer.count)
    }

    // MARK: Fields

    private func takeReferrer(_ text: UnsafeRawBufferPointer, isPrivate: Bool) -> UInt16 {
        let pieces = isPrivate ? ReferrerText.origin(text) : ReferrerText.reduce(text)
        if pieces.front.count + pieces.rest.count < text.count { self.redactions.insert(.referrer) }
        let front = min(pieces.front.count, Self.referrerLimit)
        let rest = min(pieces.rest.count, Self.referrerLimit - front)
        if let source = pieces.front.baseAddress { self.referrerRoom.copyMemory(from: source, byteCount: front) }
        if let source = pieces.rest.baseAddress {
            (self.referrerRoom + front).copyMemory(from: source, byteCount: rest)
        }
        return UInt16(front + rest)
    }

    private func takeCredential(_ name: FieldName, _ value: UnsafeRawBufferPointer) -> UInt16 {
        if value.count == 0 { return 0 }
        self.redactions.insert(.credential)
        let credential = CredentialText(name, value)
        let room = UnsafeMutableRawBufferPointer(start: self.credentialRoom, count: Self.credentialLimit)
        var writer = ByteWriter(room)
        writer.write(credential.scheme)
        if let code = self.fingerprint.code(of: credential.secret) {
            writer.write(" ")
            for shift: UInt64 in stride(from: 60, through: 32, by: -4) {
                let digit = UInt8(truncatingIfNeeded: code >> shift & 15)
                room[writer.count] = digit < 10 ? 0x30 + digit : 0x57 + digit
                writer.skip(1)
            }
        }
        return UInt16(writer.count)
    }

    @inline(never)
    private func takeHeaders(_ head: borrowing RequestHead) -> UInt16 {
        var writer = NamedTextsWriter(self.headerRoom)
        for (index, name) in self.headers.enumerated() {
            var isOpen = false
            for entry in head.fields where head.isNamed(name, entry) {
                let isFirst = !isOpen
                if isFirst, !writer.begin(self.headerNames[index]) { return UInt16(writer.count) }
                isOpen = true
                head.withValue(of: entry) { writer.add($0, isFirst: isFirst) }
            }
            if isOpen { writer.end(nameCount: self.headerNames[index].count) }
        }
        return UInt16(writer.count)
    }
}

@available(*, unavailable)
extension RecordTexts: Sendable {}
