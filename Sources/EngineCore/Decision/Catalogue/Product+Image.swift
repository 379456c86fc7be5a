extension Product {
    var image: CanonicalJSON {
        .object([
            "id": .id(self.id), "sku": .string(self.sku), "name": .string(self.name),
            "category": .string(self.category), "kind": .name(self.kind), "status": .name(self.status),
            "version": .int(Int64(self.version)),
        ])
    }
}

extension Price {
    var image: CanonicalJSON {
        .object([
            "product_id": .id(self.productID), "ledger_id": .int(Int64(self.ledgerID)),
            "valid_from": .int(self.validFrom), "amount": .int(self.amount),
        ])
    }
}

extension Stock {
    var image: CanonicalJSON {
        .object([
            "product_id": .id(self.productID), "on_hand": .int(self.onHand), "reserved": .int(self.reserved),
        ])
    }
}

extension Setting {
    var image: CanonicalJSON {
        .object([
            "name": .string(self.name), "value": .string(self.value), "version": .int(Int64(self.version)),
        ])
    }
}
