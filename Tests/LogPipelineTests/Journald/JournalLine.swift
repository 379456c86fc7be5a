import Foundation

/// An entry as `journalctl -o json` prints it.
struct JournalLine {
    let fields: [String: Any]

    init(_ line: Data) throws {
        let object = try JSONSerialization.jsonObject(with: line)
        self.fields = object as? [String: Any] ?? [:]
    }

    /// A text; what is no UTF-8 or has controls is printed as a list of bytes, and is nil here.
    subscript(name: String) -> String? { self.fields[name] as? String }

    /// The line the entry was made of.
    func record() -> ParsedLine? { self["ECS"].flatMap { ParsedLine($0 + "\n") } }
}
