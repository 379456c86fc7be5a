import EngineCore

/// A database that is made for a drill, and removed after it.
protocol ScratchDatabase {
    /// To be read once it is restored.
    var database: EngineDatabase { get }

    /// Restores the data of a backup.
    func restore(_ data: String) throws(StartError)
    /// Removes it, restored or not.
    func remove()
}
