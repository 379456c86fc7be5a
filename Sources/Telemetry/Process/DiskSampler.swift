import Glibc

/// Publishes how much room the disks have that the process writes to.
///
/// Runs on a poller thread: a network file system may let it wait.
package struct DiskSampler: Sendable {
    private let registry: MetricRegistry
    private let folders: [(purpose: DiskPurposeLabel, path: String)]

    /// - Parameters:
    ///   - registry: Gets the figures.
    ///   - folders: Where the process writes; a path that does not exist has no sample.
    package init(registry: MetricRegistry, folders: [(purpose: DiskPurposeLabel, path: String)]) {
        self.registry = registry
        self.folders = folders
    }

    /// Sets `gateway_filesystem_*`: room as a process without privileges has it.
    package func run() {
        for (purpose, path) in self.folders {
            var status = statvfs()
            let label = LabelValue.closed(purpose)
            guard statvfs(path, &status) == 0 else {
                self.registry.remove(Families.gatewayFilesystemFree, label)
                self.registry.remove(Families.gatewayFilesystemSize, label)
                continue
            }
            let block = Double(status.f_frsize)
            self.registry.set(Families.gatewayFilesystemFree, label, to: Double(status.f_bavail) * block)
            self.registry.set(Families.gatewayFilesystemSize, label, to: Double(status.f_blocks) * block)
        }
    }
}
