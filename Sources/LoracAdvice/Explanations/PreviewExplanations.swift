/// The findings that previews lead to, explained.
enum PreviewExplanations {
  static func text(_ kind: FindingKind) -> FindingExplanation {
    switch kind {
    case .blackPreviews: black
    case .flatPreviews: flat
    case .saturatedPreviews: saturated
    case .copiedImages: copied
    default: unchanged
    }
  }

  private static let black = FindingExplanation(
    meaning: "Previews are black, which is what decoders make of numbers that are none.",
    criterion: """
      Half of the previews of the last moment have a mean below 6 and a standard deviation below 6 of 255. If those of the \
      base model are black too, training is not the cause, and the finding says so.
      """,
    limits: "A prompt that asks for a black picture gets the finding, too.")

  private static let flat = FindingExplanation(
    meaning: "Previews have one colour, or hardly more.",
    criterion: "Half of the previews of the last moment have no channel whose standard deviation reaches 4 of 255.",
    limits: "A faint pattern of noise counts as a picture.")

  private static let saturated = FindingExplanation(
    meaning: "Previews are burnt: most of their colours lie at the ends of the range.",
    criterion: """
      Half of the previews of the last moment have \(NumberText.percent(BrokenPreviews.extremesLimit)) or more of all red, \
      green and blue values at 2 or less, or 253 or more; and that is twice the part of the base model's previews and of \
      nine in ten training images, so that drawings on white are none. Measured on pictures of 64 pixels. Half the rate is proposed, or a tenth where \
      the first of several moments in training is burnt already.
      """,
    limits: "Needs previews before training, or training images. Milder contrast than that is a matter of taste.")

  private static let copied = FindingExplanation(
    meaning: "Previews come closer to training images than these are to each other: the LoRA shows its images again.",
    criterion: """
      At least \(CopiedImages.fewest) training images. The distance of two pictures is one less the mean of two parts: the \
      correlation of brightness at 24×24 places, the best over shifts of up to a twelfth of the side and over mirroring, \
      and the colours they share (intersection of histograms of 64 colours). Half of the last previews are nearer to a \
      training image than \(NumberText.hundredths(CopiedImages.farthest)) and than the nearest neighbours of nine in ten \
      training images; and that distance fell to \(NumberText.percent(CopiedImages.fallLimit)) of what it was in the first \
      previews.
      """,
    limits: """
      Copies in another pose or before another background are not noticed. Where training images look much alike, as \
      frames of one film do, no preview is closer than they are, and nothing is found.
      """)

  private static let unchanged = FindingExplanation(
    meaning: "Previews look in the end as they did in the beginning: what was learned does not show.",
    criterion: """
      Of previews of the first and the last moment with the same prompt, seed and size, the median of the root mean square \
      difference is below \(NumberText.hundredths(UnchangedPreviews.limit)) of 255, on pictures of 64 pixels.
      """,
    limits: "Prompts without the trigger word should hardly change: the finding is about the median of all prompts.")
}
