import Foundation
import Testing

@testable import Agent

@Suite("Secrets of a configuration that is shown")
struct ConfigurationSecretsTests {
  let text = """
    # my rig
    pool: {user: sun, mining_key: 'it''s "ours"', rig: roof}   # keep
    webrepl:
      password: "nine\\"chars and more"
    web: {token: abcdef0123456789}
    weather: {source: "https://example.org/v1?key=hush"}
    """

  @Test("no secret is left, everything else is as it was, and the text is still YAML with the same keys")
  func redacts() throws {
    let shown = try #require(ConfigurationSecrets(text)?.redacted)
    for secret in ["ours", "nine", "abcdef0123456789", "hush"] { #expect(!shown.contains(secret)) }
    #expect(shown.contains("# my rig\npool: {user: sun, mining_key: \"<redacted>\", rig: roof}   # keep\n"))
    #expect(shown.contains("  password: \"<redacted>\"\nweb: {token: \"<redacted>\"}\n"))
  }

  @Test("what is put back with placeholders gets the old secrets; new ones hold")
  func restores() throws {
    let old = try #require(ConfigurationSecrets(text))
    let shown = try #require(old.redacted).replacingOccurrences(of: "roof", with: "hill")
    let restored = try #require(ConfigurationSecrets(shown)).restored(from: old)
    #expect(restored.contains("mining_key: \"it's \\\"ours\\\"\", rig: hill"))
    #expect(restored.contains("password: \"nine\\\"chars and more\""))
    let changed = shown.replacingOccurrences(of: "token: \"<redacted>\"", with: "token: \"another one\"")
    #expect(try #require(ConfigurationSecrets(changed)).restored(from: old).contains("token: \"another one\""))
  }

  @Test(
    "where a secret's place is in doubt nothing is shown",
    arguments: ["password: |\n  nine chars\n", "a: &x secretsecret\npassword: *x\n", "password: [a, b]\n", ": : :"])
  func doubt(text: String) { #expect(ConfigurationSecrets(text)?.redacted == nil) }

  @Test("a secret that also stands in a comment keeps the whole text from being shown")
  func comment() { #expect(ConfigurationSecrets("# was hunter22\npassword: hunter22\n")?.redacted == nil) }

  @Test("the old file is kept as a version that only its owner reads; twenty are kept")
  func versions() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/rig.yaml"
    try "a: 0".write(toFile: path, atomically: true, encoding: .utf8)
    let file = VersionedConfiguration(path: path)
    for number in 1...25 { #expect(try file.replace(with: "a: \(number)") == "rig.yaml.v\(number)") }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a: 25")
    #expect(try String(contentsOfFile: path + ".v25", encoding: .utf8) == "a: 24")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 21)
    let mode = try FileManager.default.attributesOfItem(atPath: path + ".v25")[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }
}
