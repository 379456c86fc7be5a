/// Sets a setting; `version` nil only for a new one.
public struct PutSetting: Sendable, Hashable {
    public var name: String
    public var value: String
    public var version: Int32?

    public init(name: String, value: String, version: Int32? = nil) {
        self.name = name
        self.value = value
        self.version = version
    }
}
