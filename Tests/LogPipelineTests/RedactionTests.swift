import Telemetry
import Testing

@Suite struct RedactionTests {
    let names = NameTable()

    private func line(_ change: (inout SampleRecord) -> Void) throws -> ParsedLine {
        var sample = SampleRecord.handbook(self.names)
        change(&sample)
        return try sample.parsed(self.names)
    }

    @Test(arguments: [
        ("https://example.com/a?token=secret", "https://example.com/a"),
        ("https://example.com/a#secret", "https://example.com/a"),
        ("https://lin:secret@example.com/a", "https://example.com/a"),
        ("https://lin:secret@example.com", "https://example.com"),
        ("https://lin:se@cret@example.com/x@y", "https://example.com/x@y"),
        ("https://lin:secret@example.com?x", "https://example.com"),
        ("//lin:secret@example.com/", "//example.com/"), ("/a/b?secret", "/a/b"), ("?secret", ""),
        ("https://example.com\\@secret", "https://example.com\\@secret"), ("about:blank", "about:blank"),
    ])
    func aReferrerIsItsOriginAndPath(text: String, expected: String) throws {
        let line = try self.line { $0.referrer = text }
        #expect(line["http.request.referrer"] == expected)
    }

    @Test(arguments: [
        ("api.example.com:8080", "api.example.com"), ("[2001:db8::1]:8080", "[2001:db8::1]"),
        ("[2001:db8::1]", "[2001:db8::1]"), ("localhost", "localhost"),
    ])
    func aDomainHasNoPort(host: String, domain: String) throws {
        #expect(try self.line { $0.host = host }["url.domain"] == domain)
    }

    @Test(
        arguments: [
            ("a=1&b=2", ["a", "b"]), ("a", ["a"]), ("a=secret", ["a"]), ("=secret", []), ("&&", []), ("a==b=c", ["a"]),
            ("a&a=1&a=2", ["a"]), ("x=1&", ["x"]),
        ] as [(String, [String])]
    )
    func ofAQueryOnlyNamesAreWritten(query: String, names: [String]) throws {
        let line = try self.line { $0.query = query }
        #expect(line.list("gateway.query_keys") ?? [] == names)
        #expect((line.fields["gateway.query_keys"] == nil) == names.isEmpty)
        #expect(!line.text.contains("secret"))
    }

    @Test func aQueryShowsAtMost32Names() throws {
        let line = try self.line { $0.query = (0..<40).map { "k\($0)=1" }.joined(separator: "&") }
        #expect(line.list("gateway.query_keys")?.count == 32)
    }
}
