/// What a disk is written for.
package enum DiskPurposeLabel: String, ClosedLabel {
    case database, log, spool, backup

    package var labelText: String { self.rawValue }
}
