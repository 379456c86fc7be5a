import LogPipeline
import TestKit
import Testing

@Suite struct CRC32CTests {
    /// RFC 3720 appendix B.4.
    @Test(
        arguments: [
            ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
            (Array(0..<32), 0x46DD_794E),
            (Array((0..<32).reversed()), 0x113F_DB5C),
            (Self.readCommand, 0xD996_3A56),
            (Array("123456789".utf8), 0xE306_9283),
            ([], 0),
        ] as [([UInt8], UInt32)]
    )
    func itIsTheSumOfTheStandard(bytes: [UInt8], sum: UInt32) {
        #expect(bytes.withUnsafeBytes { CRC32C.checksum($0) } == sum)
    }

    /// An iSCSI SCSI Read (10) command.
    private static let readCommand: [UInt8] = [
        0x01, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x14, 0, 0, 0,
        0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
    ]

    @Test func piecesSumUpToTheWhole() {
        var generator = SeededGenerator(seed: 3720)
        let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let whole = bytes.withUnsafeBytes { CRC32C.checksum($0) }
        for cut in 0...bytes.count {
            let front = bytes[..<cut].withUnsafeBytes { CRC32C.checksum($0) }
            #expect(bytes[cut...].withUnsafeBytes { CRC32C.checksum($0, after: front) } == whole, "cut at \(cut)")
        }
    }
}
