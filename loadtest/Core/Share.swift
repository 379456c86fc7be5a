/// Divides a number among threads.
package enum Share {
    /// Thread `index`'s part of `total`: parts differ by one at most, and their sum is the total.
    package static func of(_ total: Int, thread index: Int, of threads: Int) -> Int {
        total / threads + (index < total % threads ? 1 : 0)
    }
}
