import Foundation
import LogPipeline
import TestKit
import Testing

@Suite struct SlotFileTests {
    @Test func theLastPayloadIsRead() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("slots")
        #expect(try SlotFile(path).payload == nil)
        for number in 1...9 as ClosedRange<UInt8> {
            let file = try SlotFile(path)
            #expect(file.update { _ in [number, number] } == 0)
            #expect(file.payload == [number, number])
        }
        #expect(try SlotFile(path).payload == [9, 9])
    }

    @Test func nilLeavesWhatThereIs() throws {
        let folder = try TemporaryFolder()
        let file = try SlotFile(folder.file("slots"))
        file.update { _ in [1] }
        file.update { before in
            #expect(before == [1])
            return nil
        }
        #expect(try SlotFile(folder.file("slots")).payload == [1])
    }

    /// A write that is torn anywhere leaves the payload before it.
    @Test func aTornWriteLeavesTheOneBefore() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("slots")
        let file = try SlotFile(path)
        file.update { _ in [1, 2, 3] }
        file.update { _ in [4, 5, 6] }
        let before = try folder.data("slots")
        file.update { _ in [7, 8, 9] }
        let after = try folder.data("slots")
        let changed = zip(before, after).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
        let first = try #require(changed.first)
        let last = try #require(changed.last)
        for cut in first...(last + 1) {
            try (after[..<cut] + before[cut...]).write(to: URL(filePath: path))
            let isWhole = cut > last
            #expect(try SlotFile(path).payload == (isWhole ? [7, 8, 9] : [4, 5, 6]), "cut at \(cut)")
        }
    }

    @Test func twoDamagedSlotsAreNone() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("slots")
        let file = try SlotFile(path)
        for number in 1...3 as ClosedRange<UInt8> { file.update { _ in [number] } }
        var bytes = try folder.data("slots")
        bytes[20] ^= 1
        bytes[4096 + 20] ^= 1
        try bytes.write(to: URL(filePath: path))
        #expect(try SlotFile(path).payload == nil)
        // And what is written then is read again.
        #expect(try SlotFile(path).update { _ in [42] } == 0)
        #expect(try SlotFile(path).payload == [42])
    }

    @Test func thePayloadMayBeAsLongAsTheLimit() throws {
        let folder = try TemporaryFolder()
        let file = try SlotFile(folder.file("slots"))
        let payload = [UInt8](repeating: 7, count: SlotFile.payloadLimit)
        #expect(file.update { _ in payload } == 0)
        #expect(try SlotFile(folder.file("slots")).payload == payload)
    }

    @Test func onePastTheLimitIsABug() async {
        await #expect(processExitsWith: .failure) {
            let folder = try TemporaryFolder()
            let file = try SlotFile(folder.file("slots"))
            file.update { _ in [UInt8](repeating: 7, count: SlotFile.payloadLimit + 1) }
        }
    }
}
