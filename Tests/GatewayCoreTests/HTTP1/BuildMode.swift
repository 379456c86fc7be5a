/// How the tests were built.
enum BuildMode {
    static var isOptimized: Bool {
        #if DEBUG
        false
        #else
        true
        #endif
    }
}
