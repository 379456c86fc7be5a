extension Principal {
    /// What replies and the audit trail show: never a password, a secret, or how to reach somebody.
    var image: CanonicalJSON {
        .object([
            "id": .id(self.id), "role": .name(self.role), "admin_roles": .int(Int64(self.adminRoles.rawValue)),
            "status": .name(self.status), "epoch": .int(Int64(self.epoch)), "version": .int(Int64(self.version)),
            "created_at": .int(self.createdAt),
        ])
    }
}
