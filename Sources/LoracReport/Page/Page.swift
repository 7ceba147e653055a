internal import LoracHash

/// The frame of every page: styles, script and the switch between light and dark.
struct Page {
  /// The title of its window.
  var title: String
  /// What stands above everything.
  var header: Markup
  /// The sections.
  var main: Markup
  /// Where it is read.
  var place: RunReport.Place

  /// The page as a file.
  var html: String {
    var live = Markup.empty
    if case .server(let version) = place { live = " data-live=\"\(version)\"" }
    let markup: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="lorac">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <title>\(title)</title>
      <link rel="icon" href="data:,">
      <style>\(Markup(trusted: Self.style))</style>
      </head>
      <body\(live)>
      <header class="top">\(header)\(themeChoice)</header>
      <main>
      \(main)</main>
      <footer>Made by lorac. This page is one file and loads nothing from elsewhere.</footer>
      <script>\(Markup(trusted: Self.script))</script>
      </body>
      </html>

      """
    return markup.html
  }

  private var themeChoice: Markup {
    let choices = [("auto", "Auto"), ("light", "Light"), ("dark", "Dark")].map { value, label in
      """
      <label><input type="radio" name="theme" value="\(value)"\(value == "auto" ? " checked" : "" as Markup)>\
      <span>\(label)</span></label>
      """ as Markup
    }
    return "<fieldset class=\"choice theme\"><legend class=\"aside\">Colours</legend>\(choices)</fieldset>"
  }

  /// What the page may do: its own script and styles, pictures inside itself, and questions to its own server.
  ///
  /// A second wall beside escaping: a script that something smuggled in would not run.
  private var policy: String {
    let own = "script-src 'sha256-\(Self.hash(Self.script))'; style-src 'unsafe-inline'; img-src data:"
    let connection = place == .file ? "connect-src 'none'" : "connect-src 'self'"
    return "default-src 'none'; \(own); \(connection); base-uri 'none'; form-action 'none'"
  }

  private static let style = text(PackageResources.report_css)
  private static let script =
    text(PackageResources.theme_js) + text(PackageResources.charts_js)
    + text(PackageResources.previews_js) + text(PackageResources.live_js) + text(PackageResources.page_js)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    let digits = Array(hash.finalized())
    let bytes = stride(from: 0, to: digits.count, by: 2).map { index in
      UInt8(digits[index].hexDigitValue ?? 0) << 4 | UInt8(digits[index + 1].hexDigitValue ?? 0)
    }
    return Base64.encode(bytes)
  }
}
