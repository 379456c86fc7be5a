/// The process and its event loops. Values that `/proc` hides are left out.
extension Families {
    package static let processCPU = CounterFamily(
        "process_cpu_seconds_total",
        unit: .seconds,
        help: "Processor time used, user and system."
    )
    package static let processNetworkReceive = CounterFamily(
        "process_network_receive_bytes_total",
        unit: .bytes,
        help: "Bytes received in the network namespace of the process."
    )
    package static let processNetworkTransmit = CounterFamily(
        "process_network_transmit_bytes_total",
        unit: .bytes,
        help: "Bytes sent in the network namespace of the process."
    )
    package static let processPressureStalled = CounterFamily(
        "process_pressure_stalled_seconds_total",
        unit: .seconds,
        labels: [.closed("resource", PressureResourceLabel.self)],
        help: "Time in which some task of the control group waited for a resource."
    )
    package static let processOpenFDs = GaugeFamily("process_open_fds", help: "Open file descriptors.")
    package static let processMaxFDs = GaugeFamily("process_max_fds", help: "The most file descriptors.")
    package static let processVirtualMemory = GaugeFamily(
        "process_virtual_memory_bytes",
        unit: .bytes,
        help: "Size of the address space in use."
    )
    package static let processVirtualMemoryMax = GaugeFamily(
        "process_virtual_memory_max_bytes",
        unit: .bytes,
        help: "The most address space."
    )
    package static let processResidentMemory = GaugeFamily(
        "process_resident_memory_bytes",
        unit: .bytes,
        help: "Memory in use that is not swapped out."
    )
    package static let processHeap = GaugeFamily(
        "process_heap_bytes",
        unit: .bytes,
        help: "Size of the data segment."
    )
    package static let processStartTime = GaugeFamily(
        "process_start_time_seconds",
        unit: .seconds,
        help: "When the process started, seconds since 1970."
    )
    package static let processThreads = GaugeFamily("process_threads", help: "Threads of the process.")
    package static let swiftMallocInUse = GaugeFamily(
        "swift_malloc_in_use_bytes",
        unit: .bytes,
        help: "Memory given out by malloc and not freed."
    )
    package static let nioEventloopLag = HistogramFamily(
        "nio_eventloop_lag_seconds",
        unit: .seconds,
        buckets: Buckets.fast,
        labels: [.index("loop")],
        help: "How late a timer of 100 ms ran on an event loop."
    )
    package static let nioEventloopQueuedTasks = GaugeFamily(
        "nio_eventloop_queued_tasks",
        labels: [.index("loop")],
        help: "Tasks that wait on an event loop."
    )
    package static let nioEventloopBusyRatio = GaugeFamily(
        "nio_eventloop_busy_ratio",
        unit: .ratio,
        labels: [.index("loop")],
        help: "Share of time in which an event loop worked."
    )

    package static let gatewayMemoryLimit = GaugeFamily(
        "gateway_memory_limit_bytes",
        unit: .bytes,
        help: "The most memory of the control group, else of the machine."
    )
    package static let gatewayFilesystemFree = GaugeFamily(
        "gateway_filesystem_free_bytes",
        unit: .bytes,
        labels: [.closed("purpose", DiskPurposeLabel.self)],
        help: "Room on a disk the gateway writes to."
    )
    package static let gatewayFilesystemSize = GaugeFamily(
        "gateway_filesystem_size_bytes",
        unit: .bytes,
        labels: [.closed("purpose", DiskPurposeLabel.self)],
        help: "Size of a disk the gateway writes to."
    )

    static let process: [FamilyDescriptor] = [
        processCPU.descriptor, processNetworkReceive.descriptor, processNetworkTransmit.descriptor,
        processPressureStalled.descriptor, processOpenFDs.descriptor, processMaxFDs.descriptor,
        processVirtualMemory.descriptor, processVirtualMemoryMax.descriptor, processResidentMemory.descriptor,
        processHeap.descriptor, processStartTime.descriptor, processThreads.descriptor, swiftMallocInUse.descriptor,
        gatewayMemoryLimit.descriptor, gatewayFilesystemFree.descriptor, gatewayFilesystemSize.descriptor,
        nioEventloopLag.descriptor, nioEventloopQueuedTasks.descriptor, nioEventloopBusyRatio.descriptor,
    ]
}
