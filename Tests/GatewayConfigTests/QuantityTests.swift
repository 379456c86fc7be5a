import GatewayConfig
import Testing

@Suite struct QuantityTests {
    @Test(arguments: [
        ("250ms", 250), ("5s", 5_000), ("2m", 120_000), ("1h", 3_600_000), ("30d", 2_592_000_000), ("0s", 0),
        ("0ms", 0),
    ])
    func durationsAreRead(text: String, milliseconds: Int) {
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(arguments: [
        "", "5", "s", "5 s", "05s", "5S", "1.5h", "-1s", "+1s", "1_0s", "5sec", "1h30m", "٣s", "1us",
        "1000000000000000s",
    ])
    func otherTextsAreNotDurations(text: String) { #expect(DurationText.milliseconds(text) == nil) }

    @Test(arguments: [
        (0, "0s"), (1_500, "1500ms"), (120_000, "2m"), (90_000, "90s"), (86_400_000, "1d"), (3_600_000, "1h"),
    ])
    func durationsAreWrittenWithTheLargestUnit(milliseconds: Int, text: String) {
        #expect(DurationText.text(milliseconds) == text)
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(arguments: [
        ("32KiB", 32_768), ("1MiB", 1_048_576), ("0B", 0), ("7B", 7), ("2GiB", 2 << 30), ("1TiB", 1 << 40),
    ])
    func sizesAreRead(text: String, bytes: Int) {
        #expect(SizeText.bytes(text) == bytes)
        #expect(SizeText.bytes(SizeText.text(bytes)) == bytes)
    }

    @Test(arguments: ["", "32", "32KB", "32k", "32 KiB", "32kib", "1.5MiB", "-1B", "032KiB", "KiB"])
    func otherTextsAreNotSizes(text: String) { #expect(SizeText.bytes(text) == nil) }

    @Test(arguments: [("20%", 0.2), ("100%", 1), ("0%", 0), ("99.9%", 0.999), ("12.5%", 0.125), ("0.0001%", 0.000001)])
    func percentagesAreRead(text: String, share: Double) {
        let read = PercentageText.share(text)
        #expect(read.map { abs($0 - share) < 1e-12 } == true)
        #expect(PercentageText.text(share) == text)
    }

    @Test(arguments: ["", "20", "0.2", "20 %", "%", ".5%", "5.%", "1.23456%", "-1%", "1e1%", "1000%", "01%", "1.2.3%"])
    func otherTextsAreNotPercentages(text: String) { #expect(PercentageText.share(text) == nil) }
}
