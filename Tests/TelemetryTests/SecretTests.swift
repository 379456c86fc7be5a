import Synchronization
import Telemetry
import Testing

@Suite struct SecretTests {
    private static let text = "hunter2-canary"

    /// Something that holds a secret and does not know how to hide it.
    private struct Login {
        var user = "lin"
        var password: Secret<String>
    }

    @Test func noWayOfPrintingShowsIt() {
        let secret = Secret(Self.text)
        var dumped = ""
        dump(secret, to: &dumped)
        dump(Login(password: secret), to: &dumped)
        dump(["key": [secret]], to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), secret.description,
            secret.debugDescription, "\(Login(password: secret))", String(reflecting: Login(password: secret)),
            "\([secret])", "\(Optional(secret) as Any)", "\(["a": secret])", dumped,
            Mirror(reflecting: secret).children.map { "\($0)" }.joined(),
        ]
        for text in texts { #expect(!text.contains("hunter2"), "\(text)") }
        #expect("\(secret)" == "[redacted]")
        #expect("\(Login(password: secret))".contains("lin"), "what is no secret shows")
        #expect("\(Login(password: secret))".contains("[redacted]"))
    }

    @Test func itIsNotCodable() {
        #expect(!((Secret(Self.text) as Any) is any Encodable))
        #expect(!((Secret(Self.text) as Any) is any Decodable))
    }

    @Test func itGivesBackWhatItTook() {
        #expect(Secret(Self.text).reveal { $0 } == Self.text)
        #expect(Secret([1, 2, 0, 3]).reveal { $0 } == [1, 2, 0, 3])
        #expect(Secret(Self.text).withBytes { Array($0) } == Array(Self.text.utf8))
        #expect(Secret("").isEmpty)
        #expect(Secret("").reveal { $0 } == "")
        #expect(Secret(Self.text).byteCount == 14)
    }

    @Test func equalIsWhatHoldsTheSame() {
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
        #expect(Secret("a") != Secret("aa"))
        #expect(Secret("") == Secret(""))
    }

    @Test func theMemoryIsWipedWithTheLastCopy() {
        let seen = Mutex<[[UInt8]]>([])
        var first: Secret<String>? = Secret(Self.text) { bytes in seen.withLock { $0.append(Array(bytes)) } }
        var second = first
        #expect(second?.reveal { $0 } == Self.text)
        first = nil
        #expect(seen.withLock { $0.isEmpty }, "a copy still needs it")
        second = nil
        #expect(seen.withLock { $0 } == [[UInt8](repeating: 0, count: Self.text.utf8.count)])
        #expect(first == nil && second == nil)
    }
}
