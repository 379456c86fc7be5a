extension Reply {
    /// Answers with a row's image, and with what else is said about it.
    package init(_ status: Int32 = 200, image: CanonicalJSON, _ more: [String: CanonicalJSON] = [:]) {
        self.init(status, (image.object ?? [:]).merging(more) { _, new in new })
    }
}
