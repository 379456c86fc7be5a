import NIOCore
import NIOPosix
import TLS

extension OutboundError {
    /// What an error of the channel means.
    package init(_ error: any Error) {
        switch error {
        case let error as OutboundError: self = error
        case let error as IOError where error.errnoCode == ECONNREFUSED: self.init(.connectRefused)
        case let error as IOError: self.init(.closed, errorText(error.errnoCode))
        case ChannelError.connectTimeout: self.init(.connectTimedOut)
        case let error as TLSError where error.code == .truncated: self.init(.closed, error.description)
        case let error as TLSError: self.init(.tls, error.description)
        case let error as NIOConnectionError: self.init(error)
        default: self.init(.closed, "\(type(of: error))")
        }
    }

    /// Of the addresses of a name, the last one's failure tells as much as any other.
    private init(_ error: NIOConnectionError) {
        guard let last = error.connectionErrors.last else {
            self.init(.nameNotResolved, error.host)
            return
        }
        switch last.error {
        case let cause as IOError where cause.errnoCode == ECONNREFUSED: self.init(.connectRefused)
        case let cause as IOError: self.init(.connectFailed, errorText(cause.errnoCode))
        case ChannelError.connectTimeout: self.init(.connectTimedOut)
        default: self.init(.connectFailed)
        }
    }
}
