import NIOCore
import Testing
import loadtest

@Suite struct QuantityTests {
    @Test(arguments: [
        ("250ms", TimeAmount.milliseconds(250)), ("5s", .seconds(5)), ("2m", .minutes(2)), ("1h", .hours(1)),
        ("30d", .hours(720)), ("1.5s", .milliseconds(1_500)), ("80us", .microseconds(80)), ("0s", .zero),
    ])
    func durationsHaveUnits(text: String, expected: TimeAmount) {
        #expect(DurationText.parse(text) == expected)
    }

    @Test(arguments: ["", "5", "s", "-5s", "5 sec", "1e3s", "5s5", ".5s", "5.s", "1001d", "١s"])
    func otherTextsAreNoDurations(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(arguments: ["250ms", "5s", "2m", "1h", "1500ms", "80us", "7ns", "0s"])
    func aDurationIsWrittenAsItIsRead(text: String) throws {
        #expect(DurationText.text(try #require(DurationText.parse(text))) == text)
    }

    @Test(arguments: [("2000/s", 2_000.0), ("90/m", 1.5), ("1/h", 1.0 / 3_600), ("0.5/s", 0.5), ("100 /s", 100)])
    func ratesHaveAPeriod(text: String, perSecond: Double) {
        #expect(Rate(text)?.perSecond == perSecond)
    }

    @Test(arguments: ["2000", "0/s", "-1/s", "/s", "5/d", "10000001/s", "nan/s", "5 per s"])
    func otherTextsAreNoRates(text: String) {
        #expect(Rate(text) == nil)
    }

    @Test(arguments: [
        (0.0, 0, "0"), (1.005, 1, "1.0"), (12.345, 2, "12.35"), (0.05, 2, "0.05"), (-0.001, 2, "0.00"),
        (-2.5, 1, "-2.5"),
        (999.999, 2, "1000.00"),
    ])
    func numbersAreWrittenWithFixedDecimals(value: Double, decimals: Int, text: String) {
        #expect(NumberText.fixed(value, decimals) == text)
    }

    @Test(arguments: [
        (0.0, "0.0 us"), (90_000.0, "90.0 us"), (123_456.0, "123 us"), (1_234_567.0, "1.23 ms"), (250e6, "250 ms"),
        (2e9, "2.00 s"),
    ])
    func durationsAreWrittenInAFittingUnit(nanoseconds: Double, text: String) {
        #expect(NumberText.duration(nanoseconds: nanoseconds) == text)
    }
}
