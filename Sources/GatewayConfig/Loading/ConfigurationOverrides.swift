/// What options of the command line say: it holds whatever the environment and the file say.
package struct ConfigurationOverrides: Sendable {
    /// One option.
    package struct Setting: Sendable {
        package var key: String
        package var text: String
        package var flag: String
    }

    package private(set) var settings: [Setting] = []

    package init() {}

    /// Sets a key, if the option was given.
    ///
    /// - Parameters:
    ///   - key: A key of the table that needs no name or index: `server.port`.
    ///   - text: The option's value; nil: it was not given.
    ///   - flag: The option's name for messages: `--port`.
    package mutating func set(_ key: String, to text: String?, flag: String) {
        precondition(KeyTable.keys.contains { $0.path == key }, "the table of keys does not have \(key)")
        if let text { self.settings.append(Setting(key: key, text: text, flag: flag)) }
    }
}
