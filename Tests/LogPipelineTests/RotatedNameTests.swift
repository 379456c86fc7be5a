import LogPipeline
import Testing

@Suite struct RotatedNameTests {
    @Test func aNameIsReadAsItWasWritten() throws {
        let name = RotatedName(stem: "access", time: "20260301T120000Z", number: 12)
        #expect(name.text == "access-20260301T120000Z-12.jsonl")
        #expect(RotatedName(name.text, stem: "access") == name)
        let compressed = try #require(RotatedName("access-20260301T120000Z-12.jsonl.gz", stem: "access"))
        #expect(compressed.isCompressed)
        #expect(compressed.number == 12)
    }

    @Test(arguments: [
        "access.jsonl", "access-2026-1.jsonl", "app-20260301T120000Z-1.jsonl", "access-20260301T120000Z-1.json",
        "access-20260301T120000Z.jsonl", "access-20260301T120000Z-x.jsonl", "access-20260301T120000Z-0.jsonl",
        "access-20260301T120000Z-1-2.jsonl", "access-20260301X120000Z-1.jsonl", "access-old-20260301T120000Z-1.jsonl",
    ])
    func otherFilesAreNotOurs(name: String) {
        #expect(RotatedName(name, stem: "access") == nil)
    }

    @Test func theOrderIsThatOfTime() {
        let names = ["20260301T120000Z-2", "20260301T120000Z-10", "20260302T000000Z-1"].map { middle in
            RotatedName("a-\(middle).jsonl", stem: "a")!
        }
        #expect(names.shuffled().sorted() == names)
    }

    @Test(arguments: [("access.jsonl", "access"), ("access.log", "access.log"), (".jsonl", ".jsonl")])
    func theStemIsTheNameWithoutItsEnding(name: String, stem: String) {
        #expect(RotatedName.stem(of: name) == stem)
    }
}
