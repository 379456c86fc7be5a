import Foundation

/// An upstream for many requests.
///
/// The target says what is answered: `/s/STATUS/BYTES/MILLISECONDS`.
enum LoadUpstream {
    private static let body = [UInt8](repeating: 0x62, count: 1 << 18)

    static func start(port: Int = 0) throws -> ScriptedUpstream {
        try ScriptedUpstream(port: port) { conversation in try Self.serve(conversation) }
    }

    private static func serve(_ conversation: UpstreamConversation) throws {
        let socket = conversation.socket
        let input = WireBuffer(socket)
        while let head = try input.head(by: Deadline(120)) {
            let (status, size, pause) = Self.orders(head)
            let length = head.number(after: "Content-Length: ") ?? 0
            try input.skip(head.count + length, by: Deadline())
            if pause > 0 { usleep(UInt32(pause) * 1_000) }
            let text = "HTTP/1.1 \(status) Said\r\nContent-Length: \(size)\r\n\r\n"
            try socket.send(Array(text.utf8) + Self.body.prefix(size))
        }
    }

    private static func orders(_ head: WireBuffer.Head) -> (Int, Int, Int) {
        guard var place = head.find(" /s/") else { return (200, 0, 0) }
        place += 4
        var numbers = [200, 0, 0]
        for index in numbers.indices {
            var end: UnsafeMutablePointer<CChar>?
            numbers[index] = strtol(place, &end, 10)
            guard let end, end.pointee == 0x2F else { break }
            place = end + 1
        }
        return (numbers[0], numbers[1], numbers[2])
    }
}
