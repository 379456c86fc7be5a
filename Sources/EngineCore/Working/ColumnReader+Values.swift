package import SQLStore

extension ColumnReader where Self: ~Copyable {
    package mutating func id() -> ID {
        let value = self.uuid()
        return ID(high: value.high, low: value.low)
    }
    package mutating func optionalID() -> ID? { self.isNull() ? nil : self.id() }

    /// A number of a closed set; one that this version does not know is a failure, never a guess.
    package mutating func value<Value: NamedValue>(_ type: Value.Type) -> Value {
        let number = self.int16()
        if let value = Value(rawValue: number) { return value }
        if self.failure == nil { self.failure = SQLError(.corrupt, message: "\(type) has no value \(number)") }
        return Value.allCases[Value.allCases.startIndex]
    }
}
