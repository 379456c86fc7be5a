package import SQLStore

extension ColumnWriter where Self: ~Copyable {
    package mutating func id(_ id: ID) { self.uuid(SQLUUID(high: id.high, low: id.low)) }
    package mutating func optionalID(_ id: ID?) { if let id { self.id(id) } else { self.null(.uuid) } }
}
