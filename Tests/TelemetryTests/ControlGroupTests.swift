import Foundation
import Telemetry
import Testing

@Suite struct ControlGroupTests {
    private func group(_ memberships: String, _ files: [String: String]) throws -> ControlGroup {
        let root = FileManager.default.temporaryDirectory.appending(path: "watchgate-\(UUID().uuidString)")
        for (path, text) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        return ControlGroup(memberships: memberships, root: root.path)
    }

    private static let pressure = """
        some avg10=0.00 avg60=0.00 avg300=0.00 total=1234
        full avg10=0.00 avg60=0.00 avg300=0.00 total=99

        """

    @Test func versionTwoIsReadInItsOwnFolder() throws {
        let files = [
            "system.slice/watchgate.service/cpu.pressure": Self.pressure,
            "system.slice/watchgate.service/memory.max": "268435456\n", "memory.max": "1\n",
        ]
        let group = try self.group("0::/system.slice/watchgate.service\n", files)
        #expect(group.stalledNanoseconds(.cpu) == 1_234_000)
        #expect(group.memoryLimit == 268_435_456)
    }

    @Test func noLimitIsNoNumber() throws {
        #expect(try self.group("0::/a\n", ["a/memory.max": "max\n"]).memoryLimit == nil)
        let files = ["memory/a/memory.limit_in_bytes": "9223372036854771712\n"]
        #expect(try self.group("4:memory:/a\n0::/\n", files).memoryLimit == nil)
    }

    @Test func versionOneHasTheMemoryLimit() throws {
        let files = ["memory/docker/x/memory.limit_in_bytes": "1073741824\n", "unified/cpu.pressure": Self.pressure]
        let group = try self.group("9:name=systemd:/\n4:cpu,memory:/docker/x\n0::/\n", files)
        #expect(group.memoryLimit == 1_073_741_824)
        #expect(group.stalledNanoseconds(.cpu) == 1_234_000)
    }

    @Test(arguments: ["", "x", "4:memory", "4:memory:relative", ":::"]) func aDamagedTextIsNoGroup(_ text: String) {
        #expect(ControlGroup(memberships: text, root: "/nowhere").memoryLimit == nil)
    }
}
