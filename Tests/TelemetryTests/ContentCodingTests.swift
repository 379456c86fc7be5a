import Telemetry
import Testing

/// When a scrape's answer is compressed.
@Suite struct ContentCodingTests {
    @Test(arguments: [
        "gzip", "GZIP", "x-gzip", "*", "gzip, deflate, br", "deflate, gzip;q=0.001", "identity;q=0.5, gzip;q=0.5",
        " gzip ; q=1.0 ", "br;q=1.0, gzip;q=0.8, *;q=0.1", ",gzip,", "identity;q=0, *;q=0.1",
    ])
    func gzipIsTaken(_ field: String) { #expect(ContentCoding.negotiate(acceptEncoding: field) == .gzip) }

    @Test(arguments: [
        nil, "", "identity", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "identity, gzip;q=0.9",
        "gzip;q=2", "gzip;q=", "gzip;level=9", "gzip q=1", "gzip;q=0.1234", "gzip,@", "\"gzip\"",
    ])
    func otherwiseTheBodyIsPlain(_ field: String?) {
        #expect(ContentCoding.negotiate(acceptEncoding: field) == .identity)
    }
}
