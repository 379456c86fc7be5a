/// Makes the inside of a JSON string of ours the text of a journal field (telemetry.md section 5).
///
/// Controls, line separators and the controls of bidirectional text are dropped: what reads the journal on a terminal
/// must not be steered by what a client sent. In our lines exactly these are written as `\uXXXX`.
package enum JournalText {
    /// Appends the text of a value.
    ///
    /// - Parameters:
    ///   - value: Escapes as ``LineScanner`` accepts them.
    ///   - start: Room for as many bytes as `value` has.
    /// - Returns: Where the next byte goes.
    static func write(
        _ value: UnsafeRawBufferPointer,
        to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var out = start
        var index = 0
        while index < value.count {
            let byte = value[index]
            index += 1
            if byte < 0x20 || byte == 0x7F { continue }
            if byte != 0x5C || index == value.count {
                out.pointee = byte
                out += 1
            } else if value[index] == 0x75 {
                index += 5
            } else {
                out.pointee = value[index]
                out += 1
                index += 1
            }
        }
        return out
    }

    /// The same as text, for tests and tools.
    package static func text(_ value: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: max(value.count, 1)) { room in
            guard let start = room.baseAddress else { return 0 }
            return Self.write(value, to: start) - start
        }
    }
}
