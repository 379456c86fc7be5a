package import ArgumentParser

/// The values of `--spin`.
package enum SpinChoice: String, ExpressibleByArgument, CaseIterable {
    case on, off
}
