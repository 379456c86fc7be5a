import Glibc
import NIOCore

/// What a failed attempt to connect means.
package struct ConnectFailure: Sendable, Equatable {
    /// A limit of the generator, not of the target.
    package enum OwnLimit: Sendable {
        case fileDescriptors, ports, buffers
    }

    package var errorClass: ErrorClass
    package var ownLimit: OwnLimit?

    /// - Parameter error: What the bootstrap answered.
    package init(_ error: any Error) {
        if case .connectTimeout = error as? ChannelError {
            self.init(.connectTimeout, nil)
            return
        }
        switch (error as? IOError)?.errnoCode {
        case EMFILE, ENFILE: self.init(.connectRefused, .fileDescriptors)
        case EADDRNOTAVAIL: self.init(.connectRefused, .ports)
        case ENOBUFS, ENOMEM: self.init(.connectRefused, .buffers)
        case ETIMEDOUT: self.init(.connectTimeout, nil)
        case ECONNRESET, EPIPE: self.init(.connectReset, nil)
        default: self.init(.connectRefused, nil)  // refused, unreachable, not permitted: nobody took the connection
        }
    }

    private init(_ errorClass: ErrorClass, _ ownLimit: OwnLimit?) {
        self.errorClass = errorClass
        self.ownLimit = ownLimit
    }
}
