/// What the durable sinks of a stream have written, and what a ring that runs full may take for written.
struct WrittenMarks {
    var written = SinkMarks()
    /// As `written`, but a sink that is stalled holds nothing.
    var lenient = SinkMarks()
}
