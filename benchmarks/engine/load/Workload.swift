import ArgumentParser

/// What is done.
enum Workload: String, ExpressibleByArgument, CaseIterable {
    case transfers
    case zipf
    case orders
}
