import EngineCore
import Testing

/// The simulation is worth something only if it finds what is wrong: each defect within a few seeds.
@Suite struct PlantedDefectTests {
    @Test(arguments: PlantedDefect.allCases)
    func theSimulationFinds(_ defect: PlantedDefect) throws {
        let failure = (UInt64(0)..<5).lazy.compactMap { seed in
            var options = SimOptions(seed: seed, commands: 300)
            options.checksSeals = true
            return Simulation(options, plant: defect.plant).run()
        }.first
        let found = try #require(failure, "\(defect) was not found")
        // The failure names what reproduces it, and fewer commands do.
        #expect(found.description.hasPrefix("SIM_SEED=\(found.seed) SIM_COMMANDS="))
        var options = SimOptions(seed: found.seed, commands: found.commands)
        options.checksSeals = true
        #expect(Simulation(options, plant: defect.plant).run() != nil)
    }

    @Test
    func theShortestPrefixStillFails() throws {
        let defect = PlantedDefect.balanceUpdateLost
        let found = try #require(Simulation(SimOptions(seed: 3), plant: defect.plant).run())
        let shortest = SimulationTests.shortest(found, plant: defect.plant)
        #expect(shortest.commands <= found.commands)
        let options = SimOptions(seed: 3, commands: shortest.commands)
        #expect(Simulation(options, plant: defect.plant).run() != nil)
    }
}
