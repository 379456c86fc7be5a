import EngineCore
import Testing

@Suite("Catalogue and settings") struct CatalogueTests {
    private let bench = DecisionBench()
    private let operations: Actor
    private let owner: Actor

    init() {
        self.bench.addLedger()
        self.operations = self.bench.admin(.operations)
        self.owner = self.bench.admin(.super)
    }

    private func product(_ sku: String = "tea-1") -> Outcome {
        let command = CreateProduct(sku: sku, name: "Tea", category: "drinks", kind: .goods)
        return self.bench.run(.createProduct(command), by: self.operations)
    }

    @Test("a product starts active at version 1, its SKU once")
    func create() {
        let outcome = self.product()
        #expect(outcome.status == 201 && outcome.reply["version"] == .int(1))
        #expect(outcome.reply["status"] == .string("active") && self.bench.actions == ["product.created"])
        #expect(self.product().rejection == .invalidParameter)
        #expect(self.product("tea 2").rejection == .invalidParameter && self.product("").rejection == .invalidParameter)
        #expect(self.bench.set.products.count == 1)
    }

    @Test("two products of one SKU in one batch: the first has it")
    func oneBatch() {
        let command = Command.createProduct(CreateProduct(sku: "a", name: "A", category: "a", kind: .service))
        let outcomes = self.bench.batch((0..<2).map { _ in self.bench.request(command, by: self.operations) })
        #expect(outcomes.map(\.status) == [201, 400])
    }

    @Test("a change names the version it saw: 428 without, 412 with another")
    func update() {
        let id = self.product().madeID
        var command = UpdateProduct(productID: id, name: "Green tea")
        let run = { (command: UpdateProduct) in self.bench.run(.updateProduct(command), by: self.operations) }
        #expect(run(command).rejection == .preconditionRequired && run(command).status == 428)
        command.version = 2
        #expect(run(command).details == ["version": .int(1)] && run(command).status == 412)
        command.version = 1
        let outcome = run(command)
        #expect(outcome.status == 200 && outcome.reply["version"] == .int(2))
        #expect(outcome.reply["name"] == .string("Green tea") && outcome.reply["category"] == .string("drinks"))
        #expect(run(command).rejection == .preconditionFailed)
        #expect(run(UpdateProduct(productID: id, version: 2)).rejection == .invalidParameter)
        #expect(run(UpdateProduct(productID: id, version: 2, status: .inactive)).status == 200)
        #expect(run(UpdateProduct(productID: self.bench.id(), version: 1, name: "x")).rejection == .notFound)
    }

    @Test("a price is a new row from now on or later, never in the past, never the same time twice")
    func prices() {
        let id = self.product().madeID
        let add = { (from: Int64?, amount: Int64) in
            self.bench.run(
                .addPrice(AddPrice(productID: id, ledgerID: 1, validFrom: from, amount: amount)),
                by: self.operations
            )
        }
        #expect(add(nil, 500).status == 201 && self.bench.set.products[id]?.version == 2)
        #expect(add(nil, 400).rejection == .invalidParameter)
        #expect(add(self.bench.now - 1, 400).rejection == .invalidParameter)
        #expect(add(self.bench.now + 1, 400).status == 201)
        #expect(add(self.bench.now + 2, 0).rejection == .amountOutOfRange)
        #expect(add(self.bench.now + 2, Amount.limit + 1).rejection == .amountOutOfRange)
        #expect(self.bench.set.prices.rows.map(\.amount).sorted() == [400, 500])
        let elsewhere = AddPrice(productID: id, ledgerID: 7, amount: 1)
        #expect(self.bench.run(.addPrice(elsewhere), by: self.operations).rejection == .notFound)
    }

    @Test("a price added in a batch is the price of an order later in it")
    func priceInBatch() {
        let shop = Shop()
        shop.bench.now += 1
        let price = shop.bench.request(
            .addPrice(AddPrice(productID: shop.product, ledgerID: 1, amount: 7)),
            by: shop.operations
        )
        let lines = [OrderedLine(productID: shop.product, quantity: 2)]
        let orders = [1_998, 14].map { total in
            shop.bench.request(.placeOrder(PlaceOrder(ledgerID: 1, lines: lines, total: total)), by: shop.member)
        }
        #expect(shop.bench.batch([orders[0], price, orders[1]]).map(\.status) == [201, 201, 201])
    }

    @Test("stock is at least what is reserved")
    func stock() {
        let id = self.product().madeID
        let set = { (units: Int64) in
            self.bench.run(.setStock(SetStock(productID: id, onHand: units)), by: self.operations)
        }
        #expect(set(-1).rejection == .invalidParameter && set(5).status == 200)
        self.bench.set.stocks.update(id) { $0.reserved = 3 }
        #expect(set(2).details == ["reserved": .int(3)] && set(2).rejection == .outOfStock)
        #expect(set(3).status == 200 && self.bench.set.stocks[id] == Stock(productID: id, onHand: 3, reserved: 3))
        let unknown = SetStock(productID: self.bench.id(), onHand: 1)
        #expect(self.bench.run(.setStock(unknown), by: self.operations).rejection == .notFound)
    }

    @Test("settings: known names with values that can be, by version")
    func settings() {
        let put = { (name: String, value: String, version: Int32?) in
            self.bench.run(.putSetting(PutSetting(name: name, value: value, version: version)), by: self.owner)
        }
        let name = "commission.max_levels"
        let unknown = put("commission.max", "1", nil)
        #expect(unknown.rejection == .invalidParameter)
        #expect(unknown.details["allowed"] == .array([.string(name)]))
        for value in ["3", "-1", "", "01", "two", "+1"] {
            #expect(put(name, value, nil).rejection == .invalidParameter)
        }
        #expect(put(name, "1", 1).rejection == .preconditionFailed)
        #expect(put(name, "1", nil).status == 201)
        #expect(put(name, "2", nil).rejection == .preconditionRequired)
        #expect(put(name, "2", 2).rejection == .preconditionFailed)
        #expect(put(name, "0", 1).reply["version"] == .int(2) && self.bench.actions == ["setting.changed"])
    }

    @Test("a plan is proposed by a super, within its cap, and not for the past")
    func plan() {
        var command = ProposePlan(
            ledgerID: 1,
            mode: .unilevel,
            rates: .array([.int(50_000), .int(20_000)]),
            capPpm: 70_000,
            holdDays: 7
        )
        let run = { (command: ProposePlan) in self.bench.run(.proposePlan(command), by: self.owner) }
        let outcome = run(command)
        #expect(outcome.status == 202 && self.bench.set.approvals[outcome.madeID]?.action == .addPlan)
        #expect(self.bench.run(.proposePlan(command), by: self.operations).rejection == .roleForbidden)
        command.capPpm = 69_999
        #expect(run(command).rejection == .planCapExceeded)
        command.capPpm = 70_000
        command.validFrom = self.bench.now - 1
        #expect(run(command).rejection == .invalidParameter)
        command.validFrom = self.bench.now
        #expect(run(command).status == 202)
        command.ledgerID = 9
        #expect(run(command).rejection == .notFound)
    }

    @Test("only operations keep the catalogue, only a super the settings")
    func roles() {
        let id = self.product().madeID
        let commands: [Command] = [
            .createProduct(CreateProduct(sku: "b", name: "B", category: "b", kind: .goods)),
            .updateProduct(UpdateProduct(productID: id, version: 1, name: "x")),
            .addPrice(AddPrice(productID: id, ledgerID: 1, amount: 1)),
            .setStock(SetStock(productID: id, onHand: 1)),
        ]
        let others = [
            self.bench.member(), self.bench.agent(), self.bench.admin([.super, .finance, .support, .auditor]),
            Actor.system,
        ]
        for actor in others {
            for command in commands { #expect(self.bench.run(command, by: actor).rejection == .roleForbidden) }
        }
        let setting = Command.putSetting(PutSetting(name: "commission.max_levels", value: "1"))
        for actor in [self.operations, self.bench.member(), self.bench.agent(), Actor.system] {
            #expect(self.bench.run(setting, by: actor).rejection == .roleForbidden)
        }
    }
}
