/// Where a value or an error comes from, in the order in which errors are reported.
package enum ConfigurationPlace: Sendable, Hashable, Comparable {
    /// The file as a whole.
    case file
    /// Line and column from 1, counted in Unicode scalars; the length of what is wrong, at least 1.
    case position(line: Int, column: Int, length: Int)
    /// A variable of the environment.
    case environment(String)
    /// An option of the command line.
    case flag(String)
}
