import Foundation
import Synchronization

/// Runs a program until it ends or we do: killed or not, no server outlives the tests.
///
/// A shell reads a pipe whose other end only this process has. At its end, for whatever reason, the shell stops the
/// program and removes its folder. (`PR_SET_PDEATHSIG` goes by threads, and that which started a server may end early.)
final class PostgreSQLGuardian: Sendable {
    private static let script = """
        trap '' INT TERM HUP
        folder=$1 log=$2
        shift 2
        exec 3<&0 </dev/null
        "$@" >>"$log" 2>&1 3<&- &
        server=$!
        (read -r _ <&3; : >"$folder/abandoned"; kill -QUIT "$server") &
        watcher=$!
        wait "$server"
        if [ -e "$folder/abandoned" ]; then rm -rf "$folder"; else kill -KILL "$watcher"; fi
        """

    private struct State {
        var isRunning = true
        var pipe: Int32
    }

    private let id: Int32
    private let state: Mutex<State>

    /// - Parameters:
    ///   - folder: Is removed when we end while the program runs.
    ///   - log: Takes its output.
    ///   - command: The program's path and arguments.
    /// - Throws: When there are no pipes or processes left.
    init(folder: String, log: String, command: [String]) throws {
        let pipe = try ServerProgram.pipe()
        defer { close(pipe.read) }
        do {
            self.id = try ServerProgram.spawn(
                ["/bin/sh", "-c", Self.script, "guardian", folder, log] + command,
                input: pipe.read
            )
        } catch {
            close(pipe.write)
            throw error
        }
        self.state = Mutex(State(pipe: pipe.write))
    }

    deinit { self.abandon() }

    var isRunning: Bool {
        self.state.withLock { state in
            if state.isRunning, waitpid(self.id, nil, WNOHANG) == self.id { state.isRunning = false }
            return state.isRunning
        }
    }

    /// Waits for the program's end.
    func wait() {
        while self.isRunning { usleep(1_000) }
    }

    /// Ends the program at once and removes the folder.
    func abandon() {
        self.state.withLock { state in
            if state.pipe >= 0 { close(state.pipe) }
            state.pipe = -1
        }
        self.wait()
    }
}
