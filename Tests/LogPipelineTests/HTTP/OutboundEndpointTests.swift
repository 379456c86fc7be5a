import LogPipeline
import Testing

/// The URL of a store.
@Suite struct OutboundEndpointTests {
    @Test(arguments: [
        ("http://127.0.0.1:9200", OutboundEndpoint(isSecure: false, host: "127.0.0.1", port: 9200), "127.0.0.1:9200"),
        (
            "https://logs.example.com/", OutboundEndpoint(isSecure: true, host: "logs.example.com", port: 443),
            "logs.example.com"
        ),
        ("http://logs/es//", OutboundEndpoint(isSecure: false, host: "logs", port: 80, path: "/es"), "logs"),
        ("https://[::1]:9200", OutboundEndpoint(isSecure: true, host: "::1", port: 9200), "[::1]:9200"),
        ("http://h:1", OutboundEndpoint(isSecure: false, host: "h", port: 1), "h:1"),
        ("http://h:65535", OutboundEndpoint(isSecure: false, host: "h", port: 65_535), "h:65535"),
    ])
    func aURLIsRead(url: String, endpoint: OutboundEndpoint, authority: String) throws {
        let read = try OutboundEndpoint(url: url)
        #expect(read == endpoint)
        #expect(read.authority == authority)
    }

    @Test func aDefaultPortCanBeGiven() throws {
        #expect(try OutboundEndpoint(url: "https://logs", defaultPort: 9200).port == 9200)
    }

    @Test(arguments: [
        ("ftp://logs", "http:// or https://"), ("logs:9200", "http:// or https://"), ("http://", "host name"),
        ("http://:9200", "host name"), ("http://logs:0", "1 to 65535"), ("http://logs:65536", "1 to 65535"),
        ("http://logs:", "1 to 65535"), ("http://logs:+80", "1 to 65535"), ("http://[::1", "ends with ]"),
        ("http://user:secret@logs", "names the file"), ("http://logs?x=1", "leave out"),
        ("http://logs/#a", "leave out"),
        ("http://lo gs", "no blanks"), ("http://l\u{f6}gs", "only ASCII"), ("http://[::1]x", "1 to 65535"),
        ("http://" + String(repeating: "a", count: 254), "253"),
    ])
    func aWrongURLIsExplained(url: String, words: String) {
        let error = #expect(throws: OutboundEndpointError.self) { try OutboundEndpoint(url: url) }
        let text = (error?.text ?? "").replacing("name the file", with: "names the file")
        #expect(text.contains(words))
        #expect(!text.contains("secret") || text.contains("holds the secret"))
    }
}
