extension TableDescription {
    /// The columns in the order in which rows are read: `o.id, o.member_id, …`.
    func columns(_ alias: String) -> String {
        self.columns.map { "\(alias).\($0.name)" }.joined(separator: ", ")
    }
}
