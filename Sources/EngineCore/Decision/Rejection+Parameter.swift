extension Rejection {
    /// A parameter that cannot be: its JSON pointer (RFC 6901) without the first slash, and what it must be.
    package static func parameter(_ pointer: String, _ detail: String) -> Rejection {
        Input.refusal(String(pointer.dropFirst()), ["detail": .string(detail)])
    }
}
