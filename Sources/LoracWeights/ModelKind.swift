package import LoracArchitectures

/// What a model file or folder turned out to be.
package enum ModelKind: Sendable, Hashable {
  /// A base model that can be trained on.
  case base(ModelArchitecture.Family)
  /// A base model of a known family that is made for another purpose.
  case variant(ModelArchitecture.Family, Variant)
  /// A base model of a family that cannot be trained on yet.
  case unsupported(UnsupportedFamily)
  /// A file that is no base model at all.
  case part(Part)
  /// Nothing that is known.
  case unrecognised

  /// What a base model is made for, besides text to image.
  package enum Variant: String, Sendable, Hashable, CaseIterable {
    /// Filling masked areas: 9 input channels.
    case inpainting
    /// Editing by instruction: 8 input channels.
    case instructPix2Pix = "instruct-pix2pix"
    /// Reading a depth map: 5 input channels.
    case depth
    /// SDXL's second stage.
    case refiner
    /// Another number of input channels.
    case otherInput = "other input channels"
  }

  /// Families whose training is not planned yet.
  package enum UnsupportedFamily: String, Sendable, Hashable, CaseIterable {
    /// FLUX.1.
    case flux = "FLUX"
    /// Stable Diffusion 3 and 3.5.
    case sd3 = "Stable Diffusion 3"
  }

  /// Files that go with a base model.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    /// A LoRA or one of its relatives.
    case lora = "LoRA"
    /// An autoencoder.
    case vae = "VAE"
    /// A ControlNet.
    case controlNet = "ControlNet"
    /// A textual inversion embedding.
    case textualInversion = "textual inversion embedding"
    /// A text encoder.
    case textEncoder = "text encoder"
    /// A U-Net without text encoder and autoencoder.
    case unet = "U-Net"
  }
}

/// What a model's U-Net predicts.
package enum PredictionType: String, Sendable, Hashable, CaseIterable {
  /// The noise.
  case epsilon
  /// The velocity (`v_prediction`).
  case velocity
  /// The file does not tell.
  case unknown
}
