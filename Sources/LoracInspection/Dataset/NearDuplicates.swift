internal import LoracParallel

/// Pictures that look the same: scaled, compressed anew, mirrored, or changed a little.
package struct NearDuplicates: Sendable, Hashable {
  /// Pictures that look the same, directly or through others of the group; at least two, by place, in order.
  package struct Group: Sendable, Hashable {
    /// The pictures.
    package var pictures: [Int]
    /// Those of them that look like the mirror image of the first.
    package var mirrored: Set<Int> = []
  }

  /// The groups, by their first picture.
  package let groups: [Group]

  /// Finds the groups among pictures; those without a hash belong to none.
  package init(_ pictures: [PictureFacts?]) {
    let pairs = ParallelMap.map(count: pictures.count, chunk: 16) { first in
      Self.partners(of: first, among: pictures)
    }
    var parents = Array(pictures.indices)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place {
        parents[place] = parents[parents[place]]
        place = parents[place]
      }
      return place
    }
    for (first, partners) in pairs.enumerated() {
      for second in partners {
        let (left, right) = (root(first), root(second))
        parents[max(left, right)] = min(left, right)
      }
    }
    var members: [Int: [Int]] = [:]
    for place in pictures.indices where pictures[place]?.hash != nil { members[root(place), default: []].append(place) }
    groups = members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { Self.group($0, pictures) }
  }

  /// Later pictures that look like one, or like its mirror image.
  private static func partners(of first: Int, among pictures: [PictureFacts?]) -> [Int] {
    guard let hash = pictures[first]?.hash, let mirrored = pictures[first]?.mirroredHash ?? pictures[first]?.hash else {
      return []
    }
    return (first + 1..<pictures.count).filter { place in
      guard let other = pictures[place]?.hash else { return false }
      return hash.isNear(other) || mirrored.isNear(other)
    }
  }

  private static func group(_ places: [Int], _ pictures: [PictureFacts?]) -> Group {
    var group = Group(pictures: places)
    guard let first = pictures[places[0]], let hash = first.hash, let mirrored = first.mirroredHash else {
      return group
    }
    group.mirrored = Set(
      places.dropFirst().filter { place in
        guard let other = pictures[place]?.hash else { return false }
        return !hash.isNear(other) && mirrored.isNear(other)
      })
    return group
  }

  /// How many pictures could go without anything being lost: all of each group but one.
  package var surplus: Int { groups.reduce(0) { $0 + $1.pictures.count - 1 } }
}
