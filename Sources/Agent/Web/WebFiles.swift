/// The page's files, which are part of the program.
enum WebFiles {
  static func answer(_ route: WebRoute) -> WebAnswer {
    switch route {
    case .style: WebAnswer(PackageResources.page_css, type: "text/css; charset=utf-8")
    case .script: WebAnswer(PackageResources.page_js, type: "text/javascript; charset=utf-8")
    case .icon: WebAnswer(PackageResources.icon_svg, type: "image/svg+xml")
    case .manifest: WebAnswer(PackageResources.manifest_webmanifest, type: "application/manifest+json")
    default: WebAnswer(PackageResources.page_html, type: "text/html; charset=utf-8")
    }
  }
}
