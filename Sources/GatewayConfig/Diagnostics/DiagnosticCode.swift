/// Why a configuration is refused (1 to 50) or doubtful (51 and up): `WG-CFG-012` and its anchor in the reference.
///
/// A number never changes its meaning; one that is no longer used stays free.
package enum DiagnosticCode: Int, Sendable, CaseIterable {
    case unreadableFile = 1
    case syntax = 2
    case duplicateKey = 3
    case emptyFile = 4
    case unknownKey = 5
    case notSupported = 6
    case wrongType = 7
    case missing = 8
    case emptyValue = 9
    case integer = 10
    case range = 11
    case duration = 12
    case size = 13
    case percentage = 14
    case boolean = 15
    case choice = 16
    case port = 17
    case host = 18
    case target = 19
    case refusedAddress = 20
    case addressBlock = 21
    case name = 22
    case duplicateName = 23
    case reference = 24
    case template = 25
    case routeConflict = 26
    case method = 27
    case fieldName = 28
    case path = 29
    case contradiction = 30
    case count = 31
    case secretHeader = 35
    case queryName = 36
    case seriesLimit = 32
    case receiver = 39

    case unusedUpstream = 51
    case unusedPolicy = 52
    case noRoutes = 53
    case unusedVariable = 54
    case exposedAdmin = 55
    case timeoutNeverReached = 56
    case trustsEveryone = 57
    case targetIsGateway = 58

    /// `WG-CFG-012`.
    package var text: String {
        let digits = String(self.rawValue)
        return "WG-CFG-" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    package var isWarning: Bool { self.rawValue > 50 }
}
