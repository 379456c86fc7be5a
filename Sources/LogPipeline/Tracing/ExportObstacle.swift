/// Why spans can be sent nowhere as the gateway is configured.
struct ExportObstacle: Error {
    var text: String
}
