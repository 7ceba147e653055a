/// What tutorials say, quoted as what it is.
enum Folklore {
  static let blownUp =
    "Tutorials say: black previews or a wildly swinging loss mean that training has blown up. A single loss swings "
    + "anyway, with the noise and timestep that were drawn; only its level over many steps tells."
  static let finalLoss =
    "Tutorials say: a good loss at the end is 0.1-0.12, or the closer to 0.08 the better. The printed loss is an average "
    + "dominated by noise and timesteps, and differs from dataset to dataset; no such number tells whether a LoRA is good."
  static let overfit =
    "Tutorials say: a LoRA that copies its images wants a lower rate, fewer epochs, a lower rank or alpha, fewer "
    + "repeats, regularization images, or more varied images. (One raises alpha instead: that strengthens the LoRA.)"
  static let underfit =
    "Tutorials say: a LoRA that does not show its subject wants the reverse of an overfitted one: a higher rate, more "
    + "epochs, a higher rank, and alpha up to the rank."
  static let lossRange = "0.08 to 0.12"
}
