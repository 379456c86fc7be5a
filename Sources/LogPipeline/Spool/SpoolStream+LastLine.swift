import Synchronization

extension SpoolStream {
    /// The newest line that can be read; nil when there is none.
    var lastLine: [UInt8]? {
        for segment in self.state.withLock({ $0.segments }).reversed() {
            guard let bytes = self.folder.read(segment.name) else { continue }
            let line = bytes.withUnsafeBytes { bytes in
                SegmentScan(bytes, from: SegmentHeader.byteCount).records.last { !$0.isNote }?.line
            }
            if let line { return Array(bytes[line]) }
        }
        return nil
    }
}
