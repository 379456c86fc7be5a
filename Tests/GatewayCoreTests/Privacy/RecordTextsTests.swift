import GatewayCore
import NIOCore
import Telemetry
import Testing

/// What of a request gets into a ring: the pieces are reduced before they lie there.
@Suite struct RecordTextsTests {
    /// The pieces of one record.
    struct Pieces {
        var query = ""
        var referrer = ""
        var credential = ""
        var headers: [String: String] = [:]
        var values: [String: String] = [:]
        var isCut = false
        var redactions = RedactionSet()
    }

    private static func pieces(
        _ fields: String...,
        target: String = "/a",
        isPrivate: Bool = false,
        keys: FingerprintKeys = FingerprintKeys(),
        _ change: (inout PrivacyPlan) -> Void = { _ in }
    ) throws -> Pieces {
        var plan = PrivacyPlan()
        change(&plan)
        let texts = RecordTexts(plan, keys)
        var decoder = RequestDecoder(limits: MessageLimits())
        let lines = fields.map { $0 + "\r\n" }.joined()
        var input = ByteBuffer(string: "GET \(target) HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
        try #require(decoder.decodeHead(&input) == .complete)
        var lengths = AccessRecord.TextLengths()
        texts.begin()
        texts.take(decoder.head, isPrivate: isPrivate, &lengths)
        var pieces = Pieces()
        pieces.query = Self.text(texts.query(lengths.query))
        pieces.referrer = Self.text(texts.referrer(lengths.referrer))
        pieces.credential = Self.text(texts.credential(lengths.credential))
        (pieces.headers, pieces.isCut) = Self.entries(texts.headers(lengths.headers))
        let values = Self.entries(texts.queryValues(lengths.queryValues))
        pieces.values = values.texts
        pieces.isCut = pieces.isCut || values.isCut
        pieces.redactions = texts.redactions
        return pieces
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func entries(_ bytes: UnsafeRawBufferPointer) -> (texts: [String: String], isCut: Bool) {
        var reader = NamedTexts(bytes)
        var texts: [String: String] = [:]
        while let entry = reader.next() { texts[Self.text(entry.name)] = Self.text(entry.value) }
        return (texts, reader.isCut)
    }

    // MARK: Query

    @Test(
        arguments: [
            ("/a?page=2&token=s3cret", "page&token", true), ("/a?a&b=&c", "a&b&c", false), ("/a", "", false),
            ("/a?=s3cret", "", true), ("/a?a=1=s3cret&&b", "a&b", true),
            ("/a?\(String(repeating: "k", count: 32))", String(repeating: "k", count: 32), false),
            ("/a?\(String(repeating: "s3cret", count: 6))&b=", "b", true),
        ] as [(String, String, Bool)]
    )
    func ofAQueryOnlyNamesAreKept(target: String, names: String, isRedacted: Bool) throws {
        let pieces = try Self.pieces(target: target)
        #expect(pieces.query == names)
        #expect(pieces.redactions.contains(.queryValues) == isRedacted)
        #expect(pieces.values.isEmpty)
    }

    @Test func aLongListOfNamesIsCut() throws {
        let target = "/a?" + (0..<600).map { "key\($0)=1" }.joined(separator: "&")
        let pieces = try Self.pieces(target: target)
        #expect(pieces.query.utf8.count == RecordTexts.queryLimit)
        #expect(pieces.query.hasPrefix("key0&key1&"))
    }

    @Test func listedValuesAreKeptAndNoOthers() throws {
        let target = "/a?page=2&token=s3cret&page=3&Page=s3cret&sort="
        let pieces = try Self.pieces(target: target) { $0.queryValues = ["page", "sort", "absent"] }
        #expect(pieces.values == ["page": "2, 3", "sort": ""])
        #expect(pieces.redactions.contains(.queryValues), "of the token")
        let listed = try Self.pieces(target: "/a?page=2") { $0.queryValues = ["page"] }
        #expect(!listed.redactions.contains(.queryValues))
    }

    @Test(arguments: [256, 257, 1_000])
    func aValueHas256BytesAndOneThatSaysItWasLonger(count: Int) throws {
        let value = String(repeating: "v", count: count)
        let pieces = try Self.pieces("X-A: \(value)", target: "/a?a=\(value)") {
            $0.queryValues = ["a"]
            $0.headers = ["x-a"]
        }
        #expect(pieces.values["a"]?.utf8.count == min(count, 257))
        #expect(pieces.headers["x-a"]?.utf8.count == min(count, 257))
        #expect(!pieces.isCut)
    }

    // MARK: Headers

    @Test func listedHeadersAreKeptAndNoOthers() throws {
        let pieces = try Self.pieces("X-Tenant: a", "X-Auth-Token: s3cret", "x-tenant: b", "Cookie: s=s3cret") {
            $0.headers = ["x-tenant", "x-absent"]
        }
        #expect(pieces.headers == ["x-tenant": "a, b"])
        #expect(pieces.redactions.contains(.headers), "the cookie")
        #expect(try !Self.pieces("X-A: b").redactions.contains(.headers))
    }

    @Test func listsThatAreTooLongEndEarlyAndSaySo() throws {
        let value = String(repeating: "v", count: 400)
        let names = (0..<16).map { "x-\(String(repeating: "n", count: 40))\($0)" }
        var fields = names.map { "\($0): \(value)" }
        fields.append("X-Last: 1")
        let lines = fields.joined(separator: "\r\n")
        let pieces = try Self.pieces(lines) { $0.headers = names }
        #expect(pieces.isCut)
        #expect(pieces.headers.count == 13)
        #expect(pieces.headers.values.allSatisfy { $0.utf8.count == 257 })
        let short = try Self.pieces(names.map { "\($0): v" }.joined(separator: "\r\n")) { $0.headers = names }
        #expect(short.headers.count == 16 && !short.isCut)
    }

    // MARK: Referrer

    @Test func aReferrerIsItsOriginAndPath() throws {
        let pieces = try Self.pieces("Referer: https://lin:s3cret@shop.example/cart?token=s3cret#x")
        #expect(pieces.referrer == "https://shop.example/cart")
        #expect(pieces.redactions.contains(.referrer))
        #expect(try !Self.pieces("Referer: https://shop.example/cart").redactions.contains(.referrer))
        let long = try Self.pieces("Referer: https://shop.example/" + String(repeating: "p", count: 600))
        #expect(long.referrer.utf8.count == RecordTexts.referrerLimit)
    }

    @Test(arguments: [
        ("https://shop.example/reset/s3cret", "https://shop.example"), ("https://shop.example", "https://shop.example"),
        ("/reset/s3cret", ""), ("/a//b/s3cret", ""), ("//shop.example/s3cret", "//shop.example"),
        ("https://lin:s3cret@shop.example\\s3cret", "https://shop.example"),
    ])
    func ofAPrivateRouteOnlyTheOriginIsKept(text: String, origin: String) throws {
        let pieces = try Self.pieces("Referer: \(text)", target: "/reset/s3cret?s3cret=1", isPrivate: true)
        #expect(pieces.referrer == origin)
        #expect(pieces.query.isEmpty)
        #expect(pieces.redactions.contains(.privatePath) && pieces.redactions.contains(.queryValues))
    }

    // MARK: Credentials

    @Test(
        arguments: [
            ("Authorization: Bearer s3cret", "bearer"), ("Authorization: bAsIc s3cret", "basic"),
            ("Authorization: s3cret", "other"), ("Authorization: S3cretScheme s3cret", "other"),
            ("Authorization: Bearer", "other"), ("X-Api-Key: s3cret", "api_key"),
            ("Proxy-Authorization: Basic s3cret", "basic"),
        ]
    )
    func ofACredentialSchemeAndFingerprintAreKept(field: String, scheme: String) throws {
        let pieces = try Self.pieces(field)
        let parts = pieces.credential.split(separator: " ")
        #expect(parts.count == 2)
        #expect(parts.first.map(String.init) == scheme)
        #expect(parts.last?.wholeMatch(of: /[0-9a-f]{8}/) != nil)
        #expect(pieces.redactions.contains(.credential))
    }

    @Test func theFingerprintIsAnHMACUnderTheKeyOfTheDay() throws {
        let keys = FingerprintKeys()
        keys.replace(with: Secret([UInt8](repeating: 0x0B, count: 20)))
        // RFC 4231, test case 1: HMAC-SHA-256 of "Hi There".
        #expect(try Self.pieces("X-Api-Key: Hi There", keys: keys).credential == "api_key b0344c61")
        keys.replace(with: Secret(Array("Jefe".utf8)))
        // Test case 2.
        let field = "Authorization: Bearer what do ya want for nothing?"
        #expect(try Self.pieces(field, keys: keys).credential == "bearer 5bdcc146")
    }

    @Test func aChangedKeyIsSeenAtTheNextRecord() throws {
        let keys = FingerprintKeys()
        let texts = RecordTexts(PrivacyPlan(), keys)
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\nX-Api-Key: Hi There\r\n\r\n")
        try #require(decoder.decodeHead(&input) == .complete)
        var lengths = AccessRecord.TextLengths()
        texts.take(decoder.head, isPrivate: false, &lengths)
        keys.replace(with: Secret([UInt8](repeating: 0x0B, count: 20)))
        texts.take(decoder.head, isPrivate: false, &lengths)
        #expect(Self.text(texts.credential(lengths.credential)) == "api_key b0344c61")
    }

    @Test func theClientsOwnCredentialComesFirst() throws {
        let both = try Self.pieces("Proxy-Authorization: Basic x", "Authorization: Bearer y", "X-Api-Key: z")
        #expect(both.credential.hasPrefix("bearer "))
        #expect(try Self.pieces("X-A: b").credential.isEmpty)
        #expect(try Self.pieces("Authorization: ").credential.isEmpty)
    }
}
