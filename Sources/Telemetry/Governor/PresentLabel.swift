/// A label whose values can go away: names of the configuration at a reload, open values that are no longer frequent.
enum PresentLabel: Hashable {
    /// By the label's name, in all families.
    case configured(String)
    /// In one family.
    case open(ObjectIdentifier)
}
