import Foundation
import Telemetry
import Testing

/// The names of a process in a file.
@Suite struct NameJournalTests {
    @Test func everyNameIsInTheFileBeforeItsIDIsKnown() throws {
        let file = TemporaryPath()
        let table = NameTable()
        _ = table.intern("before")
        table.keep(in: try #require(NameJournal(file.path)))
        var expected = ["", "_unmatched", "before"]
        #expect(try Self.names(file) == expected)
        for text in ["/v1/{id}", "", "ünïcödé", String(repeating: "x", count: 500), "a\nb"] {
            let label = table.intern(text)
            if !text.isEmpty { expected.append(table.text(label)) }
            #expect(try Self.names(file) == expected)
        }
        _ = table.intern("before")
        #expect(try Self.names(file) == expected)
        #expect(!table.isJournalFailing)
        let copy = NameTable(texts: try Self.names(file))
        #expect(copy.snapshot == table.snapshot)
    }

    /// A kill while a name is written, a flipped bit: the names before are good, none is made up.
    @Test func aDamagedEntryEndsTheList() throws {
        let file = TemporaryPath()
        let table = NameTable()
        table.keep(in: try #require(NameJournal(file.path)))
        for number in 0..<20 { _ = table.intern("/route/\(number)") }
        let bytes = Array(try Data(contentsOf: URL(filePath: file.path)))
        let names = table.snapshot
        for cut in bytes.indices {
            let read = NameJournal.names(in: Array(bytes[..<cut]))
            #expect(read == Array(names.prefix(read.count)) && read.count < names.count)
        }
        var found = 0
        for index in bytes.indices {
            var wrong = bytes
            wrong[index] ^= 0x10
            let read = NameJournal.names(in: wrong)
            if read != Array(names.prefix(read.count)) { found += 1 }
        }
        #expect(found == 0)
    }

    private static func names(_ file: TemporaryPath) throws -> [String] {
        NameJournal.names(in: Array(try Data(contentsOf: URL(filePath: file.path))))
    }
}
