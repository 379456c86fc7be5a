extension AdvanceConsumer: Deciding {
    package static let kind = "advance_consumer"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.consumers.insert(self.name) }

    /// Only forward, and only over events that are committed.
    ///
    /// There is no event of it: a consumer would never be done.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        guard context.actor.isSystem else { throw Rejection(.roleForbidden) }
        try Input.text(self.name, "/name", Input.provider)
        let current = set.consumers[self.name]?.lastEvent ?? 0
        let head = set.head?.lastEvent ?? context.lastEvent
        try Input.number(self.lastEvent, "/last_event", current...max(current, head))
        if set.consumers[self.name] == nil {
            set.consumers.insert(Consumer(name: self.name, lastEvent: self.lastEvent))
        } else if self.lastEvent != current {
            set.consumers.update(self.name) { $0.lastEvent = self.lastEvent }
        }
        return Reply(200, ["last_event": .int(self.lastEvent), "name": .string(self.name)])
    }
}
