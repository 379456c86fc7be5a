/// The calls of an `EngineStore` that can fail.
enum StoreCall: String, CaseIterable, Sendable { case open, lock, commit }
