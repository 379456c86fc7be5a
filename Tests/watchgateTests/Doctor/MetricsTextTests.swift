import Testing
import watchgate

@Suite struct MetricsTextTests {
    @Test func samplesAreRead() throws {
        let text = try MetricsText(
            """
            # HELP a Something.
            # TYPE a counter
            a_total{x="1",y="q\\"b\\\\c\\nd,}"} 3
            a_total{x="2"} 4.5

            b 1e3
            c{} +Inf

            """
        )
        #expect(text.sum("a_total") == 7.5)
        #expect(text.sum("a_total", ["x": "2"]) == 4.5)
        #expect(text.all("a_total", ["x": "1"]).first?.labels["y"] == "q\"b\\c\nd,}")
        #expect(text.sum("b") == 1000)
        #expect(text.sum("c") == .infinity)
        #expect(text.sum("d") == nil)
        #expect(text.sum("a_total", ["x": "3"]) == nil)
    }

    @Test(arguments: [
        "a", "a ", "a  1", "a 1 2", "a{x=1} 1", "a{x=\"1\" 1", "a{x=\"1\"}1", "a{x=\"\\q\"} 1", "a{x=\"1\",x=\"2\"} 1",
        "{x=\"1\"} 1", "a nan", "a inf", "<html>", "é 1",
    ])
    func otherLinesAreRefused(line: String) {
        #expect(throws: MetricsText.Malformed(line: 2)) { try MetricsText("ok 1\n\(line)\n") }
    }

    @Test func aScrapeThatWasCutIsRefused() {
        #expect(throws: MetricsText.Malformed(line: 2)) { try MetricsText("a 1\nb 2") }
    }

    @Test func onlyWholeAnswersAreTaken() throws {
        let read = { (text: String) in HTTPAnswer(Array(text.utf8)) }
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")?.text == "hi")
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh") == nil)
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhid") == nil)
        let chunked = "HTTP/1.1 503 X\r\ntransfer-encoding: chunked\r\n\r\n"
        #expect(read(chunked + "2\r\nhi\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n")?.text == "hi0123456789")
        #expect(read(chunked + "2\r\nhi\r\n0\r\n\r\n")?.status == 503)
        #expect(read(chunked + "2\r\nhi\r\n") == nil)
        #expect(read(chunked + "9\r\nhi\r\n0\r\n\r\n") == nil)
        #expect(read(chunked + "7FFFFFFFFFFFFFFF\r\nhi\r\n0\r\n\r\n") == nil)
        #expect(read("HTTP/1.0 200 OK\r\n\r\nto the end")?.text == "to the end")
        #expect(read("SSH-2.0-x\r\n\r\n") == nil)
        #expect(read("") == nil)
    }
}
