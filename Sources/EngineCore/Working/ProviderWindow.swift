/// Deposits of one provider created in [from, to), microseconds.
package struct ProviderWindow: Hashable, Sendable {
    package var provider: String
    package var from: Int64
    package var to: Int64

    package init(provider: String, from: Int64, to: Int64) {
        (self.provider, self.from, self.to) = (provider, from, to)
    }
}
