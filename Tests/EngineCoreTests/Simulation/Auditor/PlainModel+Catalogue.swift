import EngineCore

extension PlainModel {
    mutating func create(_ command: CreateProduct) -> PlainVerdict {
        guard self.isAdmin(.operations) else { return .refused("role-forbidden") }
        if self.products.values.contains(where: { $0.sku == command.sku }) { return .refused("invalid-parameter") }
        self.products[self.replyID] = PlainProduct(sku: command.sku, category: command.category, kind: command.kind)
        return PlainVerdict()
    }

    mutating func update(_ command: UpdateProduct) -> PlainVerdict {
        guard self.isAdmin(.operations) else { return .refused("role-forbidden") }
        if command.name == nil && command.category == nil && command.status == nil {
            return .refused("invalid-parameter")
        }
        guard var product = self.products[command.productID] else { return .refused("not-found") }
        guard let version = command.version else { return .refused("precondition-required") }
        if version != product.version { return .refused("precondition-failed") }
        product.category = command.category ?? product.category
        if let status = command.status { product.isActive = status == .active }
        product.version += 1
        self.products[command.productID] = product
        return PlainVerdict(amounts: ["version": Int64(product.version)])
    }

    mutating func add(_ command: AddPrice) -> PlainVerdict {
        guard self.isAdmin(.operations) else { return .refused("role-forbidden") }
        var refusals: Set<String> = []
        let from = command.validFrom ?? self.now
        if !self.isAmount(command.amount) { refusals.insert("amount-out-of-range") }
        if from < self.now { refusals.insert("invalid-parameter") }
        guard let product = self.products[command.productID], self.ledgers.contains(command.ledgerID) else {
            return PlainVerdict(refusals: refusals.union(["not-found"]))
        }
        if product.prices.contains(where: { $0.ledger == command.ledgerID && $0.from == from }) {
            refusals.insert("invalid-parameter")
        }
        if !refusals.isEmpty { return PlainVerdict(refusals: refusals) }
        let price = PlainProduct.Price(ledger: command.ledgerID, from: from, amount: command.amount)
        self.products[command.productID]?.prices.append(price)
        self.products[command.productID]?.version += 1
        return PlainVerdict(amounts: ["amount": command.amount, "valid_from": from])
    }

    mutating func setStock(_ command: SetStock) -> PlainVerdict {
        guard self.isAdmin(.operations) else { return .refused("role-forbidden") }
        if command.onHand < 0 || command.onHand > 1_000_000_000_000 { return .refused("invalid-parameter") }
        guard let product = self.products[command.productID] else { return .refused("not-found") }
        if command.onHand < product.reserved { return .refused("out-of-stock") }
        self.products[command.productID]?.onHand = command.onHand
        return PlainVerdict(amounts: ["on_hand": command.onHand, "reserved": product.reserved])
    }

    mutating func put(_ command: PutSetting) -> PlainVerdict {
        guard self.isAdmin(.super) else { return .refused("role-forbidden") }
        guard command.name == "commission.max_levels", ["0", "1", "2"].contains(command.value) else {
            return .refused("invalid-parameter")
        }
        let old = self.settings[command.name]
        if old != nil && command.version == nil { return .refused("precondition-required") }
        if old?.version != command.version { return .refused("precondition-failed") }
        self.settings[command.name] = (command.value, (old?.version ?? 0) + 1)
        return PlainVerdict(amounts: ["version": Int64((old?.version ?? 0) + 1)])
    }

    mutating func transfer(_ command: TransferFunds) -> PlainVerdict {
        guard self.isSystem else { return .refused("role-forbidden") }
        var verdict = PlainVerdict()
        if command.from.ledgerID != command.to.ledgerID { verdict.refusals.insert("currency-mismatch") }
        if command.from == command.to { verdict.refusals.insert("invalid-parameter") }
        for account in [command.from, command.to] where account.kind.isPlatform != (account.ownerID == .nil) {
            verdict.refusals.insert("invalid-parameter")
        }
        if !self.ledgers.contains(command.from.ledgerID) { verdict.refusals.insert("not-found") }
        if !self.isAmount(command.amount) { verdict.refusals.insert("amount-out-of-range") }
        if !self.mayGive(command.from, command.amount) { verdict.refusals.insert("insufficient-funds") }
        if verdict.refusals.isEmpty { self.move(&verdict, 90, command.from, command.to, command.amount) }
        return verdict
    }
}
