/// How near the gateway is to its limit of open files.
package enum DescriptorsCheck {
    package static let warningShare = 0.8
    package static let failedShare = 0.95

    package static func evaluate(_ figures: GatewayFigures) -> Finding {
        guard let open = figures.value("process_open_fds"), let limit = figures.value("process_max_fds"), limit > 0
        else { return .ok(.descriptors, "hidden: /proc does not show the gateway's descriptors") }
        let share = open / limit
        let text = "\(DoctorText.number(open)) of \(DoctorText.number(limit)) descriptors are open"
        let fix = "Raise LimitNOFILE of the unit, or lower server.limits.connections."
        if share > Self.failedShare { return .failed(.descriptors, text, fix: fix) }
        return share > Self.warningShare ? .warning(.descriptors, text, fix: fix) : .ok(.descriptors, text)
    }
}
