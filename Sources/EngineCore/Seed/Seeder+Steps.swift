extension Seeder {
    func makeAdmins(_ world: inout SeedWorld) async throws(SeedError) {
        let kinds: [(String, AdminRoles)] = [
            ("operations", .operations), ("director", .super), ("finance", .finance), ("support", .support),
        ]
        for (name, roles) in kinds {
            let login = "\(name)-\(self.plan.number)"
            let admin = CreateAdmin(login: login, name: name, roles: roles)
            let id = try await self.make("admin:\(name)", .createAdmin(admin))
            // "*" is no hash of any password: nobody can sign in before an invitation sets one.
            let activation = ActivatePrincipal(principalID: id, passwordHash: "*")
            try await self.send("admin:\(name):active", .activatePrincipal(activation))
            world.admins.append(id)
        }
    }

    func makeCatalogue(_ world: inout SeedWorld) async throws(SeedError) {
        let ledger = CreateLedger(id: world.ledgerID, currency: "EUR", scale: 2)
        try await self.sendOnce("ledger", .createLedger(ledger))
        let proposal = ProposePlan(
            ledgerID: world.ledgerID,
            category: nil,
            mode: .unilevel,
            rates: .array([.int(50_000), .int(20_000)]),
            capPpm: 100_000,
            holdDays: 7
        )
        let asked = try await self.send("plan", .proposePlan(proposal), by: world.director)
        let payload = PlanProposal(
            ledgerID: proposal.ledgerID,
            category: nil,
            mode: proposal.mode,
            rates: proposal.rates,
            capPpm: proposal.capPpm,
            holdDays: proposal.holdDays,
            validFrom: nil
        )
        if let approvalID = asked["approval"]?.id ?? asked["id"]?.id {
            let approval = ApproveAction(approvalID: approvalID, action: .addPlan, payload: payload.text)
            try await self.send("plan:approved", .approveAction(approval), by: world.finance)
        }
        for place in 0..<self.plan.products { try await self.makeProduct(place, &world) }
    }

    private func makeProduct(_ place: Int, _ world: inout SeedWorld) async throws(SeedError) {
        let product = CreateProduct(
            sku: "S\(self.plan.number)-\(place)",
            name: "Product \(place)",
            category: "category-\(place % 3)",
            kind: place % 7 == 6 ? .service : .goods
        )
        let id = try await self.make("product:\(place)", .createProduct(product), by: world.operations)
        let amount = Int64(100 + self.number(place, below: 9_900))
        let price = AddPrice(productID: id, ledgerID: world.ledgerID, amount: amount)
        try await self.send("product:\(place):price", .addPrice(price), by: world.operations)
        world.products.append(id)
        world.prices.append(amount)
    }

    func makeAgents(_ world: inout SeedWorld) async throws(SeedError) {
        for place in 0..<self.plan.agents {
            let depth = place % 4
            let agent = CreateAgent(
                login: "agent-\(self.plan.number)-\(place)",
                name: "Agent \(place)",
                parentID: depth == 0 || depth == 3 ? nil : world.agents[place - 1],
                tier: Int16(3 - depth % 3),
                referral: "R\(self.plan.number)-\(place)"
            )
            world.agents.append(try await self.make("agent:\(place)", .createAgent(agent), by: world.operations))
        }
    }

    func makeMembers(_ world: inout SeedWorld) async throws(SeedError) {
        for place in 0..<self.plan.members {
            let agent = self.plan.agents == 0 ? nil : place % self.plan.agents
            let member = RegisterMember(
                login: "member-\(self.plan.number)-\(place)",
                name: "Member \(place)",
                passwordHash: nil,
                referral: agent.map { "R\(self.plan.number)-\($0)" }
            )
            let id = try await self.make("member:\(place)", .registerMember(member))
            let funds = TransferFunds(
                from: AccountRef(ledgerID: world.ledgerID, kind: .externalIn),
                to: AccountRef(ledgerID: world.ledgerID, kind: .wallet, ownerID: id),
                amount: self.plan.deposit,
                refID: id
            )
            try await self.send("member:\(place):funds", .transferFunds(funds))
            world.members.append(id)
        }
    }

    func makeOrders(_ world: inout SeedWorld) async throws(SeedError) {
        guard !world.members.isEmpty, !world.products.isEmpty else { return }
        for place in 0..<self.plan.orders {
            let product = self.number(place, below: world.products.count)
            let quantity = 1 + self.number(place + 1_000_000, below: 3)
            let member = Actor.member(world.members[place % world.members.count])
            let order = PlaceOrder(
                ledgerID: world.ledgerID,
                lines: [OrderedLine(productID: world.products[product], quantity: Int32(quantity))],
                total: world.prices[product] * Int64(quantity)
            )
            let id = try await self.make("order:\(place)", .placeOrder(order), by: member)
            try await self.walk(id, place, member, world)
            world.orders.append(id)
        }
    }

    private func walk(_ id: ID, _ place: Int, _ member: Actor, _ world: SeedWorld) async throws(SeedError) {
        let name = "order:\(place)"
        let steps = place % 5
        if steps >= 1 { try await self.send("\(name):paid", .payOrder(PayOrder(orderID: id)), by: member) }
        let operations = world.operations
        if steps >= 2 { try await self.send("\(name):fulfil", .fulfilOrder(FulfilOrder(orderID: id)), by: operations) }
        if steps >= 3 {
            try await self.send("\(name):deliver", .deliverOrder(DeliverOrder(orderID: id)), by: operations)
        }
        if steps >= 4 {
            try await self.send("\(name):done", .completeOrder(CompleteOrder(orderID: id)), by: operations)
        }
    }

    /// As `send`, for what may be there already under another seed's key.
    private func sendOnce(_ name: String, _ command: Command) async throws(SeedError) {
        do {
            try await self.send(name, command)
        } catch  where error.answer.hasPrefix("409") {}
    }
}
