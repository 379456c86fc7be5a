import Telemetry

// Prints one figure per line, `name value`: nanoseconds, milliseconds or bytes, as the name's end says.
func show(_ name: String, _ value: Double) { print(name, value) }

let recording = RecordingCost()
for threads in [1, 2] {
    show("counter.\(threads).ns", recording.counter(threads: threads))
    show("histogram.\(threads).ns", recording.histogram(threads: threads))
}
let records = RecordCost()
show("ring_write.ns", records.ringWrite())
let rendered = records.render()
show("render.ns", rendered.nanoseconds)
show("render.bytes", Double(rendered.bytes))
if let nanoseconds = try PipelineCost().nanoseconds() { show("pipeline.ns", nanoseconds) }
for lines in [10_000, 100_000] {
    let exposition = ExpositionCost(lines: lines)
    show("exposition.\(lines).lines", Double(exposition.lineCount))
    for format in ExpositionFormat.allCases {
        let (milliseconds, bytes) = exposition.render(format)
        show("exposition.\(lines).\(format).ms", milliseconds)
        show("exposition.\(lines).\(format).bytes", Double(bytes))
    }
}
