import COpenSSL

/// OpenSSL's queue of errors of the calling thread.
enum OpenSSLError {
    /// To be called before a call whose errors count.
    static func clear() { ERR_clear_error() }

    /// The reason of the first error, and an empty queue.
    static func take() -> String {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0 else { return "" }
        guard let reason = ERR_reason_error_string(code) else { return "error \(code)" }
        return String(cString: reason)
    }
}
