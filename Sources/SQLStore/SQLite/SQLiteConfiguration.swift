/// How a SQLite file is opened.
package struct SQLiteConfiguration: Sendable {
    package enum Mode: Sendable {
        case readWrite
        /// Opened as a file that may be written, so that a journal left by a crash can be recovered, but `query_only`:
        /// every statement that would change something fails with `readOnly`.
        case readOnly
    }

    /// When a commit has reached the disk.
    package enum Synchronous: String, Sendable {
        /// When it returns: one fdatasync each.
        case full = "FULL"
        /// At a later checkpoint: a loss of power takes the last commits, but leaves a sound database.
        case normal = "NORMAL"
    }

    /// The file; beside it lie `PATH-wal` and `PATH-shm`.
    package var path: String
    package var mode: Mode = .readWrite
    /// Whether a file that is not there is made; never of a reader.
    package var mayCreate = false
    package var synchronous: Synchronous = .full
    /// How long a statement waits for another connection's lock, in milliseconds.
    package var busyMilliseconds: Int32 = 2_000
    /// Memory for pages, per connection, in KiB.
    package var cacheKibibytes: Int32 = 32_768
    /// How much of the file is mapped instead of read, in bytes; 0 is none.
    ///
    /// A disk that fails under a map ends the process by SIGBUS instead of an error.
    package var mapBytes: Int64 = 0
    /// The longest text, bytes or row, in bytes.
    package var valueLimitBytes: Int32 = 16_777_216
    /// After how many frames in the WAL a commit moves them into the file itself; 0 leaves that to `checkpoint`, which
    /// then must be called, best by another connection on another thread.
    package var checkpointFrames: Int32 = 0
    /// How many queries have an id: `SQLiteQuery.id` is below it.
    package var queryCount = 256

    package init(path: String) { self.path = path }
}
