import Testing
import loadtest

@Suite struct ObjectiveParserTests {
    @Test(
        arguments: [
            ("p99(response) < 250ms", .quantile(.p99, .response), .less, 250e6),
            ("p99.9( service )<=1s", .quantile(.p999, .service), .lessOrEqual, 1e9),
            ("p99.99(ttfb) < 80us", .quantile(.p9999, .ttfb), .less, 80e3),
            ("max(lateness) < 1.5ms", .quantile(.max, .lateness), .less, 1.5e6),
            ("mean(wait) == 0s", .quantile(.mean, .wait), .equal, 0),
            ("p50(connect) > 1us", .quantile(.p50, .connect), .greater, 1e3),
            ("p95 < 10 ms", .quantile(.p95, .response), .less, 10e6),
            ("rate >= 900/s", .rate, .greaterOrEqual, 900),
            ("error_rate < 0.1%", .errorRate, .less, 0.001),
            ("error_rate() == 0%", .errorRate, .equal, 0),
            ("count >= 1000", .count, .greaterOrEqual, 1_000),
        ] as [(String, Objective.Quantity, Comparison, Double)]
    )
    func objectivesAreRead(text: String, quantity: Objective.Quantity, comparison: Comparison, limit: Double) throws {
        let objective = try ObjectiveParser.parse(text)
        #expect(objective.quantity == quantity)
        #expect(objective.comparison == comparison)
        #expect(abs(objective.limit - limit) < 1e-9)
        #expect(try ObjectiveParser.parse(objective.text) == objective)
    }

    @Test(arguments: [
        ("p99(response)", "write QUANTITY OP VALUE"), ("< 5ms", "write QUANTITY OP VALUE"), ("p99 <", "write QUANTITY"),
        ("p98(response) < 5ms", "not a quantity"), ("p99(respons) < 5ms", "not a latency"),
        ("p99(response < 5ms", "not closed"), ("p99(tls) < 5ms", "not measured"), ("p99(response) < 5", "needs a unit"),
        ("p99(response) < 5%", "needs a unit"), ("p99(response) < 5m", "needs a unit"), ("rate > 5", "per second"),
        ("error_rate < 0.1", "per cent"), ("count > 5ms", "no unit"), ("count > many", "not a number"),
        ("p99(response, step=pay) < 5ms", "filters need a scenario"),
        ("rate(step=pay) >= 75/s", "filters need a scenario"),
        ("server:rate(process_cpu_seconds_total) < 1.6", "not supported"), ("checks == 100%", "not supported"),
        ("hit_ratio > 50%", "not supported"), ("regression(p99(response)) < 5%", "not supported"),
    ])
    func everythingElseSaysWhatToWrite(text: String, part: String) {
        let error = #expect(throws: ObjectiveParser.ParseError.self) { try ObjectiveParser.parse(text) }
        #expect(error?.text.contains(part) == true, "\(error?.text ?? "no error")")
    }

    @Test func defaultsStandBesideWhatIsGiven() throws {
        let open = LoadModel.open(rate: try #require(Rate("1000/s")))
        #expect(Objective.defaults(for: open, beside: []).map(\.text) == ["error_rate < 1%", "rate >= 950/s"])
        #expect(Objective.defaults(for: .closed(users: 1), beside: []).map(\.text) == ["error_rate < 1%"])
        let given = [try ObjectiveParser.parse("rate > 1/s"), try ObjectiveParser.parse("error_rate < 5%")]
        #expect(Objective.defaults(for: open, beside: given).isEmpty)
        for objective in Objective.defaults(for: open, beside: []) {
            #expect(try ObjectiveParser.parse(objective.text) == objective)
        }
    }
}
