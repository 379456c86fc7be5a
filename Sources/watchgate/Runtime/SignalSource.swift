import Dispatch
import Foundation
import Synchronization

/// Signals as a stream.
///
/// The default action of the signals is off from here on.
enum SignalSource {
    /// Sources live as long as the process: a signal never finds its default action again.
    private struct Held: @unchecked Sendable {  // Kept, never touched again.
        let source: any DispatchSourceSignal
    }

    private static let sources = Mutex<[Held]>([])

    /// - Returns: The signals as they come, and a function that ends the stream.
    static func stream(_ signals: [Int32]) -> (signals: AsyncStream<Int32>, finish: @Sendable () -> Void) {
        signal(SIGPIPE, SIG_IGN)
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let queue = DispatchQueue(label: "signals")
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        self.sources.withLock { $0 += sources.map(Held.init) }
        return (stream, { continuation.finish() })
    }
}
