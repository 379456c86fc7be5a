import GatewayCore
import NIOHTTP1
import Testing

/// What our decoder accepts of an upstream, llhttp must read in the same way: status, fields, body and its end.
@Suite struct ResponseFuzzTests {
    @Test func llhttpReadsTheSame() {
        let settings = FuzzSettings.fromEnvironment()
        print("response fuzzing: WATCHGATE_FUZZ_SEED=\(settings.seed) WATCHGATE_FUZZ_COUNT=\(settings.count)")
        var accepted = 0
        for number in 0..<settings.count {
            var random = settings.random(number)
            var input = ResponseGenerator.response(&random)
            if random.oneIn(2) { ByteMutator.mutate(&input, &random) }
            let isHead = random.oneIn(6)
            let method: Method = isHead ? .head : .get
            let ours = ResponseTranscript.read([input[...]], to: method, closes: true)
            let place = random.below(input.count + 1)
            let cut = ResponseTranscript.read([input[..<place], input[place...]], to: method, closes: true)
            var difference = cut == ours ? nil : "cut at \(place): \(cut), whole: \(ours)"
            if difference == nil, let response = ours.response, ours.isComplete {
                accepted += 1
                let theirs = NIOResponse.read(input, to: isHead ? .HEAD : .GET)
                // To llhttp the connection is over after an interim response that closes it: we only do not use it again.
                let endsEarly = theirs.response == nil && !ours.interim.isEmpty && !ours.isReusable
                difference = endsEarly ? nil : Self.difference(response, theirs)
            }
            if let difference {
                Issue.record(
                    "seed \(settings.seed), case \(number): \(difference)\n\(Latin1.text(input).debugDescription)"
                )
                break
            }
        }
        print("accepted \(accepted) responses")
        #expect(accepted > settings.count / 4)
    }

    private static func difference(
        _ ours: ResponseTranscript.Response,
        _ read: (response: NIOResponse?, error: (any Error)?)
    ) -> String? {
        guard let theirs = read.response else { return "no response (\(read.error.map { "\($0)" } ?? "no error"))" }
        if ours.status != theirs.status { return "status \(ours.status), theirs \(theirs.status)" }
        if ours.minorVersion != theirs.minorVersion { return "version \(ours.minorVersion)" }
        if ours.body != theirs.body { return "body of \(ours.body.count) bytes, theirs \(theirs.body.count)" }
        if !theirs.isComplete { return "theirs is not complete (\(read.error.map { "\($0)" } ?? "no error"))" }
        if ours.fields.count != theirs.fields.count {
            return "\(ours.fields.count) fields, theirs \(theirs.fields.count)"
        }
        for (field, (name, value)) in zip(ours.fields, theirs.fields) {
            let isSame = Latin1.isSame(field.name, asUTF8: name) && Latin1.isSame(field.value, asUTF8: value)
            if !isSame { return "\(field), theirs \(name): \(value)" }
        }
        return nil
    }
}
