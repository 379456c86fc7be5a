import CSQLite

/// What a checkpoint did.
package struct SQLiteCheckpoint: Equatable, Sendable {
    package enum Mode: Sendable {
        /// Moves what no reader still needs, and waits for nobody.
        case passive
        /// Keeps writers out and moves everything, waiting for readers as long as the busy timeout; the next commit
        /// starts the WAL from its beginning. Under constant load a passive one never catches up, so the WAL grows until
        /// one of these follows: best right after a passive one, when little is left to move.
        case restart
        /// The same, and the WAL becomes an empty file.
        case truncate
    }

    /// Frames in the WAL.
    package var frames: Int
    /// How many of them are in the database file.
    package var movedFrames: Int
    /// Whether someone read or wrote for longer than it waited, so that not all was done.
    package var isBusy: Bool

    package init(frames: Int, movedFrames: Int, isBusy: Bool) {
        self.frames = frames
        self.movedFrames = movedFrames
        self.isBusy = isBusy
    }
}
