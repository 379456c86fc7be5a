import Testing
import loadtest

@Suite struct ConnectionStateMachineTests {
    private func sent(isReused: Bool) -> ConnectionStateMachine {
        var machine = ConnectionStateMachine()
        if isReused {
            _ = machine.requestSent()
            _ = machine.bytesReceived()
            machine.responseCompleted(isReusable: true)
        }
        let wasReused = machine.requestSent()
        #expect(wasReused == isReused)
        return machine
    }

    @Test func onlyTheFirstBytesAreTheFirst() {
        var machine = self.sent(isReused: false)
        let actions = [machine.bytesReceived(), machine.bytesReceived(), machine.bytesReceived()]
        #expect(actions == [.firstByte, .more, .more])
    }

    @Test func bytesWithoutARequestCloseTheConnection() {
        var machine = ConnectionStateMachine()
        let actions = [machine.bytesReceived(), machine.bytesReceived()]
        #expect(actions == [.close, .ignore])
        let action = machine.closed(isReset: false, endsBody: false, allowsRetry: true)
        #expect(action == .none)
    }

    @Test(
        arguments: [
            (true, true, false, .retry), (true, true, true, .retry), (true, false, false, .fail(.earlyClose)),
            (true, false, true, .fail(.writeReset)), (false, true, false, .fail(.earlyClose)),
            (false, true, true, .fail(.writeReset)),
        ] as [(Bool, Bool, Bool, ConnectionStateMachine.ClosedAction)]
    )
    func aCloseBeforeTheFirstByte(
        isReused: Bool,
        allowsRetry: Bool,
        isReset: Bool,
        expected: ConnectionStateMachine.ClosedAction
    ) {
        var machine = self.sent(isReused: isReused)
        let action = machine.closed(isReset: isReset, endsBody: false, allowsRetry: allowsRetry)
        #expect(action == expected)
        let again = machine.closed(isReset: isReset, endsBody: false, allowsRetry: allowsRetry)
        #expect(again == .none)
    }

    @Test(
        arguments: [
            (false, false, .fail(.earlyClose)), (true, false, .fail(.earlyClose)), (false, true, .complete),
            (true, true, .fail(.earlyClose)),
        ] as [(Bool, Bool, ConnectionStateMachine.ClosedAction)]
    )
    func aCloseInsideAResponse(isReset: Bool, endsBody: Bool, expected: ConnectionStateMachine.ClosedAction) {
        var machine = self.sent(isReused: true)
        _ = machine.bytesReceived()
        let action = machine.closed(isReset: isReset, endsBody: endsBody, allowsRetry: true)
        #expect(action == expected)
    }

    @Test func timeoutsAreNamedByWhatWasMissing() {
        var idle = ConnectionStateMachine()
        var waiting = self.sent(isReused: false)
        var reading = self.sent(isReused: false)
        _ = reading.bytesReceived()
        let classes = [idle.timedOut(), waiting.timedOut(), reading.timedOut(), reading.timedOut()]
        #expect(classes == [nil, .ttfbTimeout, .bodyTimeout, nil])
    }

    @Test func aConnectionThatIsNotReusableIsClosedWithoutAnOutcome() {
        var machine = self.sent(isReused: false)
        _ = machine.bytesReceived()
        machine.responseCompleted(isReusable: false)
        let action = machine.closed(isReset: true, endsBody: false, allowsRetry: true)
        #expect(action == .none)
    }
}
