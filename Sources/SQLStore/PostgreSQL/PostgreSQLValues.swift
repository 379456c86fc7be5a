/// The single values of a statement, `$1`, `$2` …, in PostgreSQL's binary formats; reused without allocation.
package struct PostgreSQLValues: ~Copyable {
    /// Where a value lies; a negative length is NULL.
    struct Place { var offset: Int, length: Int }

    private var buffer = WireBuffer(capacity: 256)
    private(set) var places: [Place] = []
    private(set) var types: [SQLType] = []
    /// Why the values cannot be sent; see ``ColumnWriter``.
    package private(set) var failure: SQLError?

    package init() {}

    /// Forgets the values, and the failure.
    package mutating func removeAll() {
        self.buffer.removeAll()
        self.places.removeAll(keepingCapacity: true)
        self.types.removeAll(keepingCapacity: true)
        self.failure = nil
    }

    /// The bytes of a value, valid until the next one is added; nil for NULL.
    func pointer(_ index: Int) -> UnsafePointer<CChar>? {
        let place = self.places[index]
        if place.length < 0 { return nil }
        return UnsafeRawPointer(self.buffer.start + place.offset).assumingMemoryBound(to: CChar.self)
    }

    private mutating func add(_ type: SQLType, _ bytes: UnsafeRawBufferPointer) {
        self.begin(type, length: bytes.count)
        self.buffer.append(bytes)
    }

    private mutating func begin(_ type: SQLType, length: Int) {
        self.places.append(Place(offset: self.buffer.count, length: length))
        self.types.append(type)
    }
}

extension PostgreSQLValues: ColumnWriter {
    package mutating func int16(_ value: Int16) {
        self.begin(.int16, length: 2)
        self.buffer.append(value)
    }

    package mutating func int32(_ value: Int32) {
        self.begin(.int32, length: 4)
        self.buffer.append(value)
    }

    package mutating func int64(_ value: Int64) {
        self.begin(.int64, length: 8)
        self.buffer.append(value)
    }

    package mutating func bool(_ value: Bool) {
        self.begin(.bool, length: 1)
        self.buffer.append(UInt8(value ? 1 : 0))
    }

    package mutating func uuid(_ value: SQLUUID) {
        self.begin(.uuid, length: 16)
        self.buffer.append(value.high)
        self.buffer.append(value.low)
    }

    package mutating func bytes(_ value: [UInt8]) { value.withUnsafeBytes { self.add(.bytes, $0) } }

    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { text in
            if self.failure == nil, let error = SQLError(text: text) { self.failure = error }
            self.add(.text, UnsafeRawBufferPointer(text))
        }
    }

    package mutating func null(_ type: SQLType) { self.begin(type, length: -1) }
}
