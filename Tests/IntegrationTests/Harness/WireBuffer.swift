import Foundation

/// Input for the load of a test: C's own search over memory that is used again, since tests are debug builds.
final class WireBuffer {
    private static let capacity = 1 << 18

    private let memory = UnsafeMutablePointer<CChar>.allocate(capacity: WireBuffer.capacity + 1)
    private let socket: Socket
    private var count = 0

    init(_ socket: Socket) { self.socket = socket }

    deinit { self.memory.deallocate() }

    /// The first bytes, up to and with the empty line of a head.
    struct Head {
        let start: UnsafeMutablePointer<CChar>
        let count: Int

        /// Where a text begins within the head.
        func find(_ text: String) -> UnsafeMutablePointer<CChar>? {
            guard let place = strstr(self.start, text), place < self.start + self.count else { return nil }
            return place
        }

        /// The number behind a text.
        func number(after text: String) -> Int? { self.find(text).map { strtol($0 + strlen(text), nil, 10) } }
    }

    /// Waits for a head.
    /// - Returns: Nil at the end of the stream; valid until the next call.
    func head(by deadline: Deadline) throws -> Head? {
        while true {
            self.memory[self.count] = 0
            if self.count > 0, let end = strstr(self.memory, "\r\n\r\n") {
                return Head(start: self.memory, count: end - self.memory + 4)
            }
            if try !self.fill(by: deadline) {
                if self.count > 0 { throw HarnessError("closed within a head") }
                return nil
            }
        }
    }

    /// Throws away that many bytes, read and unread ones.
    func skip(_ amount: Int, by deadline: Deadline) throws {
        var left = amount
        while true {
            let taken = min(left, self.count)
            if taken < self.count { memmove(self.memory, self.memory + taken, self.count - taken) }
            self.count -= taken
            left -= taken
            if left == 0 { return }
            if try !self.fill(by: deadline) { throw HarnessError("closed with \(left) bytes missing") }
        }
    }

    private func fill(by deadline: Deadline) throws -> Bool {
        guard self.count < Self.capacity else { throw HarnessError("a head over \(Self.capacity) bytes") }
        let room = UnsafeMutableRawBufferPointer(start: self.memory + self.count, count: Self.capacity - self.count)
        let received = try self.socket.receive(into: room, by: deadline)
        self.count += received
        return received > 0
    }
}
