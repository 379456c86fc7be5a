/// What a command that was carried out answers.
public struct Reply: Sendable, Hashable {
    /// 200, 201 (something was made) or 202 (waits for a second person).
    public var status: Int32
    /// The answer.
    public var json: CanonicalJSON

    package init(_ status: Int32 = 200, _ members: [String: CanonicalJSON]) {
        (self.status, self.json) = (status, .object(members))
    }
}
