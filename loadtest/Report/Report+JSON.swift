import FoundationEssentials

extension Report {
    /// The report as JSON text: keys in snake case, sorted, indented.
    ///
    /// - Throws: Never for a report that `ReportBuilder` made: all its numbers are finite.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// - Throws: `DecodingError` that names what is missing or of another type.
    package init(json: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Report.self, from: Data(json.utf8))
    }
}
