import Foundation
import LogPipeline
import Testing

/// One changed byte, one record too few or too many: found and named.
@Suite(.timeLimit(.minutes(15))) struct AuditVerifierTests {
    private static func chain(_ count: Int) async throws -> (TemporaryFolder, [String]) {
        let folder = try TemporaryFolder()
        try await AuditRig.run(folder, count)
        return (folder, try AuditRig.lines(folder))
    }

    private static func finding(_ folder: TemporaryFolder) throws -> AuditFinding {
        try #require(throws: AuditFinding.self) { try AuditRig.verify(folder) }
    }

    @Test func everyChangedByteIsFound() async throws {
        let (folder, lines) = try await Self.chain(3)
        let bytes = Array(lines[1].utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] = changed[place] == 0x31 ? 0x32 : 0x31
            try AuditRig.write([lines[0], String(decoding: changed, as: UTF8.self), lines[2]], folder)
            let finding = try Self.finding(folder)
            #expect(finding.line == 2 && finding.file == folder.file("audit.jsonl"), "byte \(place)")
            if finding.sequence == 2 { #expect(finding.expected != finding.found) }
        }
        try AuditRig.write(lines, folder)
        #expect(try AuditRig.verify(folder).records == 3)
    }

    @Test func theFindingNamesTheRecord() async throws {
        let (folder, lines) = try await Self.chain(5)
        var changed = lines
        changed[2] = changed[2].replacing("done test.2", with: "done test.9")
        try AuditRig.write(changed, folder)
        let finding = try Self.finding(folder)
        #expect(finding.line == 3 && finding.sequence == 3)
        #expect(finding.eventID?.count == 26)
        #expect(changed[2].contains(finding.eventID ?? "none"))
        #expect(finding.found.contains("its bytes were changed"))
    }

    @Test func aRemovedASwappedAndAnInsertedRecordAreFound() async throws {
        let (folder, lines) = try await Self.chain(6)
        let forged = lines[2].replacing("done test.2", with: "done test.9")
        let other = try await Self.chain(4).1
        let cases: [(name: String, lines: [String], line: Int)] = [
            ("removed", [0, 1, 3, 4, 5].map { lines[$0] }, 3),
            ("swapped", [0, 1, 3, 2, 4, 5].map { lines[$0] }, 3),
            ("inserted", Array(lines[..<3]) + [forged] + Array(lines[3...]), 4),
            ("of another chain", Array(lines[..<3]) + [other[3]] + Array(lines[4...]), 4),
            ("no record", Array(lines[..<3]) + ["{}"] + Array(lines[3...]), 4),
            ("the whole chain is another", other, 1),
        ]
        for (name, lines, line) in cases {
            try AuditRig.write(lines, folder)
            let finding = try Self.finding(folder)
            #expect(finding.line == line, "\(name): \(finding)")
        }
    }

    /// Without the spool, the noted end of the chain says that there was more.
    @Test func aRemovedEndIsFound() async throws {
        let (folder, lines) = try await Self.chain(6)
        let spool = folder.file("spool/audit")
        for name in try FileManager.default.contentsOfDirectory(atPath: spool) where name.hasSuffix(".seg") {
            unlink(spool + "/" + name)
        }
        #expect(try AuditRig.verify(folder).records == 6)
        try AuditRig.write(Array(lines[..<5]), folder)
        let finding = try Self.finding(folder)
        #expect(finding.sequence == 6 && finding.file == spool + "/head")
    }

    @Test func theSpoolHasWhatTheFileLacks() async throws {
        let (folder, lines) = try await Self.chain(6)
        try AuditRig.write(Array(lines[..<4]), folder)
        #expect(try AuditRig.verify(folder).records == 6)
        unlink(folder.file("audit.jsonl"))
        #expect(try AuditRig.verify(folder) == AuditSummary(files: 0, records: 6, first: 1, last: 6, repeated: 0))
    }

    /// Only the end of the current file may be half a line; the spool alone would make a shorter chain of the rest.
    @Test func garbageInPlaceOfTheFileIsFound() async throws {
        let (folder, lines) = try await Self.chain(3)
        for (garbage, line) in [("\0\n\0\n", 1), (lines[0] + "\n\0" + lines[1] + "\n" + lines[2] + "\n", 2)] {
            try Data(garbage.utf8).write(to: URL(filePath: folder.file("audit.jsonl")))
            #expect(try Self.finding(folder).line == line)
        }
        try Data((lines[0] + "\n" + lines[1].prefix(100)).utf8).write(to: URL(filePath: folder.file("audit.jsonl")))
        #expect(try AuditRig.verify(folder).records == 3)
    }

    @Test func repeatsAreKnown() async throws {
        let (folder, lines) = try await Self.chain(4)
        try AuditRig.write(Array(lines[..<3]) + Array(lines[1...]), folder)
        #expect(try AuditRig.verify(folder) == AuditSummary(files: 1, records: 4, first: 1, last: 4, repeated: 2))
    }

    @Test func archivesAreRead() async throws {
        let folder = try TemporaryFolder()
        for _ in 0..<3 { try await AuditRig.run(folder, 40) { $0.rotateBytes = 20_000 } }
        #expect(eventually { folder.names.contains { $0.hasPrefix("audit-") && $0.hasSuffix(".gz") } })
        let summary = try AuditRig.verify(folder)
        #expect(summary.records == 120 && summary.files > 3)
        // Older ones may have been moved away.
        let oldest = try #require(folder.names.compactMap { RotatedName($0, stem: "audit") }.min())
        unlink(folder.file(oldest.text))
        let rest = try AuditRig.verify(folder)
        #expect(rest.first > 1 && rest.last == 120 && rest.records == 121 - rest.first)
        // One in the middle may not.
        let middle = folder.names.compactMap { RotatedName($0, stem: "audit") }.sorted()[1]
        unlink(folder.file(middle.text))
        #expect(throws: AuditFinding.self) { try AuditRig.verify(folder) }
    }

    @Test func nothingIsAChainToo() throws {
        let folder = try TemporaryFolder()
        #expect(try AuditRig.verify(folder) == AuditSummary())
    }
}
