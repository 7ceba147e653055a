import LoracTestSupport
import Testing

@testable import LoracDiffusion

@Suite struct NoiseScheduleTests {
  struct Case: Decodable {
    var zeroTerminalSNR: Bool
    var cumulativeAlphas: [Float]
    var signalToNoise: [Float]

    private enum CodingKeys: String, CodingKey {
      case zeroTerminalSNR = "zero_terminal_snr"
      case cumulativeAlphas = "cumulative_alphas"
      case signalToNoise = "signal_to_noise"
    }
  }

  /// Where torch takes roots, its MKL does not always give the nearest number, and products of them drift apart.
  @Test func equalsKohya() throws {
    for item in try reference("schedules.json", as: [Case].self) {
      let schedule = NoiseSchedule(zeroTerminalSNR: item.zeroTerminalSNR)
      #expect(schedule.cumulativeAlphas.count == 1000 && schedule.signalToNoise.count == 1000)
      for step in 0..<1000 {
        let (alpha, expected) = (schedule.cumulativeAlphas[step], item.cumulativeAlphas[step])
        #expect(item.zeroTerminalSNR ? abs(alpha - expected) <= 5e-6 * expected : alpha == expected)
        let ratio = schedule.signalToNoise[step] / item.signalToNoise[step]
        #expect(abs(ratio - 1) <= 1e-6)
      }
    }
  }

  @Test func zeroTerminalSNREndsInPureNoise() {
    let parts = NoiseSchedule(zeroTerminalSNR: true).parts(at: 999)
    #expect(parts.picture == 0)
    #expect(parts.noise == 1)
  }
}
