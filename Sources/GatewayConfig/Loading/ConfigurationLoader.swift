import Foundation
import GatewayCore

/// Turns a file, the environment and the command line into a plan, or into everything that is wrong with them.
package enum ConfigurationLoader {
    /// Larger files are refused.
    package static let largestFile = 1 << 20

    /// Reads a file and loads it.
    ///
    /// - Parameters:
    ///   - path: As given; messages repeat it.
    ///   - environment: The process's variables.
    ///   - overrides: What the command line says.
    /// - Returns: The configuration, or every error and warning.
    package static func load(
        path: String,
        environment: [String: String],
        overrides: ConfigurationOverrides = .init()
    ) -> Result<LoadedConfiguration, ConfigurationDiagnostics> {
        do throws(Problem) {
            let text = try Self.text(of: path)
            return Self.load(text: text, file: path, environment: environment, overrides: overrides)
        } catch {
            let diagnostic = ConfigurationDiagnostic(
                code: error.code,
                key: "",
                place: .file,
                what: error.what,
                instead: error.instead
            )
            return .failure(ConfigurationDiagnostics(file: path, items: [diagnostic]))
        }
    }

    /// Loads a configuration from its text.
    ///
    /// Precedence: flags, then environment, then file, then defaults.
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: Its name, for messages.
    ///   - environment: The process's variables.
    ///   - overrides: What the command line says.
    /// - Returns: The configuration, or every error and warning.
    package static func load(
        text: String,
        file: String,
        environment: [String: String],
        overrides: ConfigurationOverrides = .init()
    ) -> Result<LoadedConfiguration, ConfigurationDiagnostics> {
        let source = SourceText(text)
        let document = YAMLDocument(text, source: source)
        var reader = ConfigurationReader(source: source, standIns: document.standIns)
        var isMapping = false
        if let failure = document.failure {
            reader.report(failure.problem, "", failure.place)
        } else if let root = document.root, ConfigurationReader.present(root) != nil {
            reader.read(root)
            isMapping = ConfigurationReader.isMapping(root)
        } else {
            reader.report(Problem(.emptyFile, "holds nothing", "write at least upstreams and routes"), "", .file)
        }
        let variables = EnvironmentReader(environment, &reader)
        Self.apply(overrides, to: &reader)
        if isMapping { CrossCheck.run(on: &reader) }
        let diagnostics = ConfigurationDiagnostics(file: file, items: reader.diagnostics)
        if !diagnostics.errors.isEmpty { return .failure(diagnostics) }
        var builder = PlanBuilder(settings: reader.settings, variables: variables)
        return .success(builder.build(warnings: diagnostics))
    }

    private static func apply(_ overrides: ConfigurationOverrides, to reader: inout ConfigurationReader) {
        for setting in overrides.settings {
            guard let row = KeyTable.keys.first(where: { $0.path == setting.key }) else { continue }
            let place = ConfigurationPlace.flag(setting.flag)
            do throws(Problem) {
                let value = try row.kind.parse(setting.text)
                reader.settings.override(setting.key, value, origin: .flag(setting.flag), place: place)
            } catch {
                reader.report(error, setting.key, place)
            }
        }
    }

    private static func text(of path: String) throws(Problem) -> String {
        let hint = "write the file, or name another one with --config"
        guard let handle = FileHandle(forReadingAtPath: path) else {
            let reason = String(cString: strerror(errno))
            throw Problem(.unreadableFile, "cannot be read: \(reason.lowercased())", hint)
        }
        defer { try? handle.close() }  // Read only: nothing is lost.
        let data: Data
        do {
            data = try handle.read(upToCount: Self.largestFile + 1) ?? Data()
        } catch {
            throw Problem(.unreadableFile, "cannot be read: it is not a file", hint)
        }
        if data.count > Self.largestFile {
            throw Problem(
                .unreadableFile,
                "is larger than \(SizeText.text(Self.largestFile))",
                "divide it, or remove comments"
            )
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Problem(.unreadableFile, "is not UTF-8", "save it as UTF-8")
        }
        let scalars = text.unicodeScalars
        return scalars.first == "\u{FEFF}" ? String(scalars.dropFirst()) : text
    }
}
