import LogPipeline
import Testing

/// One response from bytes in pieces.
@Suite struct OutboundResponseDecoderTests {
    private static let limit = 64

    /// What a decoder makes of bytes given in pieces, and how many it took.
    private func decode(
        _ pieces: [ArraySlice<UInt8>],
        ends: Bool = false
    ) -> (Result<OutboundResponse?, OutboundError>, Int, Bool) {
        var decoder = OutboundResponseDecoder(bodyLimit: Self.limit)
        var taken = 0
        do throws(OutboundError) {
            for piece in pieces {
                let bytes = Array(piece)
                var failure: OutboundError?
                bytes.withUnsafeBytes { bytes in
                    do throws(OutboundError) { taken += try decoder.read(bytes) } catch { failure = error }
                }
                if let failure { throw failure }
            }
        } catch {
            return (.failure(error), taken, false)
        }
        let isWhole = ends ? decoder.end() : decoder.isComplete
        let keeps = decoder.keepsConnection
        return (.success(isWhole ? decoder.finish() : nil), taken, keeps)
    }

    private static let whole: [(String, Int, String, Bool)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "", true),
        (
            "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=1\r\n, you all!\r\n0\r\n\r\n", 200,
            "hello, you all!", true
        ),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n", 200, "", true),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 413 Too Large\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
            413,
            "x", false
        ),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204, "", true),
        ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false),
        ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true),
        ("HTTP/1.1 200\r\nContent-Length:2 \r\nA: b\tc\r\n\r\nok", 200, "ok", true),
    ]

    @Test(arguments: Self.whole)
    func aResponseIsReadHoweverItIsCut(text: String, status: Int, body: String, keeps: Bool) throws {
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            let (result, taken, keepsConnection) = self.decode([bytes[..<cut], bytes[cut...]])
            let response = try #require(try result.get(), "cut at \(cut)")
            #expect(response.status == status && response.body == Array(body.utf8), "cut at \(cut)")
            #expect(taken == bytes.count && keepsConnection == keeps, "cut at \(cut)")
        }
        let (single, _, _) = self.decode(bytes.indices.map { bytes[$0...$0] })
        #expect(try single.get()?.body == Array(body.utf8))
        for count in 0..<bytes.count {
            let (result, _, _) = self.decode([bytes[..<count]], ends: true)
            #expect(try result.get() == nil, "whole after \(count) bytes")
        }
    }

    @Test func aBodyWithoutLengthEndsWithTheConnection() throws {
        let bytes = Array("HTTP/1.1 200 OK\r\n\r\nto the end".utf8)
        let (result, _, keeps) = self.decode([bytes[...]], ends: true)
        #expect(try result.get()?.body == Array("to the end".utf8))
        #expect(!keeps)
    }

    @Test func whatFollowsIsLeft() throws {
        let bytes = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1".utf8)
        let (result, taken, _) = self.decode([bytes[...]])
        #expect(try result.get()?.body == Array("ok".utf8))
        #expect(taken == bytes.count - 8)
    }

    @Test(arguments: [
        "HTTP/2 200 OK\r\n", "HTTP/1.1 20x OK\r\n", "HTTP/1.1 200OK\r\n", "HTTP/1.1 099 Low\r\n", "HTTP/1.1 200 OK\n",
        "SSH-2.0-OpenSSH\r\n", "\r\n", "HTTP/1.1 200 OK\r\nNo colon\r\n", "HTTP/1.1 200 OK\r\n: x\r\n",
        "HTTP/1.1 200 OK\r\nA b: x\r\n", "HTTP/1.1 200 OK\r\nA: x\r\n folded\r\n", "HTTP/1.1 200 OK\r\nA: \u{1}\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1234567890123456789\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
    ])
    func whatIsNoResponseIsRefused(text: String) {
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            let (result, _, _) = self.decode([bytes[..<cut], bytes[cut...]])
            #expect(self.code(result) == .protocolError, "\(text.debugDescription) cut at \(cut)")
        }
    }

    private func code(_ result: Result<OutboundResponse?, OutboundError>) -> OutboundError.Code? {
        if case .failure(let error) = result { error.code } else { nil }
    }

    @Test(arguments: ["Content-Length: #\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n%\r\n", "\r\n"])
    func aBodyHasALimit(framing: String) throws {
        for (count, isAccepted) in [(Self.limit, true), (Self.limit + 1, false)] {
            let head = framing.replacing("#", with: String(count)).replacing("%", with: String(count, radix: 16))
            let end = framing.contains("chunked") ? "\r\n0\r\n\r\n" : ""
            let text = "HTTP/1.1 200 OK\r\n" + head + String(repeating: "x", count: count) + end
            let (result, _, _) = self.decode([Array(text.utf8)[...]], ends: true)
            if isAccepted {
                #expect(try result.get()?.body.count == count)
            } else {
                #expect(self.code(result) == .tooLarge)
            }
        }
    }

    @Test func aHeadHasALimit() throws {
        let start = "HTTP/1.1 204 No Content\r\nA: "
        for (extra, isAccepted) in [(0, true), (1, false)] {
            let filler = OutboundResponseDecoder.headLimit - start.utf8.count - 4 + extra
            let (result, _, _) = self.decode([
                Array((start + String(repeating: "x", count: filler) + "\r\n\r\n").utf8)[...]
            ])
            if isAccepted { #expect(try result.get() != nil) } else { #expect(self.code(result) == .tooLarge) }
        }
        let endless = Array(String(repeating: "x", count: OutboundResponseDecoder.headLimit + 1).utf8)
        #expect(self.code(self.decode([endless[...]]).0) == .tooLarge)
    }

    @Test func interimResponsesHaveALimit() throws {
        let interim = "HTTP/1.1 103 Early Hints\r\n\r\n"
        let end = "HTTP/1.1 204 No Content\r\n\r\n"
        let most = Array((String(repeating: interim, count: 16) + end).utf8)
        #expect(try self.decode([most[...]]).0.get()?.status == 204)
        let more = Array((String(repeating: interim, count: 17) + end).utf8)
        #expect(self.code(self.decode([more[...]]).0) == .protocolError)
    }

    @Test func fieldsAreFoundByName() throws {
        let bytes = Array("HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nretry-after: 8\r\nContent-Length: 0\r\n\r\n".utf8)
        let response = try #require(try self.decode([bytes[...]]).0.get())
        #expect(response["retry-after"] == "7")
        #expect(response["date"] == nil)
    }
}
