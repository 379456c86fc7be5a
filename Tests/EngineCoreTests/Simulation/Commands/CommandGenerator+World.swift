import EngineCore

extension CommandGenerator {
    mutating func person(_ model: PlainModel) -> (Command, Actor) {
        let suspended = (self.members + self.agents).filter { model.people[$0]?.status == .suspended }
        let somebody = self.random.chance(50) ? self.member().id : self.agent().id
        switch self.random.below(16) {
        case 0..<3:
            let reason = self.random.chance(5) ? "" : "why"
            return (.suspendPrincipal(SuspendPrincipal(principalID: somebody, reason: reason)), self.admin(.operations))
        case 3..<10:
            let id = self.random.pick(suspended) ?? somebody
            return (.reinstatePrincipal(ReinstatePrincipal(principalID: id)), self.admin(.operations))
        case 10:
            let id = self.random.pick(suspended) ?? somebody
            return (.closePrincipal(ClosePrincipal(principalID: id)), self.admin(.operations))
        case 11:
            let tier = Int16(self.random.within(-1...4))
            return (.setAgentTier(SetAgentTier(agentID: self.agent().id, tier: tier)), self.admin(.operations))
        case 12:
            let login = "agent\(self.random.below(40))"
            let parent = self.agent()
            let command = CreateAgent(
                login: login,
                name: login,
                parentID: self.random.chance(70) ? parent.id : nil,
                tier: Int16(self.random.within(0...3)),
                referral: "ref\(self.random.below(40))"
            )
            return (.createAgent(command), self.random.chance(50) ? parent : self.admin(.operations))
        case 13:
            let login = "member\(self.random.below(40))"
            let agent = self.agent()
            let command = CreateMember(login: login, name: login, agentID: self.random.chance(70) ? agent.id : nil)
            return (.createMember(command), self.random.chance(50) ? agent : self.admin(.operations))
        case 14:
            let login = "member\(self.random.below(40))"
            let referral = self.random.chance(20) ? "nobody" : model.people[self.agent().id]?.referral
            return (.registerMember(RegisterMember(login: login, name: login, referral: referral)), .system)
        default:
            let id = self.random.pick(self.admins)?.id ?? .nil
            let roles = model.people[id]?.adminRoles ?? .finance
            return (.setAdminRoles(SetAdminRoles(adminID: id, roles: roles)), self.admin(.super))
        }
    }

    mutating func catalogue(_ model: PlainModel, _ now: Int64) -> (Command, Actor) {
        let id = self.random.pick(self.products) ?? .nil
        switch self.random.below(9) {
        case 0, 1:
            let from = self.random.chance(70) ? nil : now + self.random.within(-1_000...600_000_000)
            let command = AddPrice(
                productID: id,
                ledgerID: self.ledger(),
                validFrom: from,
                amount: self.amount(upTo: 5_000)
            )
            return (.addPrice(command), self.admin(.operations))
        case 2, 3:
            // A product without stock stays unlimited: see the note in the report of orders that wait for payment.
            let limited = self.products.filter { model.products[$0]?.onHand != nil }
            let stocked = self.random.pick(limited) ?? id
            let command = SetStock(productID: stocked, onHand: self.random.within(-1...60))
            return (.setStock(command), self.admin(.operations))
        case 4, 5:
            let version = self.random.chance(80) ? model.products[id]?.version : self.random.chance(50) ? nil : 1
            let command = UpdateProduct(
                productID: id,
                version: version,
                name: self.random.chance(50) ? "name" : nil,
                category: self.random.chance(30) ? (self.random.chance(50) ? "books" : "general") : nil,
                status: self.random.chance(20) ? .inactive : self.random.chance(50) ? .active : nil
            )
            return (.updateProduct(command), self.admin(.operations))
        case 6:
            let name = "commission.max_levels"
            let version = self.random.chance(80) ? model.settings[name]?.version : nil
            let value = self.random.chance(10) ? "3" : "\(self.random.within(1...2))"
            return (.putSetting(PutSetting(name: name, value: value, version: version)), self.admin(.super))
        case 7:
            let command = TransferFunds(
                from: AccountRef(ledgerID: 1, kind: .externalIn),
                to: AccountRef(ledgerID: 1, kind: .wallet, ownerID: self.member().id),
                amount: self.amount(upTo: 500),
                refID: ID(high: 0x7000, low: UInt64(self.count))
            )
            return (.transferFunds(command), .system)
        default:
            let event = self.random.within(0...model.lastEvent + 2)
            return (.advanceConsumer(AdvanceConsumer(name: "mail", lastEvent: event)), .system)
        }
    }
}
