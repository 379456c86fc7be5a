import Glibc

/// Compresses a file by a `gzip` child: no compressor in our process, and a core of its own where there is one.
enum GzipProcess {
    /// Starts `gzip`, which replaces the file by `FILE.gz` when that is whole and on the disk, and overwrites what an
    /// interrupted run left there.
    static func start(_ path: String) -> Result<pid_t, GzipFailure> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let result = GNULibrary.closeDescriptors(in: &actions)
        if result != 0 { return .failure(GzipFailure(text: errorText(result))) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Our threads block all signals and the process ignores some; the child must not.
        var nothing = sigset_t()
        var everything = sigset_t()
        sigemptyset(&nothing)
        sigfillset(&everything)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setsigdefault(&attributes, &everything)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        // No environment: `GZIP` could change what it does.
        let words = ["gzip", "-f", "--synchronous", "--", path]
        let arguments = words.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let spawned = posix_spawnp(&child, "gzip", &actions, &attributes, arguments + [nil], [nil])
        // Compression can wait: it must not take a core from requests.
        if spawned == 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(child), 15) }
        return spawned == 0 ? .success(child) : .failure(GzipFailure(text: "gzip: " + errorText(spawned)))
    }

    /// Waits for the child's end.
    ///
    /// - Parameters:
    ///   - child: From `start`.
    ///   - ended: Called when the child has ended and before its number is free for another process.
    /// - Returns: Nil when it has done its work.
    static func wait(_ child: pid_t, ended: () -> Void) -> GzipFailure? {
        var info = siginfo_t()
        while waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        ended()
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            // Where SIGCHLD is ignored the system keeps no status; the file's name then tells.
            if errno != EINTR { return nil }
        }
        if status & 0x7F != 0 { return GzipFailure(text: "gzip ended by signal \(status & 0x7F)") }
        let code = status >> 8 & 0xFF
        return code == 0 ? nil : GzipFailure(text: "gzip exited with \(code)")
    }
}
