import Glibc

/// Places by the bytes of a value: open addressing in memory that is taken once.
///
/// Places are given by the caller, `0..<capacity`. At most half of the cells are in use.
struct OpenIndex: ~Copyable {
    private struct Place {
        var hash: UInt64 = 0
        var length = 0
    }

    let capacity: Int
    private let mask: Int
    /// The place in each cell; -1: none.
    private let cells: UnsafeMutablePointer<Int32>
    private let places: UnsafeMutablePointer<Place>
    /// ``LabelText/byteLimit`` for each place.
    private let bytes: UnsafeMutableRawPointer

    init(capacity: Int) {
        self.capacity = capacity
        self.mask = Self.cellCount(capacity) - 1
        self.cells = .allocate(capacity: self.mask + 1)
        self.cells.initialize(repeating: -1, count: self.mask + 1)
        self.places = .allocate(capacity: max(capacity, 1))
        self.places.initialize(repeating: Place(), count: max(capacity, 1))
        self.bytes = .allocate(byteCount: max(capacity, 1) * LabelText.byteLimit, alignment: 64)
    }

    deinit {
        self.cells.deallocate()
        self.places.deallocate()
        self.bytes.deallocate()
    }

    static func byteCount(capacity: Int) -> Int {
        self.cellCount(capacity) * 4 + capacity * (MemoryLayout<Place>.stride + LabelText.byteLimit)
    }

    private static func cellCount(_ capacity: Int) -> Int {
        var count = 4
        while count < capacity * 2 { count *= 2 }
        return count
    }

    /// The place of a value; -1: it has none.
    @inline(__always)
    func find(_ value: OpenValue) -> Int {
        var cell = Int(truncatingIfNeeded: value.hash) & self.mask
        while true {
            let place = Int(self.cells[cell])
            if place < 0 { return -1 }
            if self.holds(value, at: place) { return place }
            cell = (cell + 1) & self.mask
        }
    }

    /// The bytes at a place, lent.
    func bytes(at place: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: self.start(of: place), count: self.places[place].length)
    }

    mutating func removeAll() {
        for cell in 0...self.mask { self.cells[cell] = -1 }
    }

    /// The value is in no place, and the place has no value.
    mutating func insert(_ value: OpenValue, at place: Int) {
        self.places[place].hash = value.hash
        self.places[place].length = value.bytes.count
        if let source = value.bytes.baseAddress { memcpy(self.start(of: place), source, value.bytes.count) }
        var cell = Int(truncatingIfNeeded: value.hash) & self.mask
        while self.cells[cell] >= 0 { cell = (cell + 1) & self.mask }
        self.cells[cell] = Int32(place)
    }

    /// Empties a place; what was put behind its cell for want of room moves up.
    mutating func remove(at place: Int) {
        var hole = Int(truncatingIfNeeded: self.places[place].hash) & self.mask
        while self.cells[hole] != Int32(place) { hole = (hole + 1) & self.mask }
        var cell = hole
        while true {
            cell = (cell + 1) & self.mask
            if self.cells[cell] < 0 { break }
            let wanted = Int(truncatingIfNeeded: self.places[Int(self.cells[cell])].hash) & self.mask
            // It may move if the hole lies on its way from the cell it wanted to the one it has.
            if (cell - wanted) & self.mask >= (cell - hole) & self.mask {
                self.cells[hole] = self.cells[cell]
                hole = cell
            }
        }
        self.cells[hole] = -1
    }

    @inline(__always)
    private func holds(_ value: OpenValue, at place: Int) -> Bool {
        let entry = self.places + place
        guard entry.pointee.hash == value.hash, entry.pointee.length == value.bytes.count else { return false }
        guard let source = value.bytes.baseAddress else { return true }
        return memcmp(self.start(of: place), source, value.bytes.count) == 0
    }

    @inline(__always)
    private func start(of place: Int) -> UnsafeMutableRawPointer {
        self.bytes + place * LabelText.byteLimit
    }
}
