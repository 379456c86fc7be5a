/// A value of an open label as it came from outside, and its keyed hash.
///
/// Lent: valid during the call it is given to.
package struct OpenValue {
    /// At most ``LabelText/byteLimit``: what comes after does not show in the label either.
    let bytes: UnsafeRawBufferPointer
    let hash: UInt64

    /// `key`: Random, so that nobody outside can choose values that collide.
    package init(_ bytes: UnsafeRawBufferPointer, key: UInt64) {
        self.bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(LabelText.byteLimit))
        // SipHash with the process's own key; ours comes on top, because that one can be switched off from outside.
        var hasher = Hasher()
        hasher.combine(key)
        hasher.combine(bytes: self.bytes)
        self.hash = UInt64(truncatingIfNeeded: hasher.finalize())
    }
}
