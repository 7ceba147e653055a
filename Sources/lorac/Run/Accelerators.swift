internal import LoracFiles

/// Whether PyTorch could find a GPU here; nothing is run to find out.
enum Accelerators {
  /// Device files of NVIDIA's, AMD's and WSL's drivers.
  private static let devices = ["/dev/nvidiactl", "/dev/nvidia0", "/dev/kfd", "/dev/dxg"]

  /// Whether any GPU driver that PyTorch knows has its device file.
  static var arePresent: Bool { devices.contains { FileSystem.kind(of: $0) != nil } }
}
