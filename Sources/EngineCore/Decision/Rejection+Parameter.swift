extension Rejection {
    /// A parameter that cannot be: `errors` holds its JSON pointer (RFC 6901) and what it must be.
    package static func parameter(_ pointer: String, _ detail: String) -> Rejection {
        Rejection(
            .invalidParameter,
            ["errors": .array([.object(["pointer": .string(pointer), "detail": .string(detail)])])]
        )
    }
}
