internal import LoracJSON

/// What `effect.json` says beside a grid: the test, and each picture that was made.
package struct EffectRecord: Sendable, Hashable, Codable {
  /// One picture.
  package struct Picture: Sendable, Hashable, Codable {
    /// Where it stands.
    package var place: EffectTest.Place
    /// Its file, in the folder of the record.
    package var file: String
    /// What it was made from; a picture of the same key need not be made again.
    package var key: String
    /// How far it is from the base model's picture, from 0 (equal) to 1; nil for the base model's own.
    package var difference: Double?

    /// A picture.
    package init(place: EffectTest.Place, file: String, key: String, difference: Double?) {
      self.place = place
      self.file = file
      self.key = key
      self.difference = difference
    }
  }

  /// A picture of an earlier test, which this one has no place for.
  package struct Earlier: Sendable, Hashable, Codable {
    /// Its file, in the folder of the record.
    package var file: String
    /// What it was made from.
    package var key: String

    /// A picture.
    package init(file: String, key: String) {
      self.file = file
      self.key = key
    }
  }

  /// The test.
  package var test: EffectTest
  /// The grid's file, in the folder of the record; nil as long as there is none.
  package var grid: String?
  /// The pictures that are made.
  package var pictures: [Picture]
  /// The pictures of earlier tests that are still there, for tests to come.
  package var earlier: [Earlier]

  /// A record.
  package init(test: EffectTest, grid: String?, pictures: [Picture], earlier: [Earlier] = []) {
    self.test = test
    self.grid = grid
    self.pictures = pictures
    self.earlier = earlier
  }

  /// The record of `bytes`; nil if they are none, as after a version of lorac that wrote another.
  package init?(bytes: [UInt8]) {
    guard let value = try? JSONValue.parse(bytes),
      let record = try? JSONValueDecoder.decode(EffectRecord.self, from: value)
    else { return nil }
    self = record
  }

  /// The record as JSON.
  package func text() throws -> String {
    try JSONValueEncoder.encode(self).serialized(pretty: true) + "\n"
  }

  /// The mean difference from the base model of one file at one weight; nil while no picture of it is made.
  package func difference(file: Int, weight: Int) -> Double? {
    let values = pictures.filter { $0.place.file == file && $0.place.weight == weight }.compactMap(\.difference)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
