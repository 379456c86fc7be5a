extension RouteTable {
    /// Finds the route that takes a request.
    ///
    /// - Parameters:
    ///   - host: The `Host` field as it came: in any case, with or without port, with or without a last dot. Empty:
    ///     only routes for any host fit.
    ///   - path: Canonical, without query: it starts with `/`, unreserved characters are not percent-encoded, no segment
    ///     but the last is empty. The digits of percent-encoding may be in any case. Anything else (`*`): not found.
    ///   - method: As it came.
    /// - Returns: The route, the index of the `Allow` text, or that nothing fits.
    /// - Complexity: O(segments × log routes) as a rule. A node of the trie is visited at most once, so templates
    ///   bound the work and the stack, not the request. Does not allocate, takes no lock; any thread.
    package func match(
        host: UnsafeRawBufferPointer,
        path: UnsafeRawBufferPointer,
        method: UnsafeRawBufferPointer
    ) -> RouteMatch {
        guard path.count > 0, path[0] == PathText.slash else { return .notFound }
        let mask = self.methods.mask(of: method)
        let request = Request(path: path, host: self.hostIndex(host), method: mask)
        var refused: UInt64 = 0
        if let route = self.visit(0, offset: 1, request, &refused) { return .route(route) }
        return refused == 0 ? .notFound : .methodNotAllowed(allow: self.allowIndex(refused))
    }

    /// What is compared with nodes and candidates.
    private struct Request {
        var path: UnsafeRawBufferPointer
        /// As in `RouteCandidate`; 0: no route names it.
        var host: Int
        /// One bit; 0: an unknown method, which no route takes.
        var method: UInt64
    }

    /// Tries a node's children in order of specificity; what fails comes back here for the next one.
    ///
    /// `offset` is that of the first byte not yet consumed, one past the path's end when no segment is left;
    /// `refused` gathers the methods of routes that fit but for the method.
    private func visit(_ index: Int, offset: Int, _ request: Request, _ refused: inout UInt64) -> Int? {
        let node = self.nodes[index]
        let path = request.path
        if offset > path.count { return self.choose(node.ends, request, &refused) }
        var end = offset
        var folding = ByteIndex.Folding.exact
        while end < path.count, path[end] != PathText.slash {
            if path[end] == PathText.percent { folding = .percent }
            end += 1
        }
        if !node.literals.isEmpty {
            let segment = UnsafeRawBufferPointer(rebasing: path[offset..<end])
            if let child = self.literals.find(segment, in: node.literals, folding: folding),
                let route = self.visit(child, offset: end + 1, request, &refused)
            {
                return route
            }
        }
        if node.parameter != 0, end > offset,
            let route = self.visit(node.parameter, offset: end + 1, request, &refused)
        {
            return route
        }
        return self.choose(node.rests, request, &refused)
    }

    private func choose(_ range: Range<Int>, _ request: Request, _ refused: inout UInt64) -> Int? {
        for index in range {
            let candidate = self.candidates[index]
            if candidate.host != 0, candidate.host != request.host { continue }
            if candidate.methods & request.method != 0 { return candidate.route }
            refused |= candidate.methods
        }
        return nil
    }

    /// The index of a host in candidates' terms, its port and last dot left out.
    private func hostIndex(_ host: UnsafeRawBufferPointer) -> Int {
        if self.hosts.count == 0 || host.isEmpty { return 0 }
        var end = 0
        if host[0] == UInt8(ascii: "[") {
            while end < host.count, host[end] != UInt8(ascii: "]") { end += 1 }
            end = min(end + 1, host.count)
        } else {
            while end < host.count, host[end] != UInt8(ascii: ":") { end += 1 }
            if end > 1, host[end - 1] == UInt8(ascii: ".") { end -= 1 }
        }
        let name = UnsafeRawBufferPointer(rebasing: host[..<end])
        return (self.hosts.find(name, in: 0..<self.hosts.count, folding: .letters) ?? -1) + 1
    }

    /// The index of the text that lists a set of methods.
    private func allowIndex(_ mask: UInt64) -> Int {
        var (low, high) = (0, self.allowMasks.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if self.allowMasks[middle] < mask { low = middle + 1 } else { high = middle }
        }
        return self.allowMasks[low] == mask ? low : self.allowMasks.count - 1
    }
}
