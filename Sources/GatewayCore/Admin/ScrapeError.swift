/// Why a scrape is answered with 503.
package enum ScrapeError: Error {
    /// The gather took longer than ``ScrapeDesk`` waits.
    case tooSlow
    /// The body could not be compressed: no memory.
    case notCompressed
}
