/// What the environment says: values that override the file, defaults of folders, the deployment's name.
struct EnvironmentReader {
    /// Variables of the product that this version has no use for.
    static let unused = ["REDIS_URL", "JWT_SECRET"]
    private static let names = ["APP_ENV", "NODE_ENV"]

    /// `APP_ENV`, else `NODE_ENV`, else `development`.
    private(set) var name = "development"
    private(set) var nameOrigin = ConfigurationOrigin.byDefault
    /// `STATE_DIRECTORY`, `LOGS_DIRECTORY` and `RUNTIME_DIRECTORY`, which systemd sets.
    private(set) var stateDirectory: String?
    private(set) var logsDirectory: String?
    private(set) var runtimeDirectory: String?
    /// `DATABASE_URL` or `DATABASE_URL_FILE`, whichever is set; what it holds is nobody's here.
    private(set) var databaseVariable: String?

    /// Applies the variables to what was read from the file; an empty variable counts as absent.
    init(_ environment: [String: String], _ reader: inout ConfigurationReader) {
        let set = environment.filter { !$0.value.isEmpty }
        for row in KeyTable.keys {
            guard let variable = row.variable, let text = set[variable] else { continue }
            let value = Self.read(text, row.kind, row.path, variable, &reader)
            guard let value else { continue }
            reader.settings.override(
                row.path,
                value,
                origin: .environment(variable),
                place: .environment(variable)
            )
        }
        if let variable = Self.names.first(where: { set[$0] != nil }) {
            if let value = Self.readName(set[variable] ?? "", variable, &reader) { self.name = value }
            self.nameOrigin = .environment(variable)
        }
        self.stateDirectory = Self.readDirectory(set, "STATE_DIRECTORY", &reader)
        self.logsDirectory = Self.readDirectory(set, "LOGS_DIRECTORY", &reader)
        self.runtimeDirectory = Self.readDirectory(set, "RUNTIME_DIRECTORY", &reader)
        self.databaseVariable = Self.databaseVariable(set, &reader)
        for variable in Self.unused.flatMap({ [$0, $0 + "_FILE"] }) where set[variable] != nil {
            let problem = Problem(.unusedVariable, "this version does not use it", "unset it, or ignore this warning")
            reader.report(problem, variable, .environment(variable))
        }
    }

    private static func databaseVariable(
        _ set: [String: String],
        _ reader: inout ConfigurationReader
    ) -> String? {
        let names = ["DATABASE_URL", "DATABASE_URL_FILE"].filter { set[$0] != nil }
        if names.count == 2 {
            let problem = Problem(.contradiction, "DATABASE_URL_FILE is set too", "set one of them")
            reader.report(problem, names[0], .environment(names[0]))
        }
        return names.first
    }

    private static func read(
        _ text: String,
        _ kind: ValueKind,
        _ key: String,
        _ variable: String,
        _ reader: inout ConfigurationReader
    ) -> ConfigurationValue? {
        do throws(Problem) {
            return try kind.parse(text)
        } catch {
            reader.report(error, key, .environment(variable))
            return nil
        }
    }

    /// Lower case: a label of logs and dashboards, in which `Production` would be another one.
    private static func readName(
        _ text: String,
        _ variable: String,
        _ reader: inout ConfigurationReader
    ) -> String? {
        let isName =
            text.utf8.count <= 32 && text.first?.isLetter == true
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-_".utf8.contains($0)
            }
        if isName { return text }
        let problem = Problem(
            .name,
            "\(Problem.quoted(text)) is not the name of an environment",
            "write a name such as production: at most 32 of a-z 0-9 - _, the first a letter"
        )
        reader.report(problem, variable, .environment(variable))
        return nil
    }

    /// The first of the folders, which systemd joins by colons.
    private static func readDirectory(
        _ set: [String: String],
        _ variable: String,
        _ reader: inout ConfigurationReader
    ) -> String? {
        guard let first = set[variable]?.split(separator: ":").first else { return nil }
        guard case .text(let path)? = Self.read(String(first), .text(.directory), variable, variable, &reader)
        else { return nil }
        return path
    }
}
