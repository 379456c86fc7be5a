/// Whether records of an earlier start still wait, or damaged files were set aside.
package enum StateLeftoversCheck {
    /// What lies in the state folder.
    package struct State: Sendable {
        /// Folders of rings that no process holds, one per start.
        package var ringFolders: Int
        /// Files that end in `.bad`.
        package var badFiles: [String]
        package var isRunning: Bool

        package init(ringFolders: Int, badFiles: [String], isRunning: Bool) {
            (self.ringFolders, self.badFiles, self.isRunning) = (ringFolders, badFiles, isRunning)
        }
    }

    package static func evaluate(_ state: State) -> Finding {
        if let file = state.badFiles.first {
            return .warning(
                .stateLeftovers,
                "\(state.badFiles.count) damaged files were set aside, such as \(file)",
                fix: "Check the disk, compare the gap with log_pipeline_events_dropped_total, then move the files away."
            )
        }
        if state.isRunning, state.ringFolders > 0 {
            return .warning(
                .stateLeftovers,
                "\(state.ringFolders) ring folders of earlier starts are still there",
                fix: "Wait until the gateway has delivered them; if it does not, look into the app log for the cause."
            )
        }
        if !state.isRunning, state.ringFolders > 0 {
            return .ok(
                .stateLeftovers,
                "\(state.ringFolders) ring folders wait for the next start, which delivers them"
            )
        }
        return .ok(.stateLeftovers, "nothing is left over of earlier starts")
    }
}
