/// Owns the memory of fragments, which live as long as it does.
final class FragmentArena {
    private var blocks: [UnsafeMutablePointer<UInt8>] = []

    deinit {
        for block in self.blocks { block.deallocate() }
    }

    /// Keeps a text as it is: for pieces of JSON.
    func keep(_ text: String) -> Fragment {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { self.copy($0) }
    }

    /// Keeps a text as the inside of a JSON string.
    func keep(escaping text: String) -> Fragment { self.keep(EscapedText.escaped(text)) }

    private func copy(_ bytes: UnsafeRawBufferPointer) -> Fragment {
        let block = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
        if let source = bytes.baseAddress {
            UnsafeMutableRawPointer(block).copyMemory(from: source, byteCount: bytes.count)
        }
        self.blocks.append(block)
        return Fragment(start: UnsafePointer(block), count: bytes.count)
    }
}
