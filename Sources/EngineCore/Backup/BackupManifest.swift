/// What lies beside the data of a backup and says what must come out of it.
package struct BackupManifest: Sendable, Hashable {
    /// The layout of the manifest.
    package static let format: Int64 = 1

    package enum Kind: String, Sendable { case sqlite, postgresql }

    package var kind: Kind
    /// Name of the data's file, in the manifest's folder.
    package var file: String
    package var bytes: Int64
    /// 64 hex digits.
    package var sha256: String
    /// When the backup was begun, microseconds.
    package var createdAt: Int64
    package var figures: BackupFigures

    package init(
        kind: Kind,
        file: String,
        bytes: Int64,
        sha256: String,
        createdAt: Int64,
        figures: BackupFigures
    ) {
        self.kind = kind
        self.file = file
        self.bytes = bytes
        self.sha256 = sha256
        self.createdAt = createdAt
        self.figures = figures
    }

    /// The manifest's text.
    package var json: CanonicalJSON {
        .object([
            "bytes": .int(self.bytes), "created_at": .int(self.createdAt), "figures": self.figures.json,
            "file": .string(self.file), "format": .int(Self.format), "kind": .string(self.kind.rawValue),
            "sha256": .string(self.sha256),
        ])
    }

    /// Reads a manifest; nil for what is none, or one of another format.
    package init?(json: CanonicalJSON) {
        guard json["format"]?.int == Self.format, let kind = json["kind"]?.string.flatMap({ Kind(rawValue: $0) }),
            let file = json["file"]?.string, !file.isEmpty, !file.contains("/"), let bytes = json["bytes"]?.int,
            let sha256 = json["sha256"]?.string, let createdAt = json["created_at"]?.int,
            let figures = json["figures"].flatMap({ BackupFigures(json: $0) })
        else { return nil }
        self.init(kind: kind, file: file, bytes: bytes, sha256: sha256, createdAt: createdAt, figures: figures)
    }
}
