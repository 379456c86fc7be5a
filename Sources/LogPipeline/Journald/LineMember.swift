/// One member of a line's object: where its name and value lie, still escaped, without their quotes.
package struct LineMember {
    package enum Kind { case text, number, word, list, object }

    package var name: UnsafeRawBufferPointer
    package var kind: Kind
    package var value: UnsafeRawBufferPointer
    /// The value holds `\`; one without can be copied.
    package var isEscaped = false
}
