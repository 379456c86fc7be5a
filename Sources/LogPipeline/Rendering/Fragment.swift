/// Bytes that are ready to be copied into a line; a ``FragmentArena`` owns them.
struct Fragment {
    var start: UnsafePointer<UInt8>
    var count: Int
}
