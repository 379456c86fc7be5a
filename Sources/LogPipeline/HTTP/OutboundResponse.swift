/// A whole answer to an ``OutboundRequest``.
package struct OutboundResponse: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        /// In lower case.
        package var name: String
        package var value: String
    }

    package var status: Int
    package var fields: [Field]
    package var body: [UInt8]

    package init(status: Int, fields: [Field] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The value of the first field of a name in lower case.
    package subscript(name: String) -> String? { self.fields.first { $0.name == name }?.value }
}
