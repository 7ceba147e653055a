import Glibc
import LoracJSON
import LoracTestSupport

/// A page in a browser, used as a person would: by pointer, fingers and keys.
final class BrowserPage {
  private let process: ChromiumProcess
  private let directory: TemporaryDirectory
  private var session: String?
  private var lastMessage = 0
  /// What the page reported as wrong: exceptions, refused scripts, and requests beyond itself.
  private(set) var complaints: [String] = []
  /// The addresses that the page asked for.
  private(set) var requests: [String] = []

  /// How large the window is, and what the system prefers.
  struct Setting {
    var width = 1200
    var height = 900
    var isDark = false
    var isTouch = false
  }

  /// Opens `address`.
  init(_ address: String, _ setting: Setting = Setting()) throws {
    let directory = try TemporaryDirectory()
    process = try ChromiumProcess(folder: directory.path + "/profile")
    self.directory = directory
    let target = try call("Target.createTarget", ["url": "about:blank"])
    let attached = try call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true])
    guard case .string(let session)? = attached["sessionId"] else {
      throw ChromiumProcess.Failure(description: "no session in \(attached)")
    }
    self.session = session
    for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable", [:]) }
    try apply(setting)
    try load(address)
  }

  /// Changes the window.
  func apply(_ setting: Setting) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .integer(setting.width), "height": .integer(setting.height), "deviceScaleFactor": 1,
        "mobile": .boolean(setting.isTouch),
      ])
    try call("Emulation.setTouchEmulationEnabled", ["enabled": .boolean(setting.isTouch)])
    let preferred = setting.isDark ? "dark" : "light"
    try call(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": .string(preferred)]]])
  }

  /// Goes to `address` and waits until everything is there.
  func load(_ address: String) throws {
    try call("Page.navigate", ["url": .string(address)])
    try wait(for: "document.readyState === 'complete' && location.href !== 'about:blank'")
  }

  /// Waits until `expression` is true.
  func wait(for expression: String) throws {
    for _ in 0..<800 {
      if try evaluate(expression) == true { return }
      usleep(50_000)
    }
    throw ChromiumProcess.Failure(description: "never true: \(expression)")
  }

  /// The value of an expression of the page's script.
  @discardableResult
  func evaluate(_ expression: String) throws -> JSONValue {
    let answer = try call(
      "Runtime.evaluate", ["expression": .string(expression), "returnByValue": true, "awaitPromise": true])
    if let exception = answer["exceptionDetails"] {
      throw ChromiumProcess.Failure(description: "\(expression): \(exception.serialized())")
    }
    return answer["result"]?["value"] ?? .null
  }

  /// The text of the first element that a selector finds.
  func text(_ selector: String) throws -> String {
    guard case .string(let text) = try evaluate("document.querySelector(\(quoted(selector))).textContent") else {
      return ""
    }
    return text
  }

  /// Where the first element that a selector finds lies in the window, after it was scrolled there.
  private func box(_ selector: String) throws -> (x: Double, y: Double, width: Double, height: Double) {
    let value = try evaluate(
      """
      (() => { const element = document.querySelector(\(quoted(selector)));
        element.scrollIntoView({block: "center", behavior: "instant"});
        const box = element.getBoundingClientRect(); return [box.x, box.y, box.width, box.height].map(String); })()
      """)
    guard case .array(let items) = value, items.count == 4 else {
      throw ChromiumProcess.Failure(description: "no \(selector)")
    }
    let numbers = items.map { item in if case .string(let text) = item { Double(text) ?? 0 } else { 0.0 } }
    return (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  private func point(_ selector: String, _ across: Double, _ down: Double) throws -> [JSONValue.Member] {
    let box = try box(selector)
    return [.init("x", .number(box.x + box.width * across)), .init("y", .number(box.y + box.height * down))]
  }

  private func mouse(_ type: String, _ place: [JSONValue.Member], button: String = "none") throws {
    let members: [JSONValue.Member] = [
      .init("type", .string(type)), .init("button", .string(button)),
      .init("clickCount", .integer(button == "none" ? 0 : 1)),
    ]
    try call("Input.dispatchMouseEvent", .object(members + place))
  }

  /// Moves the pointer to a part of an element's width and height.
  func hover(_ selector: String, across: Double = 0.5, down: Double = 0.5) throws {
    try mouse("mouseMoved", point(selector, across, down))
  }

  /// Clicks an element.
  func click(_ selector: String, across: Double = 0.5) throws {
    let place = try point(selector, across, 0.5)
    try mouse("mouseMoved", place)
    try mouse("mousePressed", place, button: "left")
    try mouse("mouseReleased", place, button: "left")
  }

  /// Touches an element with a finger, for a moment.
  func touch(_ selector: String, across: Double = 0.5) throws {
    let place = try point(selector, across, 0.5)
    try call("Input.dispatchTouchEvent", ["type": "touchStart", "touchPoints": [.object(place)]])
    try call("Input.dispatchTouchEvent", ["type": "touchEnd", "touchPoints": []])
  }

  /// Presses a key, as `ArrowLeft`.
  func press(_ key: String) throws {
    let codes = [
      "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35, "Escape": 27,
    ]
    for type in ["keyDown", "keyUp"] {
      try call(
        "Input.dispatchKeyEvent",
        [
          "type": .string(type), "key": .string(key), "code": .string(key),
          "windowsVirtualKeyCode": .integer(codes[key] ?? 0),
        ])
    }
  }

  /// Keeps a picture of the whole page in the folder that `LORAC_SCREENSHOTS` names, for people.
  func keepScreenshot(_ name: String) throws {
    guard let folder = environmentVariable("LORAC_SCREENSHOTS") else { return }
    let height = try evaluate("document.documentElement.scrollHeight")
    let width = try evaluate("document.documentElement.clientWidth")
    let answer = try call(
      "Page.captureScreenshot",
      [
        "captureBeyondViewport": true,
        "clip": ["x": 0, "y": 0, "width": width, "height": height, "scale": 1],
      ])
    guard case .string(let text)? = answer["data"] else { return }
    try writeFile(Array(text.utf8), to: "\(folder)/\(name).png.base64")
  }

  /// A text as the page's script would write it.
  func quoted(_ text: String) -> String { JSONValue.string(text).serialized() }

  @discardableResult
  private func call(_ method: String, _ parameters: JSONValue) throws -> JSONValue {
    lastMessage += 1
    let number = lastMessage
    var message: [JSONValue.Member] = [
      .init("id", .integer(number)), .init("method", .string(method)), .init("params", parameters),
    ]
    if let session { message.append(.init("sessionId", .string(session))) }
    try process.send(JSONValue.object(message).serialized())
    while let bytes = try process.receive(within: 60) {
      let answer = try JSONValue.parse(bytes)
      guard answer["id"] == .integer(number) else {
        note(answer)
        continue
      }
      if let error = answer["error"] { throw ChromiumProcess.Failure(description: "\(method): \(error.serialized())") }
      return answer["result"] ?? .null
    }
    throw ChromiumProcess.Failure(description: "\(method): no answer")
  }

  /// Takes note of what a page should not do.
  private func note(_ event: JSONValue) {
    guard case .string(let method)? = event["method"], let parameters = event["params"] else { return }
    switch method {
    case "Runtime.exceptionThrown", "Log.entryAdded": complaints.append(parameters.serialized())
    case "Network.requestWillBeSent":
      if case .string(let address)? = parameters["request"]?["url"] { requests.append(address) }
    default: break
    }
  }
}
