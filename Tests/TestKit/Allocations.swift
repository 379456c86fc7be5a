import CAllocationCounter

/// The allocations that a second run of `body` makes on this thread; the first run warms caches and lazy values.
///
/// Counts are exact and do not depend on the machine's load, but debug builds allocate where release builds do not:
/// compare counts in release builds only. Swift Testing allocates at each throw, so measure paths that do not throw.
/// - Parameter body: Synchronous work on the calling thread; what it starts on other threads is not counted.
/// - Returns: The number of calls of malloc and its kin.
package func allocations(in body: () throws -> Void) rethrows -> Int {
    try body()
    let before = wg_thread_allocations()
    try body()
    return Int(wg_thread_allocations() - before)
}
