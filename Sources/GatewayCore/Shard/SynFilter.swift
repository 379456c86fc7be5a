import Glibc

/// A classic BPF program (linux/filter.h) that drops the SYN segments a listener receives and lets all others pass.
enum SynFilter {
    /// `struct sock_filter`.
    private struct Instruction {
        var code: UInt16
        var ifTrue: UInt8
        var ifFalse: UInt8
        var value: UInt32
    }

    /// `struct sock_fprog`.
    private struct Program {
        var count: UInt16
        var instructions: UnsafeMutablePointer<Instruction>?
    }

    /// - Returns: False when the kernel does not take it.
    static func attach(to socket: CInt) -> Bool {
        // The filter sees the TCP header: byte 13 holds the flags, SYN is 0x02, ACK is 0x10.
        var instructions = [
            Instruction(code: 0x30, ifTrue: 0, ifFalse: 0, value: 13),  // ldb [13]
            Instruction(code: 0x54, ifTrue: 0, ifFalse: 0, value: 0x12),  // and #SYN|ACK
            Instruction(code: 0x15, ifTrue: 0, ifFalse: 1, value: 0x02),  // jeq #SYN
            Instruction(code: 0x06, ifTrue: 0, ifFalse: 0, value: 0),  // ret #0
            Instruction(code: 0x06, ifTrue: 0, ifFalse: 0, value: 0xFFFF_FFFF),  // ret #all
        ]
        let attachFilter: CInt = 26  // SO_ATTACH_FILTER
        return instructions.withUnsafeMutableBufferPointer { buffer in
            var program = Program(count: UInt16(buffer.count), instructions: buffer.baseAddress)
            return setsockopt(socket, SOL_SOCKET, attachFilter, &program, socklen_t(MemoryLayout<Program>.size)) == 0
        }
    }
}
