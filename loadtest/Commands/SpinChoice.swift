import ArgumentParser

/// The values of `--spin`.
enum SpinChoice: String, ExpressibleByArgument, CaseIterable {
    case on, off
}
