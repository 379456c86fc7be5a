import EngineCore
import Testing

/// What is written about a backup is read back whole, or not at all.
@Suite struct BackupManifestTests {
    private static let manifest = BackupManifest(
        kind: .sqlite,
        file: "watchgate-20260301T020000.000001Z.db",
        bytes: 4_096,
        sha256: String(repeating: "ab", count: 32),
        createdAt: 1_772_330_400_000_001,
        figures: BackupFigures(
            schemaVersion: 1,
            schemaPhase: 1,
            head: ChainHead(one: 1, batch: 7, lastTransfer: 8, lastEvent: 9, hash: [0, 255, 16]),
            sealedAt: 5,
            rows: ["orders": 3, "transfer": 8]
        )
    )

    @Test func aManifestIsReadAsItWasWritten() throws {
        let json = try #require(CanonicalJSON(text: Self.manifest.json.text))
        #expect(BackupManifest(json: json) == Self.manifest)
    }

    @Test func anotherFormatAndMissingMembersAreRefused() throws {
        guard case .object(let members) = Self.manifest.json else { throw CancellationError() }
        for key in members.keys {
            var fewer = members
            fewer[key] = nil
            #expect(BackupManifest(json: .object(fewer)) == nil, "\(key)")
        }
        for (key, value) in [
            ("format", CanonicalJSON.int(2)), ("kind", .string("mysql")), ("file", .string("../passwd")),
        ] {
            var changed = members
            changed[key] = value
            #expect(BackupManifest(json: .object(changed)) == nil, "\(key)")
        }
    }

    @Test func everyDifferenceIsNamed() {
        var other = Self.manifest.figures
        #expect(other.differences(from: Self.manifest.figures).isEmpty)
        other.head.lastEvent = 10
        other.rows["orders"] = nil
        other.rows["refund"] = 1
        #expect(
            other.differences(from: Self.manifest.figures) == [
                "last event: 10, the manifest says 9", "rows of orders: 0, the manifest says 3",
                "rows of refund: 1, the manifest says 0",
            ]
        )
    }

    @Test(arguments: ["0", "0g", "AB", "é"])
    func whatIsNoHexIsRefused(_ text: String) { #expect(HexText.bytes(text) == nil) }

    @Test func everyByteHasItsDigits() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(HexText.bytes(HexText.text(bytes)) == bytes)
        #expect(HexText.text([0, 10, 255]) == "000aff")
    }
}
