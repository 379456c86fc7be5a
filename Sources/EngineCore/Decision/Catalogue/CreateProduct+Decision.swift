extension CreateProduct: Deciding {
    package static let kind = "create_product"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.skus.insert(self.sku) }

    /// A SKU that is taken is `invalid-parameter`: SKUs are the caller's to choose, and no secret.
    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.operations)
        try Input.code(self.sku, "/sku", 1...64, extra: "-_./")
        try Input.text(self.name, "/name", Input.name)
        try Input.text(self.category, "/category", Input.name)
        guard !set.products.rows.contains(where: { $0.sku == self.sku }) else {
            throw .parameter("/sku", "must not be that of another product")
        }

        let product = Product(
            id: context.nextID(),
            sku: self.sku,
            name: self.name,
            category: self.category,
            kind: self.kind,
            status: .active,
            version: 1
        )
        set.products.insert(product)
        set.record("product.created", subject: product.id, scope: nil, after: product.image, &context)
        return Reply(201, image: product.image)
    }
}
