/// The party that decided how an exchange ended (telemetry.md section 3).
@usableFromInline package enum Who: String, ClosedLabel {
    case none, client, gateway, upstream, engine, database, cache

    package var labelText: String { self.rawValue }
}
