import Glibc
import Telemetry

/// What every record says about the process that made it.
package struct RecordIdentity: Sendable, Equatable {
    package var serviceName = "watchgate"
    package var serviceVersion: String
    package var environment: String
    package var nodeName: String
    package var hostName: String
    package var processID: Int32
    package var bootID: UInt32
    /// `data_stream.namespace`: what the sink that ships to data streams is set to; a name that needs no escaping.
    package var namespace = "default"

    package init(
        serviceVersion: String,
        environment: String,
        nodeName: String,
        hostName: String,
        processID: Int32,
        bootID: UInt32
    ) {
        self.serviceVersion = serviceVersion
        self.environment = environment
        self.nodeName = nodeName
        self.hostName = hostName
        self.processID = processID
        self.bootID = bootID
    }

    init(_ configuration: LogPipelineConfiguration) {
        self.init(
            serviceVersion: configuration.serviceVersion,
            environment: configuration.environment,
            nodeName: configuration.nodeName,
            hostName: configuration.hostName ?? Self.systemHostName,
            processID: getpid(),
            bootID: configuration.bootID
        )
        if let store = configuration.elasticsearch { self.namespace = store.namespace }
    }

    private static var systemHostName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return bytes.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }  // not empty: 256 bytes
    }

    /// `"ecs.version"` to the opening quote of `"event.id"`: the same in every record; absent values are left out.
    func serviceText(in arena: FragmentArena) -> Fragment {
        var text = #","ecs.version":"8.17.0""#
        let fields = [
            ("service.name", self.serviceName), ("service.version", self.serviceVersion),
            ("service.environment", self.environment), ("service.node.name", self.nodeName),
            ("host.name", self.hostName),
        ]
        for (name, value) in fields where !value.isEmpty {
            text += #","\#(name)":"\#(EscapedText.escaped(TextCap.shortened(value, to: TextCap.name)))""#
        }
        text += #","process.pid":\#(self.processID),"event.id":""#
        return arena.keep(text)
    }

    /// `"data_stream.type"` to the end of `"data_stream.namespace"`.
    func dataStreamText(_ stream: RecordStream, in arena: FragmentArena) -> Fragment {
        let dataset = "gateway.\(stream.label.labelText)"
        let names = #""data_stream.dataset":"\#(dataset)","data_stream.namespace":"\#(self.namespace)""#
        return arena.keep(#","data_stream.type":"logs",\#(names)"#)
    }

    /// `"gateway.boot"` to the colon of `"gateway.shard"`.
    func bootText(in arena: FragmentArena) -> Fragment {
        var digits = String(self.bootID, radix: 16)
        digits = String(repeating: "0", count: 8 - digits.count) + digits
        return arena.keep(#","gateway.boot":"\#(digits)","gateway.shard":"#)
    }
}
