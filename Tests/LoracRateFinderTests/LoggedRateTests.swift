import LoracRateFinder
import LoracTensorBoard
import Testing

@Suite struct LoggedRateTests {
  private func points(_ values: [Double]) -> [TensorBoardRun.Point] {
    values.enumerated().map { TensorBoardRun.Point(step: $0.offset + 1, time: 0, value: $0.element) }
  }

  @Test func todaysTags() throws {
    let rate = try #require(
      LoggedRate([
        "lr/d*lr/unet": points([1, 2]), "lr/d*lr/textencoder": points([3, 4]), "lr/d*lr/group1": points([5]),
        "lr/unet": points([1, 1]), "loss/current": points([9]),
      ]))
    #expect(rate.tag == "lr/d*lr/unet" && rate.network == .unet && rate.factor == 1 && !rate.isScheduled)
    #expect(rate.curve.points.map(\.value) == [1, 2])
  }

  /// The tag of 2023 is the first group's, which was the text encoder's at half the rate in the third tutorial.
  @Test func tagOf2023() throws {
    let rate = try #require(
      LoggedRate([
        "lr/d*lr": points([1e-6, 1.82e-5]), "lr/textencoder": points([0.5, 0.5]), "lr/unet": points([1, 1]),
      ]))
    #expect(rate.tag == "lr/d*lr" && rate.network == .unet && rate.factor == 2)
    #expect(rate.curve.points.map(\.value) == [2e-6, 3.64e-5])
    let alone = try #require(LoggedRate(["lr/d*lr": points([2]), "lr/unet": points([1])]))
    #expect(alone.network == .unet && alone.factor == 1)
    let text = try #require(LoggedRate(["lr/d*lr": points([2]), "lr/textencoder": points([1])]))
    #expect(text.network == .textEncoder && text.factor == 1)
    #expect(LoggedRate(["lr/d*lr": points([2])])?.curve.points.map(\.value) == [2])
  }

  @Test func otherGroups() throws {
    #expect(LoggedRate(["lr/d*lr/textencoder": points([1])])?.network == .textEncoder)
    #expect(LoggedRate(["lr/d*lr/group2": points([1]), "lr/d*lr/group0": points([2])])?.tag == "lr/d*lr/group0")
    #expect(LoggedRate(["lr/unet": points([1]), "lr/d*lrx": points([1])]) == nil)
  }

  /// A schedule is taken out where the rate itself is logged; steps at which it is 0 say nothing.
  @Test func schedulesAreTakenOut() throws {
    let rate = try #require(
      LoggedRate(["lr/d*lr/unet": points([0.5e-5, 4e-5, 2e-5, 0]), "lr/unet": points([0.5, 1, 0.5, 0])]))
    #expect(rate.isScheduled)
    #expect(rate.curve.points.map(\.value) == [1e-5, 4e-5, 4e-5])
  }
}
