/// The generators of a run, seeded together as accelerate's `set_seed` seeds them.
///
/// sd-scripts also seeds numpy's generator and draws nothing from it.
package struct RunRandom: Sendable, Hashable {
  /// Bytes of ``bytes``.
  package static let byteCount = PythonRandom.byteCount + TorchGenerator.byteCount

  /// Orders, captions, crops, and the resolutions of multires noise.
  package var python: PythonRandom
  /// Initial weights, order of batches, latents, noise, timesteps, dropout of the adapters.
  package var torch: TorchGenerator

  /// `set_seed(seed)`; Python takes the whole seed, torch its low 32 bits.
  package init(seed: Int, bernoulliMethod: BernoulliMethod = .thisMachine) {
    python = PythonRandom(seed: seed)
    torch = TorchGenerator(seed: seed, bernoulliMethod: bernoulliMethod)
  }

  /// The whole state.
  package var bytes: [UInt8] { python.bytes + torch.bytes }

  /// A state that ``bytes`` gave; nil if these are not its bytes.
  package init?(bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == Self.byteCount, let python = PythonRandom(bytes: bytes.prefix(PythonRandom.byteCount)),
      let torch = TorchGenerator(bytes: bytes.dropFirst(PythonRandom.byteCount))
    else { return nil }
    self.python = python
    self.torch = torch
  }
}
