import Telemetry

/// Writes a list of ``NamedTexts`` into room of its size.
struct NamedTextsWriter {
    private let start: UnsafeMutableRawPointer
    /// Bytes written so far.
    private(set) var count = 0
    private var valueStart = 0
    private var isFull = false

    /// - Parameter start: Room for ``NamedTexts/byteLimit`` bytes.
    init(_ start: UnsafeMutableRawPointer) { self.start = start }

    /// Begins an entry.
    /// - Returns: False when there may be no room for it: the list ends here, and says so.
    mutating func begin(_ name: [UInt8]) -> Bool {
        let needed = 3 + name.count + NamedTexts.valueLimit + 1
        guard !self.isFull, !name.isEmpty, self.count + needed < NamedTexts.byteLimit else {
            if !self.isFull {
                self.start.storeBytes(of: 0, toByteOffset: self.count, as: UInt8.self)
                self.count += 1
            }
            self.isFull = true
            return false
        }
        self.start.storeBytes(of: UInt8(name.count), toByteOffset: self.count, as: UInt8.self)
        (self.start + self.count + 3).copyMemory(from: name, byteCount: name.count)
        self.count += 3 + name.count
        self.valueStart = self.count
        return true
    }

    /// Adds to the value; a second piece stands behind `, `.
    mutating func add(_ piece: UnsafeRawBufferPointer, isFirst: Bool) {
        if !isFirst { self.append(Self.separator) }
        self.append(piece)
    }

    /// Ends the entry.
    mutating func end(nameCount: Int) {
        let length = UInt16(self.count - self.valueStart)
        let place = self.valueStart - nameCount - 2
        self.start.storeBytes(of: UInt8(truncatingIfNeeded: length), toByteOffset: place, as: UInt8.self)
        self.start.storeBytes(of: UInt8(length >> 8), toByteOffset: place + 1, as: UInt8.self)
    }

    private static var separator: UnsafeRawBufferPointer {
        let text: StaticString = ", "
        return UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        let room = self.valueStart + NamedTexts.valueLimit + 1 - self.count
        let count = min(bytes.count, room)
        guard count > 0, let source = bytes.baseAddress else { return }
        (self.start + self.count).copyMemory(from: source, byteCount: count)
        self.count += count
    }
}
