import Glibc

/// Turns SIGINT and SIGTERM into a byte in the run's pipe; a second one ends the process at once.
enum SignalRelay {
    // Written once, before the handlers are installed; read by them afterwards.
    private nonisolated(unsafe) static var descriptor: CInt = -1

    static func install(for control: RunControl) {
        Self.descriptor = control.writeEnd
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                var byte = UInt8(truncatingIfNeeded: number)
                // A full pipe has woken the reader already; there is nobody to tell here.
                _ = write(SignalRelay.descriptor, &byte, 1)
            }
            action.sa_flags = SA_RESTART | CInt(bitPattern: UInt32(SA_RESETHAND))
            sigaction(number, &action, nil)
        }
    }
}
