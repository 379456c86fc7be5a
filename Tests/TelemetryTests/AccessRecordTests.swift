import Telemetry
import Testing

@Suite struct AccessRecordTests {
    @Test func aRecordMadeInPlaceIsEmptyWhateverLayThere() {
        let room = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<AccessRecord>.stride, alignment: 8)
        defer { room.deallocate() }
        room.initializeMemory(as: UInt8.self, repeating: 0xA5, count: MemoryLayout<AccessRecord>.stride)
        let made = AccessRecord.make(at: room).pointee
        #expect(Self.fields(made) == Self.fields(AccessRecord()))
        #expect(made.route == NameTable.unmatched.id)
    }

    /// Name and value of every stored property.
    private static func fields(_ record: AccessRecord) -> [String] {
        Mirror(reflecting: record).children.map { child in
            var value = child.value
            if let phases = value as? InlineArray<14, UInt64> { value = phases.indices.map { phases[$0] } }
            return "\(child.label ?? ""): \(value)"
        }
    }
}
