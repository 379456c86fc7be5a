import Testing
import loadtest

@Suite struct TargetURLTests {
    @Test(arguments: [
        ("http://127.0.0.1:8080", "127.0.0.1", 8_080, "/", "127.0.0.1:8080"),
        ("http://example.com/a?b=c#d", "example.com", 80, "/a?b=c", "example.com"),
        ("HTTP://h?x", "h", 80, "/?x", "h"),
        ("http://[::1]:81/p", "::1", 81, "/p", "[::1]:81"),
        ("http://[::1]", "::1", 80, "/", "[::1]"),
    ])
    func partsAreTakenApart(text: String, host: String, port: Int, target: String, authority: String) throws {
        let url = try TargetURL(text)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.requestTarget == target)
        #expect(url.authority == authority)
    }

    @Test(arguments: [
        "https://example.com", "ftp://x", "example.com", "http://", "http://:80/", "http://a:0/", "http://a:65536/",
        "http://a:b/", "http://u:p@a/", "http://a/ b", "http://a/ü", "http://::1/", "http://[::1/", "http://[::1]x/",
    ])
    func everythingElseIsAnErrorWithAnAnswer(text: String) {
        #expect(throws: TargetURL.ParseError.self) { try TargetURL(text) }
    }
}
