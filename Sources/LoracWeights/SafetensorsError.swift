package import LoracJSON

/// Why a file is not a readable safetensors file.
package enum SafetensorsError: Error, Sendable, Hashable {
  /// There is no such file.
  case missing
  /// It is a folder.
  case folder
  /// It is a pipe, device or socket.
  case notAFile
  /// The system refused to open or read it; its message.
  case unreadable(String)
  /// It has no bytes.
  case empty
  /// It is some other kind of file.
  case otherContent(FileContent)
  /// The file ends before its header does: the header's length as stated, and the file's size.
  case headerCutOff(stated: Int, byteCount: Int)
  /// The header states a length above the format's limit of 100 MB.
  case headerTooLarge(stated: UInt64)
  /// The header is not JSON.
  case invalidJSON(JSONError)
  /// The header is JSON, but breaks a rule of the format; a phrase that names the entry.
  case invalidHeader(String)
  /// The file is shorter than its header says.
  case dataCutOff(expected: Int, byteCount: Int)
  /// The file is longer than its header says.
  case trailingData(expected: Int, byteCount: Int)
}
