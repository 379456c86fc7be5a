/// What a read found, and of which moment.
public struct Answer<Value: Sendable>: Sendable {
    /// What was found.
    public var value: Value
    /// The number of the last transfer that it knows of, read in the same snapshot.
    public var asOf: Int64

    package init(_ value: Value, asOf: Int64) { (self.value, self.asOf) = (value, asOf) }
}
