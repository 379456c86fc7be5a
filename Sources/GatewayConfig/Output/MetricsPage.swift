import Telemetry

/// The reference page of the metrics, made from their declarations.
package enum MetricsPage {
    package static var text: String {
        """
        # Metrics reference

        Made from the declarations in `Sources/Telemetry/Metrics`; a test compares the two. `watchgate telemetry describe`
        prints the same, with `--json` for programs.

        A label with an empty value is left out. Where a family is full, its labels become `_other` one after the other, in
        the order named; totals stay exact. Histograms have native buckets of schema 3 beside the classic ones.

        """ + Families.all.sorted { $0.name < $1.name }.map(Self.section).joined()
    }

    private static func section(_ family: FamilyDescriptor) -> String {
        let unit = family.unit == .none ? "" : " in \(family.unit.rawValue)"
        let limit = family.limit.map { ", at most \($0) series" } ?? ""
        let kind = family.kind.rawValue
        let traits = "\(kind.prefix(1).uppercased())\(kind.dropFirst())\(unit)\(limit); since \(family.since)."
        var text = "\n## \(family.name)\n\n\(family.help) \(traits)\n"
        var items = family.labels.map { label in
            if case .closed(let texts) = label.values {
                let values = texts.filter { !$0.isEmpty }.map { "`\($0)`" }
                return "`\(label.name)`: \(values.joined(separator: ", "))"
            }
            return "`\(label.name)`: \(Reports.values(of: label))"
        }
        if !family.collapsingLabels.isEmpty {
            let labels = family.collapsingLabels.map { "`\($0)`" }
            items.append("becomes `_other`: \(labels.joined(separator: ", "))")
        }
        if let bounds = family.layout?.bounds {
            items.append("buckets: \(bounds.map { "\($0)" }.joined(separator: ", "))")
        }
        if !items.isEmpty { text += "\n" + items.map { "- \($0)\n" }.joined() }
        return text
    }
}
