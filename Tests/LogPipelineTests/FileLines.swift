import Foundation

/// The lines of a large file, found without making texts of all of them.
struct FileLines {
    private let data: Data
    private let starts: [Int]

    init(_ data: Data) {
        var starts = [0]
        data.withUnsafeBytes { bytes in
            for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
        }
        self.data = data
        self.starts = starts
    }

    var count: Int { self.starts.count - 1 }

    /// A line with its newline.
    subscript(index: Int) -> String {
        String(decoding: self.data[self.starts[index]..<self.starts[index + 1]], as: UTF8.self)
    }

    func text(_ index: Int, at offset: Int, count: Int) -> String {
        let start = self.starts[index] + offset
        return String(decoding: self.data[start..<(start + count)], as: UTF8.self)
    }
}
