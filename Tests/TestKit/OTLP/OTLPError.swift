/// Why bytes are no export of spans.
package struct OTLPError: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}
