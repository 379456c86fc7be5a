/// Names for spans of time in microseconds, the unit of every stored time.
package enum Microseconds {
    package static let second: Int64 = 1_000_000
    package static let minute: Int64 = 60 * second
    package static let hour: Int64 = 60 * minute
    package static let day: Int64 = 24 * hour
}
