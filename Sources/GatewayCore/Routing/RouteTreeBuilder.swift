/// Builds the tree of templates and lays it out flat.
struct RouteTreeBuilder {
    private final class Branch {
        var literals: [[UInt8]: Branch] = [:]
        var parameter: Branch?
        var ends: [RouteCandidate] = []
        var rests: [RouteCandidate] = []
    }

    private let root = Branch()
    private(set) var nodes: [RouteNode] = []
    /// The text that leads to each node; empty for the root and for parameters.
    private(set) var literals: [[UInt8]] = []
    private(set) var candidates: [RouteCandidate] = []

    mutating func insert(_ pattern: RoutePattern, _ candidate: RouteCandidate) {
        var branch = self.root
        for segment in pattern.segments {
            switch segment {
            case .literal(let bytes):
                let next = branch.literals[bytes] ?? Branch()
                branch.literals[bytes] = next
                branch = next
            case .parameter:
                let next = branch.parameter ?? Branch()
                branch.parameter = next
                branch = next
            case .rest:
                branch.rests.append(candidate)
                return
            }
        }
        branch.ends.append(candidate)
    }

    /// Breadth first, so that the children of a node get neighbouring indices.
    mutating func flatten() {
        var branches = [self.root]
        self.literals = [[]]
        var index = 0
        while index < branches.count {
            let branch = branches[index]
            var node = RouteNode()
            let children = branch.literals.sorted { ByteIndex.precedes($0.key, $1.key) }
            node.literals = branches.count..<branches.count + children.count
            branches += children.map(\.value)
            self.literals += children.map(\.key)
            if let parameter = branch.parameter {
                node.parameter = branches.count
                branches.append(parameter)
                self.literals.append([])
            }
            node.ends = self.append(branch.ends)
            node.rests = self.append(branch.rests)
            self.nodes.append(node)
            index += 1
        }
    }

    /// Host before any host, then listed methods before any method.
    private mutating func append(_ candidates: [RouteCandidate]) -> Range<Int> {
        let start = self.candidates.count
        self.candidates += candidates.sorted { left, right in
            if (left.host == 0) != (right.host == 0) { return left.host != 0 }
            if left.listsMethods != right.listsMethods { return left.listsMethods }
            return left.route < right.route
        }
        return start..<self.candidates.count
    }
}
