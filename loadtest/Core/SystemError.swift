import Glibc

/// A system call that failed.
package struct SystemError: Error, Equatable, CustomStringConvertible {
    package var number: CInt
    package var what: String

    package init(number: CInt, what: String) {
        self.number = number
        self.what = what
    }

    package var description: String { "\(self.what): \(String(cString: strerror(self.number)))" }
}
