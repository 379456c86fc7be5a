import GatewayCore
import Telemetry
import Testing

@Suite struct FramingErrorTests {
    /// All that is not `client_bad_request` with 400.
    static let answers: [FramingError.Code: (Int, Outcome)] = [
        .headTooLarge: (431, .clientHeadTooLarge), .fieldTooLong: (431, .clientHeadTooLarge),
        .tooManyFields: (431, .clientHeadTooLarge), .unsupportedTransferEncoding: (501, .gatewayUnsupported),
        .unsupportedMethod: (501, .gatewayUnsupported), .unsupportedVersion: (505, .clientBadRequest),
        .methodNotAllowed: (405, .clientMethodNotAllowed), .targetTooLong: (414, .clientTargetTooLong),
        .unsupportedExpectation: (417, .clientBadRequest), .bodyTooLarge: (413, .clientBodyTooLarge),
        .malformedStatusLine: (502, .upstreamProtocolError), .invalidStatus: (502, .upstreamProtocolError),
        .unexpectedUpgrade: (502, .upstreamProtocolError), .tooManyInterimResponses: (502, .upstreamProtocolError),
    ]

    @Test(arguments: FramingError.Code.allCases)
    func everyCodeHasItsAnswer(code: FramingError.Code) {
        let (status, outcome) = Self.answers[code] ?? (400, .clientBadRequest)
        #expect(code.status == status)
        #expect(code.outcome == outcome)
        #expect(code.detail.description.hasSuffix("."))
        #expect(code.detail.utf8CodeUnitCount > 20)
    }

    @Test func everyDetailIsItsOwn() {
        let details = Set(FramingError.Code.allCases.map(\.detail.description))
        #expect(details.count == FramingError.Code.allCases.count)
    }

    @Test func methodsHaveTheirProperties() {
        #expect(Method.allCases.filter(\.isSafe) == [.get, .head, .options, .trace])
        #expect(Method.allCases.filter(\.isIdempotent) == [.get, .head, .put, .delete, .options, .trace])
        #expect(Method.allCases.map(\.label.rawValue) == Method.allCases.map(\.rawValue))
    }

    @Test func aStepIsSmall() {
        #expect(MemoryLayout<FramingError>.size <= 16)
        #expect(MemoryLayout<FieldEntry>.stride == 10)
        #expect(MemoryLayout<BodyStep>.size <= 32)
    }
}
