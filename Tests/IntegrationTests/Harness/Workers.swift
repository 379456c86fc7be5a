import Foundation
import Synchronization

/// Threads of one test that work side by side.
enum Workers {
    private final class Results<Value: Sendable>: Sendable {
        let values = Mutex<[Int: Value]>([:])
    }

    /// Runs a body on several threads at once and waits for all of them.
    ///
    /// The body gets the thread's number, from 0; the results are in the order of the numbers.
    static func run<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Value) -> [Value] {
        let results = Results<Value>()
        let group = DispatchGroup()
        for index in 0..<count {
            group.enter()
            ScriptedUpstream.startThread {
                let value = body(index)
                results.values.withLock { $0[index] = value }
                group.leave()
            }
        }
        group.wait()
        return results.values.withLock { values in values.sorted { $0.key < $1.key }.map(\.value) }
    }
}
