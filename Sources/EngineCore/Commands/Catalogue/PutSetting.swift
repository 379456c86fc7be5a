/// Sets a setting; `version` nil only for a new one.
public struct PutSetting: Sendable, Hashable {
    /// Which one.
    public var name: String
    /// What it is set to.
    public var value: String
    /// The row's; nil for a setting that is not there yet.
    public var version: Int32?

    /// Only carries the values: they are checked when the command is decided.
    public init(name: String, value: String, version: Int32? = nil) {
        self.name = name
        self.value = value
        self.version = version
    }
}
