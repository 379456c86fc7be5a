import Telemetry
import Testing

/// W3C Trace Context, section 3.3: which `tracestate` goes on, and which is dropped as a whole.
@Suite struct TraceStateTests {
    private static func state(_ fields: [String]) -> TraceState {
        var state = TraceState()
        for field in fields { Array(field.utf8).withUnsafeBytes { state.add($0) } }
        return state
    }

    private static func members(_ field: String) -> [String] {
        var members: [String] = []
        Array(field.utf8).withUnsafeBytes { bytes in
            TraceState.forEachMember(of: bytes) { members.append(String(decoding: $0, as: UTF8.self)) }
        }
        return members
    }

    @Test(arguments: [
        "foo=1", "foo=1,bar=2", "foo=1 \t , \t bar=2", ",,foo=1, ,", "1foo=1", "foo= 1",
        "a_-*/@b=~!\"#$%&'()*+-./:;<>?",
        String(repeating: "z", count: 256) + "=1", "a=" + String(repeating: "v", count: 256),
        String(repeating: "t", count: 241) + "@" + String(repeating: "v", count: 14) + "=1",
    ])
    func goesOn(_ field: String) { #expect(Self.state([field]).isUsable) }

    @Test(arguments: [
        "", " ", ",", "foo", "foo=", "=1", "foo=1=2", "foo =1", "FOO=1", "foo.bar=1", "_foo=1", "foo=\u{7}", "foo=é",
        "foo@=1", "@foo=1", "foo@@bar=1", "foo@bar@baz=1", "foo@1bar=1", "foo=1,foo=2", "foo=1,bar",
        String(repeating: "z", count: 257) + "=1", "a=" + String(repeating: "v", count: 257),
        String(repeating: "t", count: 242) + "@v=1", "t@" + String(repeating: "v", count: 15) + "=1",
    ])
    func isDropped(_ field: String) { #expect(!Self.state([field]).isUsable) }

    @Test func severalFieldsAreOneList() {
        #expect(Self.state(["foo=1,bar=2", "", "baz=3"]).memberCount == 3)
        #expect(!Self.state(["foo=1", "foo=1"]).isUsable)
        #expect(!Self.state(["foo=1", "bar"]).isUsable)
    }

    @Test func thirtyTwoMembersAreTheMost() {
        let members = (0..<33).map { "k\($0)=\($0)" }
        #expect(Self.state([members[..<32].joined(separator: ",")]).isUsable)
        #expect(!Self.state([members.joined(separator: ",")]).isUsable)
    }

    @Test func fiveHundredAndTwelveBytesAreTheMost() {
        let front = "a=" + String(repeating: "x", count: 253)
        let whole = Self.state([front, "b=" + String(repeating: "x", count: 254)])
        #expect(whole.isUsable && whole.byteCount == 512)
        #expect(!Self.state([front, "b=" + String(repeating: "x", count: 255)]).isUsable)
    }

    @Test func membersAreReadWithoutBlanks() {
        #expect(Self.members(" foo=1 ,\t bar=a b ,,") == ["foo=1", "bar=a b"])
    }
}
