internal import LoracPlan

extension PlanText {
  /// The folders, and how many entries they give.
  var dataSection: [String] {
    let folders = plan.data.datasets.flatMap(\.folders)
    let training = folders.filter { !$0.isRegularization }
    let regularization = folders.filter(\.isRegularization)
    var lines: [String] = []
    if let dataset = plan.dataset {
      lines += field(
        "Images",
        ["\(Numbers.count(dataset.images, "image")), with repeats \(Numbers.grouped(dataset.entries)) per epoch"]
          + training.map(folderLine))
      if !regularization.isEmpty {
        lines += field("Regularization", [balance(dataset)] + regularization.map(folderLine))
      }
      if dataset.validationImages > 0 {
        lines += field("Held out", ["\(Numbers.count(dataset.validationImages, "image")) to measure the loss on"])
      }
    } else {
      lines += field("Images", ["not on this machine"] + training.map(folderLine))
      if !regularization.isEmpty { lines += field("Regularization", regularization.map(folderLine)) }
    }
    return lines + preparationSection(folders) + field("Captions", captionLines(training))
      + field("Latents", [latentLine])
  }

  /// What makes the images, once for all folders with which the same is done.
  private func preparationSection(_ folders: [FolderSettings]) -> [String] {
    var lines: [String] = []
    var seen: [[String]] = []
    for preparation in folders.compactMap(\.preparation) where !seen.contains(preparation.steps) {
      seen.append(preparation.steps)
      let same = folders.compactMap(\.preparation).filter { $0.steps == preparation.steps }
      let names = same.count == folders.count ? "" : same.map(\.source).joined(separator: ", ") + ": "
      lines += [names + (preparation.steps.first ?? "")] + preparation.steps.dropFirst()
    }
    guard !lines.isEmpty else { return [] }
    let pictures = folders.reduce(0) { $0 + ($1.preparation?.picturesToMake ?? 0) }
    let captions = folders.reduce(0) { $0 + ($1.preparation?.captionsToWrite ?? 0) }
    let isReady = folders.allSatisfy { $0.preparation?.isReady ?? true }
    var parts: [String] = []
    if pictures > 0 { parts.append(Numbers.count(pictures, "picture") + " to make") }
    if captions > 0 { parts.append(Numbers.count(captions, "caption") + " to write") }
    let state = isReady ? "all done" : parts.isEmpty ? "folders to put together" : parts.joined(separator: ", ")
    return field("Preparation", lines + [state])
  }

  private func folderLine(_ folder: FolderSettings) -> String {
    let contents = plan.dataset?.folders.first { $0.path == folder.path }
    var facts = ["repeats \(folder.repeats)"]
    if let contents {
      facts.insert(Numbers.count(contents.images.count, "image"), at: 0)
      facts.append("\(Numbers.grouped(contents.captioned)) with a caption")
    }
    if let tokens = folder.classTokens, !tokens.isEmpty { facts.append("class '\(tokens)'") }
    return "\(folder.preparation?.source ?? folder.path): \(facts.joined(separator: ", "))"
  }

  private func balance(_ dataset: DatasetPlan) -> String {
    "\(Numbers.grouped(dataset.regularizationImages)) by their repeats, used \(Numbers.grouped(dataset.regularizationEntries)) times "
      + "per epoch to balance \(Numbers.grouped(dataset.entries)) training entries"
  }

  private func captionLines(_ folders: [FolderSettings]) -> [String] {
    var seen: [String] = []
    for folder in folders {
      let line = captionLine(folder.captions)
      if !seen.contains(line) { seen.append(line) }
    }
    return seen
  }

  private func captionLine(_ captions: CaptionSettings) -> String {
    var facts = ["*\(captions.extension)"]
    if captions.shuffle { facts.append("tags shuffled") }
    if captions.keepTokens > 0 {
      facts.append(captions.keepTokens == 1 ? "the first stays" : "the first \(captions.keepTokens) stay")
    }
    if captions.dropout > 0 { facts.append("\(percent(captions.dropout)) dropped") }
    if captions.tagDropout > 0 { facts.append("\(percent(captions.tagDropout)) of tags dropped") }
    if let prefix = captions.prefix { facts.append("prefix '\(prefix)'") }
    if let suffix = captions.suffix { facts.append("suffix '\(suffix)'") }
    return facts.joined(separator: ", ")
  }

  private var latentLine: String {
    switch plan.data.cacheLatents {
    case "memory": "encoded once, kept in memory"
    case "disk": "encoded once, kept as .npz files beside the images"
    default: "encoded anew for every batch"
    }
  }

  /// A part as a percentage without needless digits.
  func percent(_ value: Double) -> String { Numbers.shortest((value * 1e6).rounded() / 1e4) + "%" }

  /// One row for each bucket that holds images; the smallest ones of a long list are summed up.
  var bucketSection: [String] {
    guard let buckets = plan.buckets, !buckets.isEmpty else { return [] }
    var lines: [String] = []
    for (index, dataset) in plan.data.datasets.enumerated() {
      let own = buckets.filter { $0.dataset == index }
      let shape = "\(dataset.resolution.width)×\(dataset.resolution.height)"
      let rule =
        dataset.buckets.enabled
        ? (dataset.buckets.upscale ? "small images enlarged" : "no image enlarged") : "no buckets"
      lines += field("Buckets", ["area of \(shape), batch size \(dataset.batchSize), \(rule)"])
      lines += bucketTable(own, batchSize: dataset.batchSize).lines(indent: indent)
    }
    return lines
  }

  private func bucketTable(_ buckets: [BucketPlan], batchSize: Int) -> Table {
    let limit = 24
    var table = Table(
      ["size", "images", "entries", "batches", "last batch"], [.left, .right, .right, .right, .right])
    let shown = buckets.count > limit ? Array(buckets.sorted { $0.entries > $1.entries }.prefix(limit)) : buckets
    for bucket in shown.sorted(by: { ($0.width, $0.height) < ($1.width, $1.height) }) {
      table.add([
        "\(bucket.width)×\(bucket.height)", Numbers.grouped(bucket.images), Numbers.grouped(bucket.entries),
        Numbers.grouped(bucket.batches), "\(bucket.lastBatch) of \(batchSize)",
      ])
    }
    if shown.count < buckets.count {
      let rest = buckets.sorted { $0.entries > $1.entries }.dropFirst(limit)
      table.add([
        "\(rest.count) more", Numbers.grouped(rest.reduce(0) { $0 + $1.images }),
        Numbers.grouped(rest.reduce(0) { $0 + $1.entries }), Numbers.grouped(rest.reduce(0) { $0 + $1.batches }), "",
      ])
    }
    return table
  }
}
