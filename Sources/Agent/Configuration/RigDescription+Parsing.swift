public import Power

extension RigDescription {
  /// Reads the `rig` section of a file's text and nothing else: other sections are left to the agent's own reader.
  public init(parsing text: String, file: String) throws(ConfigurationProblems) {
    let document = try ConfigurationDocument(parsing: text, file: file)
    let section = document.root.section("rig")
    if section == nil, !document.root.has("rig") {
      document.root.report("the section \"rig\" is missing; copy one from Examples/rigs")
    }
    self = RigSection.read(section)
    try document.validate()
  }
}
