import LoracArchitectures
import LoracJSON
import Testing

@Suite struct ParameterCountTests {
  @Test(arguments: ["sd15", "sd2", "sd2-folder", "sdxl"])
  func equalsThatOfTheRealNetworks(_ model: String) throws {
    let recorded = try #require(try KohyaReference().json["parameters"]?[model])
    let count = try #require(KohyaReference.architecture(model)).parameterCount
    #expect(recorded["unet"] == .integer(count.unet))
    #expect(recorded["text_encoders"] == .array(count.textEncoders.map { .integer($0) }))
  }

  @Test func addsUp() {
    #expect(ModelArchitecture.sd15.parameterCount.total == 859_520_964 + 123_060_480 + 83_653_863)
  }
}
