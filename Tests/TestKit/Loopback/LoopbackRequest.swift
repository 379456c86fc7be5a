/// A request that a test's own server read.
package struct LoopbackRequest: Sendable {
    package var method: String
    package var target: String
    /// Names in lower case.
    package var fields: [(name: String, value: String)] = []
    package var body: [UInt8] = []

    init(head: ArraySlice<UInt8>) throws {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" else {
            throw LoopbackError(text: "no request line: \(lines[0])")
        }
        self.method = String(words[0])
        self.target = String(words[1])
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw LoopbackError(text: "no field: \(line)") }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            self.fields.append((line[..<colon].lowercased(), String(value)))
        }
    }

    package subscript(name: String) -> String? {
        let found = self.fields.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }

    var contentLength: Int {
        get throws {
            if self["transfer-encoding"] != nil { throw LoopbackError(text: "a transfer coding is not expected") }
            guard let text = self["content-length"] else {
                if self.method == "GET" { return 0 }
                throw LoopbackError(text: "no single Content-Length")
            }
            guard let length = Int(text), length >= 0 else { throw LoopbackError(text: "Content-Length: \(text)") }
            return length
        }
    }
}
