/// The version in reports and in `User-Agent`.
package enum LoadTestVersion {
    package static let text = "0.1.0"
}
