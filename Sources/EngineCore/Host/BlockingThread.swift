import SQLStore

/// Runs what blocks on a thread of its own, so that no task's thread waits for a disk or a server.
package enum BlockingThread {
    /// - Throws: What `body` throws; `threadNotStarted`.
    package static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(EngineError) -> Value
    ) async throws(EngineError) -> Value {
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, EngineError>, Never>) in
            let code = StoreThread.start("wg-engine-open") {
                do throws(EngineError) {
                    done.resume(returning: .success(try body()))
                } catch {
                    done.resume(returning: .failure(error))
                }
            }
            if code != 0 {
                done.resume(returning: .failure(EngineError(.threadNotStarted, cause: "error number \(code)")))
            }
        }
        return try result.get()
    }
}
