import Telemetry
import Testing

@Suite struct NameTableTests {
    @Test func anIDIsGivenOnceAndKeepsItsText() {
        let names = NameTable()
        let first = names.intern("/a")
        #expect(names.intern("/b") != first && names.intern("/a") == first)
        #expect(names.text(first) == "/a")
        #expect(names.snapshot == ["", "_unmatched", "/a", "/b"])
    }

    @Test func theFixedNamesAreThereFromTheStart() {
        let names = NameTable()
        #expect(names.intern("") == NameTable.none && names.intern("_unmatched") == NameTable.unmatched)
        #expect(names.text(NameTable.none) == "" && names.text(NameTable.unmatched) == "_unmatched")
    }

    @Test func anUnknownIDHasNoText() { #expect(NameTable().text(ConfiguredLabel(id: 99)) == "") }

    @Test(arguments: [
        (String(repeating: "a", count: 128), 128), (String(repeating: "a", count: 129), 128),
        (String(repeating: "é", count: 65), 128), (String(repeating: "订", count: 50), 126),
        (String(repeating: "📦", count: 33), 128), ("a" + String(repeating: "\u{301}", count: 500), 127),
    ])
    func aLongTextIsCutBetweenScalars(_ text: String, _ byteCount: Int) {
        let names = NameTable()
        let kept = names.text(names.intern(text))
        #expect(kept.utf8.count == byteCount && text.utf8.starts(with: kept.utf8))
    }
}
