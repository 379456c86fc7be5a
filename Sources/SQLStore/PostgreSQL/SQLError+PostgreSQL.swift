import CPostgreSQL
import Glibc

extension SQLError.Code {
    /// What a SQLSTATE means here (PostgreSQL's Appendix A).
    ///
    /// 57014 is a statement timeout; that it was our own cancel only the connection knows.
    package init(sqlState: String) {
        switch sqlState {
        case "40001", "40000": self = .serialization
        case "40P01": self = .deadlock
        case "55P03": self = .lockTimeout
        case "55006": self = .busy
        case "57014": self = .statementTimeout
        case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04", "40003": self = .connectionLost
        case "53300": self = .tooManyConnections
        case "53100": self = .diskFull
        case "25006": self = .readOnly
        case "23505": self = .uniqueViolation
        case "22003", "40002": self = .checkViolation
        case "3D000": self = .cannotOpen
        case "XX001", "XX002": self = .corrupt
        default: self.init(sqlStateClass: sqlState.prefix(2))
        }
    }

    private init(sqlStateClass: Substring) {
        switch sqlStateClass {
        case "08": self = .connectionLost
        case "22", "25", "26", "42", "54": self = .misuse
        case "23": self = .checkViolation
        case "28": self = .cannotOpen
        case "53": self = .outOfMemory  // 53200; and 53000, 53400: some other resource is short
        default: self = .other
        }
    }
}

extension SQLError {
    /// The error for text that PostgreSQL does not store; nil for any other.
    init?(text: UnsafeBufferPointer<UInt8>) {
        guard let start = text.baseAddress, memchr(start, 0, text.count) != nil else { return nil }
        self.init(.misuse, message: "a text with a NUL character")
    }

    /// Reads a result that is an error.
    ///
    /// Only the primary message is taken: details and context may hold values of rows. Class 22 puts the value that it
    /// could not read between quotes, so these are emptied.
    init(result: OpaquePointer, connection: OpaquePointer, statement: String) {
        guard let state = PQresultErrorField(result, CInt(UInt8(ascii: "C"))).map({ String(cString: $0) }) else {
            self = .lost(connection, statement: statement)
            return
        }
        let text = PQresultErrorField(result, CInt(UInt8(ascii: "M"))).map { String(cString: $0) } ?? ""
        let message = state.hasPrefix("22") ? Self.withoutQuoted(text) : text
        self.init(Code(sqlState: state), sqlState: state, message: message, statement: statement)
    }

    /// The connection is gone and the server did not say why; the message is libpq's.
    static func lost(_ connection: OpaquePointer, statement: String) -> Self {
        let message = PQerrorMessage(connection).map { Self.firstLine(String(cString: $0)) } ?? ""
        return Self(.connectionLost, message: Self.withoutQuoted(message), statement: statement)
    }

    static func firstLine(_ text: String) -> String { String(text.prefix { $0 != "\n" }) }

    /// Empties what stands between the first and the last quote: a name, or a part of the URL that has a wrong one.
    static func withoutQuoted(_ text: String) -> String {
        guard let first = text.firstIndex(of: "\""), let last = text.lastIndex(of: "\""), first < last else {
            return text
        }
        return text[...first] + "…" + text[last...]
    }
}
