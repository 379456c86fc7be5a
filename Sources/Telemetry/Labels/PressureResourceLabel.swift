/// What tasks waited for, by the kernel's pressure stall information.
package enum PressureResourceLabel: String, ClosedLabel {
    case cpu, io, memory

    package var labelText: String { self.rawValue }
}
