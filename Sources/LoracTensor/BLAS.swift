internal import CLoracKernels
internal import COpenBLAS
internal import Glibc

/// OpenBLAS, opened when it is first needed.
///
/// Not linked, for two reasons: commands that compute nothing start without it; and a version that does not know today's
/// processor falls back to kernels for older ones, which only the environment can change, before it is opened.
package enum BLAS {
  /// Why products cannot be computed; nil if they can.
  package static var problem: String? { library == nil ? openingProblem : nil }

  /// The name, version and processor kernels of the library, as it says itself; nil if it is missing.
  package static var description: String? { library.map { String(cString: $0.config()) } }

  /// The variable by which OpenBLAS is told which kernels to use.
  package static let kernelVariable = "OPENBLAS_CORETYPE"

  /// What ``kernelVariable`` should be on this machine before the first product; nil where OpenBLAS chooses well.
  ///
  /// Version 0.3.21 takes newer AMD processors for ones without AVX-512, which costs a fifth of the speed.
  package static var preferredKernels: String? { lorac_processor_has_avx512() ? "SkylakeX" : nil }

  typealias Product =
    @convention(c) (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, blasint, blasint, blasint, Float, UnsafePointer<Float>?, blasint,
      UnsafePointer<Float>?, blasint, Float, UnsafeMutablePointer<Float>?, blasint
    ) -> Void

  /// The functions that are used.
  struct Library: Sendable {
    let product: Product
    let config: @convention(c) () -> UnsafeMutablePointer<CChar>
  }

  /// The library; nil if there is none.
  static let library: Library? = open()

  private static let names = ["libopenblas.so.0", "libopenblas.so"]
  private static let openingProblem =
    "OpenBLAS (\(names[0])) cannot be opened"

  private static func open() -> Library? {
    guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first,
      let product = dlsym(handle, "cblas_sgemm"), let config = dlsym(handle, "openblas_get_config"),
      let threads = dlsym(handle, "openblas_set_num_threads")
    else { return nil }
    // Each product runs on the thread that asks for it.
    unsafeBitCast(threads, to: (@convention(c) (CInt) -> Void).self)(1)
    return Library(
      product: unsafeBitCast(product, to: Product.self),
      config: unsafeBitCast(config, to: (@convention(c) () -> UnsafeMutablePointer<CChar>).self))
  }
}
