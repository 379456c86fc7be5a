/// The reference page of the configuration, made from the table of keys and the list of codes.
package enum ReferencePage {
    package static var text: String {
        var text = """
            # Configuration reference

            Made from the table of keys in `Sources/GatewayConfig/Keys`; a test compares the two. Precedence: flags,
            then environment, then file, then defaults. `watchgate check` finds every error in one run,
            `watchgate config show` prints each value and where it comes from, `watchgate config schema` the JSON Schema.

            ## Keys

            | Key | Type | Range | Default | Change | Since | |
            |---|---|---|---|---|---|---|

            """
        for row in KeyTable.keys where row.since != "later" {
            let fallback =
                switch row.fallback {
                case .required: "required"
                case .value(let value): "`\(value)`"
                case .words(let words): words
                }
            let variable = row.variable.map { " Variable: `\($0)`." } ?? ""
            let cells = [
                "`\(row.path)`", row.kind.typeName, row.kind.range ?? "", fallback, row.change.rawValue, row.since,
                row.summary + variable,
            ]
            text += "| " + cells.joined(separator: " | ") + " |\n"
        }
        text +=
            "\nDurations: a whole number and `ms`, `s`, `m`, `h` or `d`; sizes: `B`, `KiB`, `MiB`, `GiB` or `TiB`.\n"
        text += "\n## Keys of later versions\n\nThey are refused with WG-CFG-006: "
        text += KeyTable.keys.filter { $0.since == "later" }.map { "`\($0.path)`" }.joined(separator: ", ") + ".\n"
        text += "\n## Codes\n"
        for code in DiagnosticCode.allCases {
            text += "\n### \(code.text)\n\n\(code.isWarning ? "Warning. " : "")\(code.meaning)\n"
        }
        return text
    }
}
