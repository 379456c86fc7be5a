package import Telemetry

/// Keeps count of what becomes of the records that wait in a spool for one reader.
///
/// Any thread; never called inside a lock of the spool.
package protocol SpoolAccount: AnyObject, Sendable {
    /// Records of an earlier run: `count` were there, of which `lost` are damaged.
    func recovered(_ count: UInt64, lost: UInt64)

    func settled(_ settlement: BulkSettlement)

    func dropped(_ reason: DropReasonLabel, _ count: UInt64)
}
