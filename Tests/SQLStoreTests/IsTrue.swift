/// For `#expect`, which takes no mutating call and no property of a value that cannot be copied.
func isTrue(_ condition: Bool) -> Bool { condition }
