import Glibc
import SQLStore
import Synchronization
import TestKit
import Testing

/// The pool with connections that do what a test tells them.
@Suite(.timeLimit(.minutes(15))) struct ReaderPoolTests {
    /// What all connections of a test share.
    final class World: Sendable {
        let isOpen = Atomic(false)
        let isDown = Atomic(false)
        let made = Atomic(0)
        let ended = Atomic(0)

        /// Blocks a read until the gate is opened.
        func pass() { while !self.isOpen.load(ordering: .acquiring) { usleep(500) } }
    }

    struct Connection: ~Copyable, PooledConnection {
        let world: World
        var isBroken = false
        let number: Int

        init(_ world: World) throws(SQLError) {
            if world.isDown.load(ordering: .relaxed) { throw SQLError(.cannotOpen, message: "down") }
            self.world = world
            self.number = world.made.add(1, ordering: .relaxed).newValue
        }

        mutating func endRead() throws(SQLError) { self.world.ended.add(1, ordering: .relaxed) }
    }

    static func pool(
        _ world: World,
        size: Int = 2,
        waiting: Int = 3,
        waitMilliseconds: Int = 10_000
    ) -> ReaderPool<Connection> {
        var limits = ReaderPoolLimits()
        (limits.size, limits.waiting, limits.waitMilliseconds) = (size, waiting, waitMilliseconds)
        limits.firstPauseMilliseconds = 1
        return ReaderPool("wg-test", limits) { () throws(SQLError) -> Connection in try Connection(world) }
    }

    /// A read that has begun to wait or to run when this returns.
    static func start<Value: Sendable>(
        _ pool: ReaderPool<Connection>,
        _ body: @escaping @Sendable (inout Connection) throws(SQLError) -> Value
    ) -> Background<Value> {
        let result = Mutex<Result<Value, SQLError>?>(nil)
        pool.submit(body) { answer in result.withLock { $0 = answer } }
        return Background {
            while true {
                if let result = result.withLock({ $0 }) { return try result.get() }
                usleep(500)
            }
        }
    }

    static func wait(_ condition: () -> Bool) {
        let deadline = ContinuousClock.now + .seconds(10)
        while !condition(), ContinuousClock.now < deadline { usleep(500) }
        #expect(condition())
    }

    @Test func theQueueTakesItsLimitAndNotOneMore() async throws {
        let world = World()
        let pool = Self.pool(world)
        defer { pool.stop() }
        let results = Mutex<[Result<Int, SQLError>]>([])
        func add() {
            pool.submit(
                { connection throws(SQLError) in
                    connection.world.pass()
                    return connection.number
                },
                completion: { result in results.withLock { $0.append(result) } }
            )
        }
        for _ in 0..<2 { add() }
        Self.wait { pool.figures.inUse == 2 }
        for _ in 0..<3 { add() }
        #expect(pool.figures.waiting == 3 && results.withLock { $0.isEmpty })
        add()
        #expect(results.withLock { $0 } == [.failure(SQLError(.busy, message: "3 reads wait already"))])
        #expect(pool.figures.refused == 1)
        world.isOpen.store(true, ordering: .releasing)
        Self.wait { results.withLock { $0.count } == 6 }
        #expect(results.withLock { $0.filter { (try? $0.get()) != nil }.count } == 5)
        Self.wait { pool.figures.inUse == 0 && world.ended.load(ordering: .relaxed) == 5 }
        let figures = pool.figures
        #expect(figures.size == 2 && figures.connected == 2 && figures.waiting == 0 && figures.started == 5)
        #expect(figures.waitSeconds > 0)
    }

    @Test func aReadDoesNotWaitLonger() async throws {
        let world = World()
        let pool = Self.pool(world, size: 1, waitMilliseconds: 50)
        let running = Self.start(pool) { connection throws(SQLError) in connection.world.pass() }
        Self.wait { pool.figures.inUse == 1 }
        let start = ContinuousClock.now
        let error = await #expect(throws: SQLError.self) { try await pool.read { _ throws(SQLError) in } }
        #expect(error == SQLError(.busy, message: "no reader was free within 50 ms"))
        #expect(ContinuousClock.now - start >= .milliseconds(50))
        #expect(pool.figures.expired == 1 && pool.figures.waiting == 0)
        world.isOpen.store(true, ordering: .releasing)
        try running.value()
        pool.stop()
    }

    @Test func aLostConnectionIsReplacedAndTheReadRunsAgain() async throws {
        let world = World()
        let pool = Self.pool(world, size: 1)
        defer { pool.stop() }
        let number = try await pool.read { connection throws(SQLError) -> Int in
            if connection.number == 1 {
                connection.isBroken = true
                throw SQLError(.connectionLost, message: "gone")
            }
            return connection.number
        }
        #expect(number == 2)
        let error = await #expect(throws: SQLError.self) {
            try await pool.read { connection throws(SQLError) in
                connection.isBroken = true
                throw SQLError(.connectionLost, message: "gone \(connection.number)")
            }
        }
        #expect(error?.message == "gone 3")  // once more, and no more than that
        #expect(try await pool.read { connection throws(SQLError) in connection.number } == 4)
        #expect(pool.figures.connected == 1 && pool.figures.connects == 4)
    }

    @Test func withoutAnyConnectionTheReasonIsTold() async throws {
        let world = World()
        world.isDown.store(true, ordering: .relaxed)
        let pool = Self.pool(world, waitMilliseconds: 50)
        defer { pool.stop() }
        let error = await #expect(throws: SQLError.self) { try await pool.read { _ throws(SQLError) in } }
        #expect(error == SQLError(.cannotOpen, message: "down"))
        #expect(pool.figures.connectFailures > 2 && pool.figures.connected == 0)
        world.isDown.store(false, ordering: .relaxed)
        Self.wait { pool.figures.connected == 2 }
        try await pool.read { _ throws(SQLError) in }
    }

    @Test func stoppingEndsWhatWaits() async throws {
        let world = World()
        let pool = Self.pool(world, size: 1)
        let running = Self.start(pool) { connection throws(SQLError) in connection.world.pass() }
        Self.wait { pool.figures.inUse == 1 }
        let waiting = Self.start(pool) { _ throws(SQLError) in }
        Self.wait { pool.figures.waiting == 1 }
        let stopping = Background { pool.stop() }
        let error = #expect(throws: SQLError.self) { try waiting.value() }
        #expect(error == SQLError(.busy, message: "the readers are stopped"))
        world.isOpen.store(true, ordering: .releasing)
        try running.value()
        try stopping.value()
        await #expect(throws: SQLError.self) { try await pool.read { _ throws(SQLError) in } }
        #expect(pool.figures.connected == 0)
    }
}
