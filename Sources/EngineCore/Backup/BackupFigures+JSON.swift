extension BackupFigures {
    package var json: CanonicalJSON {
        .object([
            "head": .object([
                "batch": .int(self.head.batch), "hash": .string(HexText.text(self.head.hash)),
                "last_event": .int(self.head.lastEvent), "last_transfer": .int(self.head.lastTransfer),
            ]), "rows": .object(self.rows.mapValues { .int($0) }),
            "schema": .object([
                "phase": .int(Int64(self.schemaPhase)), "version": .int(Int64(self.schemaVersion)),
            ]), "sealed_at": .int(self.sealedAt),
        ])
    }

    package init?(json: CanonicalJSON) {
        guard let head = json["head"], let batch = head["batch"]?.int, let transfer = head["last_transfer"]?.int,
            let event = head["last_event"]?.int, let hash = head["hash"]?.string.flatMap({ HexText.bytes($0) }),
            let version = json["schema"]?["version"]?.int.flatMap({ Int32(exactly: $0) }),
            let phase = json["schema"]?["phase"]?.int.flatMap({ Int16(exactly: $0) }),
            let sealedAt = json["sealed_at"]?.int, let rows = json["rows"]?.object
        else { return nil }
        self.init(
            schemaVersion: version,
            schemaPhase: phase,
            head: ChainHead(
                one: ChainHead.start.one,
                batch: batch,
                lastTransfer: transfer,
                lastEvent: event,
                hash: hash
            ),
            sealedAt: sealedAt,
            rows: rows.compactMapValues(\.int)
        )
    }

    /// What is not as it should be, one sentence each.
    ///
    /// - Parameter expected: What the manifest says.
    /// - Returns: None if all is equal.
    package func differences(from expected: BackupFigures) -> [String] {
        var found: [String] = []
        func compare<Value: Equatable>(_ what: String, _ value: Value, _ wanted: Value) {
            if value != wanted { found.append("\(what): \(value), the manifest says \(wanted)") }
        }
        compare("schema version", self.schemaVersion, expected.schemaVersion)
        compare("schema phase", self.schemaPhase, expected.schemaPhase)
        compare("last batch", self.head.batch, expected.head.batch)
        compare("last transfer", self.head.lastTransfer, expected.head.lastTransfer)
        compare("last event", self.head.lastEvent, expected.head.lastEvent)
        compare("chain head", HexText.text(self.head.hash), HexText.text(expected.head.hash))
        for table in Set(self.rows.keys).union(expected.rows.keys).sorted() {
            compare("rows of \(table)", self.rows[table] ?? 0, expected.rows[table] ?? 0)
        }
        return found
    }
}
