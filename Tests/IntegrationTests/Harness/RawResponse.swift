import Foundation

/// An answer as it stood on the wire.
struct RawResponse: Sendable {
    enum Framing: Sendable, Equatable { case none, length(Int), chunked, untilClose }

    /// The statuses of the interim answers before it.
    var interim: [Int] = []
    let status: Int
    let reason: String
    let head: MessageHead
    let framing: Framing
    let body: [UInt8]

    var text: String { String(decoding: self.body, as: UTF8.self) }

    subscript(name: String) -> String? { self.head[name] }

    /// Whether it says that the connection ends after it.
    var closes: Bool { self.head["Connection"]?.lowercased() == "close" }

    /// The problem document (RFC 9457) it carries.
    /// - Throws: When it carries none, or one whose members do not fit the head.
    func problem() throws -> Problem {
        guard self["Content-Type"] == "application/problem+json" else {
            throw HarnessError("no problem document but \(self.status) \(self["Content-Type"] ?? "without a type")")
        }
        let problem = try JSONDecoder().decode(Problem.self, from: Data(self.body))
        guard problem.status == self.status else {
            throw HarnessError("\(problem.status) in the body of a \(self.status)")
        }
        guard problem.requestID == self["X-Request-Id"] else {
            throw HarnessError("request ids differ: \(problem.requestID)")
        }
        return problem
    }
}

/// The gateway's error document (contract.md).
struct Problem: Decodable, Sendable {
    enum CodingKeys: String, CodingKey {
        case type, title, status, detail, code, retryable
        case requestID = "request_id"
        case traceID = "trace_id"
    }

    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    let requestID: String
    let traceID: String?
    let retryable: Bool
}
