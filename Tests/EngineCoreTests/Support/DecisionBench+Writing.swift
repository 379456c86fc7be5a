import EngineCore
import Testing

extension DecisionBench {
    /// Changes rows without a command, as a batch of its own: for money that commands under test only read.
    ///
    /// The accounts named are there when `change` begins.
    func write(_ accounts: [AccountRef], _ change: (inout WorkingSet, inout Context) -> Void) {
        for ref in accounts { self.addAccount(ref) }
        _ = self.batch([], then: change)
    }
}
