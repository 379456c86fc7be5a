import GatewayCore
import Testing

@Suite struct RoutePatternTests {
    @Test func aTemplateIsTakenApart() throws {
        let pattern = try RoutePattern("/v1/{order_id}/%7e%e9/*")
        #expect(
            pattern.segments == [
                .literal(Array("v1".utf8)), .parameter("order_id"), .literal(Array("~%E9".utf8)), .rest,
            ]
        )
        #expect(try RoutePattern("/").segments == [.literal([])])
        #expect(try RoutePattern("/a/").segments == [.literal(Array("a".utf8)), .literal([])])
    }

    @Test(
        arguments: [
            ("", .noLeadingSlash, 0), ("a/b", .noLeadingSlash, 0), ("*", .noLeadingSlash, 0),
            ("//", .emptySegment, 1), ("/a//b", .emptySegment, 3),
            ("/a/./b", .dotSegment, 3), ("/..", .dotSegment, 1), ("/%2e%2E/a", .dotSegment, 1),
            ("/a/b{c}", .partialParameter, 3), ("/{c}b", .partialParameter, 1), ("/a}", .partialParameter, 1),
            ("/{a", .partialParameter, 1), ("/{a}{b}", .partialParameter, 1),
            ("/{}", .parameterName, 2), ("/{1a}", .parameterName, 2), ("/{a-b}", .parameterName, 2),
            ("/{abcdefghijklmnopqrstuvwxyz0123456}", .parameterName, 2),
            ("/{a}/{b}/{a}", .duplicateParameter, 9),
            ("/*/a", .restNotLast, 1), ("/a*", .restNotLast, 1), ("/**", .restNotLast, 1), ("/*/", .restNotLast, 1),
            ("/a b", .forbiddenByte, 2), ("/a?b", .forbiddenByte, 2), ("/a#", .forbiddenByte, 2),
            ("/a\"", .forbiddenByte, 2), ("/a\\b", .forbiddenByte, 2), ("/a\u{7F}", .forbiddenByte, 2),
            ("/a%", .percentEncoding, 2), ("/a%2", .percentEncoding, 2), ("/%2/a", .percentEncoding, 1),
            ("/%GG", .percentEncoding, 1), ("/%00", .percentEncoding, 1),
        ] as [(String, RoutePatternError.Code, Int)]
    )
    func whatIsNoTemplateSaysWhyAndWhere(template: String, code: RoutePatternError.Code, offset: Int) {
        let error = #expect(throws: RoutePatternError.self) { try RoutePattern(template) }
        #expect(error?.code == code && error?.offset == offset)
    }

    @Test func aParameterNameMayHave32Characters() throws {
        #expect(try RoutePattern("/{abcdefghijklmnopqrstuvwxyz012345}").segments.count == 1)
    }

    @Test func everyErrorSaysWhatToWrite() {
        for code in RoutePatternError.Code.allCases {
            #expect(code.message.contains(";"))
        }
    }

    @Test(arguments: [
        ("/a%2Fb", true), ("/a%2fb/c", true), ("/%5c", true), ("/a%2Eb", false), ("/%252F", false), ("/a/b", false),
    ])
    func encodedSlashesAreNoticed(template: String, has: Bool) throws {
        #expect(try RoutePattern(template).hasEncodedSlash == has)
    }
}
