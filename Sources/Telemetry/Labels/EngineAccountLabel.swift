/// The accounts of the platform.
package enum EngineAccountLabel: String, ClosedLabel {
    case platformRevenue = "platform.revenue"
    case platformCommission = "platform.commission"
    case platformSuspense = "platform.suspense"
    case externalIn = "external.in"
    case externalOut = "external.out"

    package var labelText: String { self.rawValue }
}
