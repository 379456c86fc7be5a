import Glibc

/// Walks the chain of the audit stream over the files, compressed ones too, and the spool.
package struct AuditVerifier {
    /// The same record again is looked for among so many.
    private static let recentLimit: UInt64 = 4096

    private let filePath: String
    private let spool: String
    private var summary = AuditSummary()
    private var head: AuditHead?
    private var recent: [UInt64: [UInt8]] = [:]
    /// Hashes in the spool, by sequence.
    private var spooled: [UInt64: [UInt8]] = [:]
    private var visit: (([UInt8]) -> Void)?

    /// - Parameters:
    ///   - filePath: The audit file; what was rotated lies beside it. It need not be there.
    ///   - spoolFolder: Of the audit stream.
    package init(filePath: String, spoolFolder: String) {
        self.filePath = filePath
        self.spool = spoolFolder
    }

    /// - Parameters:
    ///   - filePath: The audit file; it need not be there.
    ///   - spoolFolder: Of the audit stream.
    ///   - visit: Gets the line of each record that fits, in order, once.
    /// - Returns: What there is.
    /// - Throws: ``AuditFinding``: the first record that does not fit.
    package static func verify(
        filePath: String,
        spoolFolder: String,
        visit: (([UInt8]) -> Void)? = nil
    ) throws(AuditFinding) -> AuditSummary {
        var verifier = AuditVerifier(filePath: filePath, spoolFolder: spoolFolder)
        verifier.visit = visit
        return try verifier.run()
    }

    private mutating func run() throws(AuditFinding) -> AuditSummary {
        let segments = self.segments()
        for (_, lines) in segments { self.note(lines) }
        for path in self.files() {
            self.summary.files += 1
            try self.walkFile(path)
        }
        for (name, lines) in segments { try self.walkSegment(name, lines) }
        try self.compareHead()
        return self.summary
    }

    // MARK: What there is

    /// The files, the oldest first.
    private func files() -> [String] {
        let slash = self.filePath.utf8.lastIndex(of: 0x2F)
        let folder = slash.map { String(self.filePath[...$0]) } ?? "./"
        let name = slash.map { String(self.filePath[self.filePath.index(after: $0)...]) } ?? self.filePath
        var rotated: [RotatedName] = []
        for found in SpoolFolder(existing: folder).names.compactMap({
            RotatedName($0, stem: RotatedName.stem(of: name))
        }) {
            // Half-made beside the whole one.
            if found.isCompressed, rotated.contains(where: { $0.time == found.time && $0.number == found.number }) {
                continue
            }
            rotated.append(found)
        }
        let isThere = access(self.filePath, F_OK) == 0
        return rotated.sorted().map { folder + $0.text } + (isThere ? [self.filePath] : [])
    }

    /// The lines of each segment.
    private func segments() -> [(name: String, lines: [[UInt8]])] {
        let folder = SpoolFolder(existing: self.spool)
        return folder.names.filter { SpoolSegment.first(in: $0) != nil }.compactMap { name in
            guard let bytes = folder.read(name) else { return nil }
            let records = bytes.withUnsafeBytes { SegmentScan($0, from: SegmentHeader.byteCount).records }
            return (name, records.filter { !$0.isNote }.map { Array(bytes[$0.line]) })
        }
    }

    private mutating func note(_ lines: [[UInt8]]) {
        for line in lines {
            if let link = line.withUnsafeBytes({ AuditLink($0) }) { self.spooled[link.sequence] = link.hash }
        }
    }

    // MARK: Walking

    private mutating func walkFile(_ path: String) throws(AuditFinding) {
        guard let file = LineFile(path) else {
            throw AuditFinding(file: path, line: 0, expected: "a readable file", found: errorText(errno))
        }
        var number = 0
        var next = file.next()
        while let line = next {
            next = file.next()
            // The end of the current file may be in the making: the spool has the whole record.
            if !line.isWhole, next == nil, path == self.filePath { break }
            number += 1
            try self.take(line.bytes, path, number)
        }
        if file.isDamaged {
            throw AuditFinding(file: path, line: number + 1, expected: "a whole archive", found: "a damaged one")
        }
    }

    private mutating func walkSegment(_ name: String, _ lines: [[UInt8]]) throws(AuditFinding) {
        for (index, line) in lines.enumerated() {
            let link = line.withUnsafeBytes { AuditLink($0) }
            // Those that the files have too were compared with them.
            if let link, let head = self.head, link.sequence <= head.sequence { continue }
            try self.take(line, self.spool + "/" + name, index + 1)
        }
    }

    private mutating func take(_ line: [UInt8], _ path: String, _ number: Int) throws(AuditFinding) {
        guard let link = line.withUnsafeBytes({ AuditLink($0) }) else {
            throw self.finding(path, number, line, nil, "the members of the audit chain at its end", "none, or damaged")
        }
        guard line.withUnsafeBytes({ link.isIntact($0) }) else {
            let hash = SHA256.hash(line, count: link.hashedBytes)
            let found = "gateway.audit.hash \(AuditLink.hex(link.hash)); its bytes were changed"
            throw self.finding(path, number, line, link, "gateway.audit.hash \(AuditLink.hex(hash))", found)
        }
        if self.recent[link.sequence] == link.hash {
            self.summary.repeated += 1
            return
        }
        try self.join(link, line, path, number)
        if let other = self.spooled[link.sequence], other != link.hash {
            let expected = "gateway.audit.hash \(AuditLink.hex(other)), as the spool has it"
            throw self.finding(path, number, line, link, expected, AuditLink.hex(link.hash))
        }
        if self.head == nil { self.summary.first = link.sequence }
        self.head = AuditHead(sequence: link.sequence, hash: link.hash)
        self.summary.last = link.sequence
        self.summary.records += 1
        self.visit?(line)
        self.recent[link.sequence] = link.hash
        if link.sequence > Self.recentLimit { self.recent[link.sequence - Self.recentLimit] = nil }
    }

    private func join(_ link: AuditLink, _ line: [UInt8], _ path: String, _ number: Int) throws(AuditFinding) {
        // The first that is there: older files may have been moved away, but nothing comes before the very first.
        let head =
            self.head ?? (link.sequence == 1 ? .start : AuditHead(sequence: link.sequence - 1, hash: link.previousHash))
        if link.sequence != head.sequence + 1 {
            let expected = "gateway.audit.sequence \(head.sequence + 1)"
            throw self.finding(path, number, line, link, expected, "gateway.audit.sequence \(link.sequence)")
        }
        if link.previousHash != head.hash {
            let expected = "gateway.audit.prev_hash \(AuditLink.hex(head.hash))"
            throw self.finding(path, number, line, link, expected, AuditLink.hex(link.previousHash))
        }
    }

    private func finding(
        _ path: String,
        _ number: Int,
        _ line: [UInt8],
        _ link: AuditLink?,
        _ expected: String,
        _ found: String
    ) -> AuditFinding {
        let id = line.withUnsafeBytes { bytes in
            EventIDScan.find(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        return AuditFinding(
            file: path,
            line: number,
            sequence: link?.sequence,
            eventID: id,
            expected: expected,
            found: found
        )
    }

    /// The log notes the end of the chain after each record: without it the last ones could go unnoticed.
    private func compareHead() throws(AuditFinding) {
        let path = self.spool + "/head"
        guard let noted = AuditHead(payload: SlotFile.payload(at: path)) else { return }
        let last = self.head ?? .start
        if noted.sequence > last.sequence {
            let found = "gateway.audit.sequence \(last.sequence)"
            throw AuditFinding(
                file: path,
                line: 0,
                sequence: last.sequence + 1,
                expected: "records up to gateway.audit.sequence \(noted.sequence)",
                found: found
            )
        }
        if noted.sequence == last.sequence, noted.hash != last.hash {
            throw AuditFinding(
                file: path,
                line: 0,
                sequence: last.sequence,
                expected: "gateway.audit.hash \(AuditLink.hex(noted.hash)) at the end",
                found: AuditLink.hex(last.hash)
            )
        }
    }
}
