import GatewayCore
import NIOCore
import NIOHTTP1
import Testing

/// What our decoder accepts, llhttp must read in the same way: method, target, fields, body and number of requests.
@Suite struct RequestFuzzTests {
    @Test func llhttpReadsTheSame() {
        let settings = FuzzSettings.fromEnvironment()
        print("request fuzzing: WATCHGATE_FUZZ_SEED=\(settings.seed) WATCHGATE_FUZZ_COUNT=\(settings.count)")
        var accepted = 0
        var refused: [FramingError.Code: Int] = [:]
        for number in 0..<settings.count {
            var random = settings.random(number)
            var input = RequestGenerator.connection(&random)
            if random.oneIn(2) { ByteMutator.mutate(&input, &random) }
            let transcript = Self.decode(input, &random)
            accepted += transcript.requests.count { $0.isComplete }
            if let failure = transcript.failure { refused[failure.code, default: 0] += 1 }
            if let difference = Self.difference(transcript, input) {
                Issue.record(
                    "seed \(settings.seed), case \(number): \(difference)\n\(Latin1.text(input).debugDescription)"
                )
                break
            }
        }
        print(
            "accepted \(accepted) requests; refused: \(refused.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" })"
        )
        #expect(accepted > settings.count / 4)
    }

    /// Reads the input whole; cut at random places it must give the same.
    private static func decode(_ input: [UInt8], _ random: inout FuzzRandom) -> RequestTranscript {
        let whole = RequestTranscript.read([input[...]])
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        let longest = random.oneIn(4) ? 3 : 200
        while start < input.count {
            let end = min(input.count, start + 1 + random.below(longest))
            pieces.append(input[start..<end])
            start = end
        }
        let cut = RequestTranscript.read(pieces)
        if cut != whole { Issue.record("cut: \(cut), whole: \(whole)\n\(Latin1.text(input).debugDescription)") }
        return whole
    }

    private static func difference(_ ours: RequestTranscript, _ input: [UInt8]) -> String? {
        guard ours.requests.contains(where: { $0.isComplete }) else { return nil }
        // llhttp knows a fixed list of methods only.
        if ours.requests.contains(where: { HTTPMethod(rawValue: $0.method).isUnknown }) { return nil }
        let (theirs, error) = NIORequest.read(input)
        for (index, request) in ours.requests.enumerated() where request.isComplete {
            guard index < theirs.count else {
                return "request \(index) is missing (\(error.map { "\($0)" } ?? "no error"))"
            }
            if let difference = Self.difference(request, theirs[index]) { return "request \(index): \(difference)" }
            if request.isLastForLlhttp { return nil }
        }
        let isOpen = ours.failure == nil && ours.requests.last?.keepsAlive == true
        if isOpen, theirs.count != ours.requests.count {
            return "\(ours.requests.count) requests, theirs \(theirs.count)"
        }
        return Self.forwardedDifference(ours)
    }

    private static func difference(_ ours: RequestTranscript.Request, _ theirs: NIORequest) -> String? {
        if ours.method != theirs.method { return "method \(ours.method), theirs \(theirs.method)" }
        if ours.target != theirs.canonicalTarget { return "target \(ours.target), theirs \(theirs.target)" }
        if ours.minorVersion != theirs.minorVersion { return "version \(ours.minorVersion)" }
        if ours.body != theirs.body { return "body of \(ours.body.count) bytes, theirs \(theirs.body.count)" }
        if !theirs.isComplete && !ours.isLastForLlhttp { return "theirs is not complete" }
        if ours.fields.count != theirs.fields.count {
            return "\(ours.fields.count) fields, theirs \(theirs.fields.count)"
        }
        for (field, (name, value)) in zip(ours.fields, theirs.fields) {
            if !Latin1.isSame(field.name, asUTF8: name) { return "name \(field.name), theirs \(name)" }
            if !Latin1.isSame(field.value, asUTF8: value) {
                return "value \(field.value.debugDescription), theirs \(value.debugDescription)"
            }
        }
        return nil
    }

    /// Writes the complete requests anew, as an upstream gets them, and lets llhttp read that.
    private static func forwardedDifference(_ ours: RequestTranscript) -> String? {
        let requests = ours.requests.filter(\.isComplete)
        var output = ByteBuffer()
        for request in requests { Self.forward(request, into: &output) }
        let (theirs, error) = NIORequest.read(Array(output.readableBytesView))
        if theirs.count != requests.count || error != nil {
            return "\(theirs.count) of \(requests.count) written requests read (\(error.map { "\($0)" } ?? "no error"))"
        }
        for (request, read) in zip(requests, theirs) {
            let hosts = read.fields.filter { $0.0.lowercased() == "host" }.map(\.1)
            let host = request.host.isEmpty ? "upstream" : request.host
            if read.method != request.method || read.target != request.target || hosts != [host] {
                return "\(request.method) \(request.target) \(host) written as \(read.method) \(read.target) \(hosts)"
            }
            if read.body != request.body || !read.isComplete {
                return "body of \(request.body.count) bytes written wrongly"
            }
        }
        return nil
    }

    private static func forward(_ request: RequestTranscript.Request, into output: inout ByteBuffer) {
        var decoder = RequestDecoder(limits: MessageLimits())
        var input = ByteBuffer(bytes: request.headBytes)
        guard decoder.decodeHead(&input) == .complete else { preconditionFailure("a head that was read before") }
        // A chunked body may get a length on its way, or the other way round.
        let framing: BodyFraming = request.body.count % 2 == 0 ? request.framing : Self.otherFraming(request)
        Latin1.bytes("upstream").withUnsafeBytes { host in
            RequestWriter.write(decoder.head, defaultHost: host, framing: framing, into: &output)
        }
        output.writeString("\r\n")
        if framing == .chunked {
            if !request.body.isEmpty {
                ChunkWriter.writeHeader(request.body.count, into: &output)
                output.writeBytes(request.body)
                ChunkWriter.writeDataEnd(into: &output)
            }
            ChunkWriter.writeLastChunk(into: &output)
        } else {
            output.writeBytes(request.body)
        }
    }

    private static func otherFraming(_ request: RequestTranscript.Request) -> BodyFraming {
        switch request.framing {
        case .chunked: .length(request.body.count)
        case .length: .chunked
        case .none, .untilClose: request.framing
        }
    }
}

extension RequestTranscript.Request {
    /// llhttp reads nothing after it: it gives the connection away for an Upgrade, and takes Proxy-Connection for Connection.
    fileprivate var isLastForLlhttp: Bool {
        self.fields.contains { field in
            let name = field.name.lowercased()
            return name == "upgrade" || (name == "proxy-connection" && field.value.lowercased().contains("close"))
        }
    }
}

extension HTTPMethod {
    fileprivate var isUnknown: Bool {
        if case .RAW = self { true } else { false }
    }
}
