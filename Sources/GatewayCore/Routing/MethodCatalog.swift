/// The methods a route table knows, each with its bit: the standard ones, then those that routes list, by name.
struct MethodCatalog: Sendable {
    /// In the order of `Allow`.
    static let standard = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    static let get: UInt64 = 1
    static let head: UInt64 = 2

    /// By bit.
    let names: [String]
    private let index: ByteIndex
    /// The bit of each entry of the index.
    private let masks: [UInt64]

    /// - Precondition: At most 64 methods in all; the configuration sees to that.
    init(listed: some Sequence<String>) {
        let others = Set(listed).subtracting(Self.standard)
        self.names = Self.standard + others.sorted()
        precondition(self.names.count <= 64, "\(self.names.count) methods; a table holds 64")
        let sorted = self.names.enumerated().map {
            (text: Array($0.element.utf8), mask: UInt64(1) << UInt64($0.offset))
        }
        .sorted { ByteIndex.precedes($0.text, $1.text) }
        self.index = ByteIndex(sorted.map(\.text))
        self.masks = sorted.map(\.mask)
    }

    /// Every method known.
    var all: UInt64 { self.names.count == 64 ? .max : (1 << UInt64(self.names.count)) - 1 }

    /// The bit of a method; 0 when it is not known.
    func mask(of method: UnsafeRawBufferPointer) -> UInt64 {
        if method.count == 3, method[0] == UInt8(ascii: "G"), method[1] == UInt8(ascii: "E"),
            method[2] == UInt8(ascii: "T")
        {
            return Self.get
        }
        guard let found = self.index.find(method, in: 0..<self.index.count, folding: .exact) else { return 0 }
        return self.masks[found]
    }

    func mask(of methods: [String]) -> UInt64 {
        methods.reduce(0) { mask, name in
            mask | (self.names.firstIndex(of: name).map { UInt64(1) << UInt64($0) } ?? 0)
        }
    }

    /// The value of `Allow`: `GET, HEAD, POST`.
    func text(_ mask: UInt64) -> String {
        self.names.indices.filter { mask & (1 << UInt64($0)) != 0 }.map { self.names[$0] }.joined(separator: ", ")
    }
}
