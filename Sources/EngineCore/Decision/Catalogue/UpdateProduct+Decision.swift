extension UpdateProduct: Deciding {
    package static let kind = "update_product"

    package func needs(_ needs: inout Needs, actor: Actor) { needs.products.insert(self.productID) }

    package func decide(_ set: inout WorkingSet, _ context: inout Context) throws(Rejection) -> Reply {
        try context.actor.require(.operations)
        if let name { try Input.text(name, "/name", Input.name) }
        if let category { try Input.text(category, "/category", Input.name) }
        guard self.name != nil || self.category != nil || self.status != nil else {
            throw .parameter("", "must change something")
        }
        guard let before = set.products[self.productID] else { throw Rejection(.notFound) }
        try Version.check(self.version, is: before.version)

        var product = before
        product.name = self.name ?? before.name
        product.category = self.category ?? before.category
        product.status = self.status ?? before.status
        product.version += 1
        set.products.update(product.id) { $0 = product }
        set.record(
            "product.updated",
            subject: product.id,
            scope: nil,
            before: before.image,
            after: product.image,
            &context
        )
        return Reply(image: product.image)
    }
}
