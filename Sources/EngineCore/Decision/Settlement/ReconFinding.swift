/// Why a recon item is open; the text of `recon_item.reason` until somebody resolves it.
package enum ReconFinding: String, Sendable, CaseIterable {
    /// We confirmed it, the provider does not report it.
    case missing
    /// The provider reports it, we do not know it.
    case extra
    /// Both know it, with two amounts; the item holds the provider's.
    case differentAmount = "different-amount"
    /// The provider reports one id more than once; each report after the first.
    case duplicate
    /// A deposit was reversed and the wallet did not have the money; the item holds what is missing.
    case reversalShortfall = "deposit-reversal-shortfall"
}
