package import Logging

/// One action that is put on record before it is done.
package struct AuditEvent: Sendable {
    /// Who acted; empty texts are left out.
    package struct User: Sendable {
        package var id = ""
        package var name = ""
        package var roles: [String] = []

        package init() {}
    }

    /// What was changed, by hashes of its text; empty texts are left out.
    package struct Change: Sendable {
        package var beforeHash = ""
        package var afterHash = ""
        package var diff = ""

        package init() {}
    }

    package var level = Logger.Level.notice
    package var message: String
    /// `event.action`.
    package var action: String
    /// `event.category` and `event.type`: values of ECS.
    package var category: String
    package var type: String
    package var isSuccess = true
    /// `event.reason`.
    package var reason = ""
    package var user = User()
    package var sourceIP = ""
    package var requestID = ""
    package var objectType = ""
    package var objectID = ""
    package var change = Change()

    package init(_ action: String, message: String, category: String = "process", type: String = "info") {
        self.action = action
        self.message = message
        self.category = category
        self.type = type
    }
}
