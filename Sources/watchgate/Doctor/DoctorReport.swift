package import GatewayConfig

/// All findings of one run.
package struct DoctorReport: Sendable {
    package var findings: [Finding]

    package init(_ findings: [Finding]) {
        let order = CheckID.allCases
        self.findings = findings.sorted { left, right in
            (order.firstIndex(of: left.id) ?? 0) < (order.firstIndex(of: right.id) ?? 0)
        }
    }

    /// 0 when nothing failed; 69 when all that failed is that somebody does not answer; else 1.
    package var exitCode: Int32 {
        let failed = self.findings.filter { $0.verdict == .failed }
        if failed.isEmpty { return 0 }
        return failed.allSatisfy(\.isUnreachable) ? 69 : 1
    }

    package var text: String {
        let width = CheckID.allCases.map(\.rawValue.count).max() ?? 0
        return self.findings.map { finding in
            let verdict = Self.padded(finding.verdict.rawValue, to: 8)
            let line = "\(verdict) \(Self.padded(finding.id.rawValue, to: width)) \(finding.cause)\n"
            if finding.fix.isEmpty { return line }
            return line + Self.padded("", to: 9) + "fix: \(finding.fix) (\(finding.id.page))\n"
        }.joined()
    }

    package var json: JSONValue {
        let findings = self.findings.map { finding in
            JSONValue.object([
                ("id", .text(finding.id.rawValue)), ("result", .text(finding.verdict.rawValue)),
                ("cause", .text(finding.cause)), ("fix", finding.fix.isEmpty ? .null : .text(finding.fix)),
                ("docs", .text(finding.id.page)),
            ])
        }
        return .object([("ok", .boolean(self.exitCode == 0)), ("checks", .array(findings))])
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
