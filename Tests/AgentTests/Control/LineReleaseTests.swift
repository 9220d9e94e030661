import Testing

@testable import Agent

@Suite("What a released line does")
struct LineReleaseTests {
  @Test("Scenario 25: a kernel that keeps outputs is warned of; one that does not, is not")
  func warning() {
    #expect(LineRelease.warning(for: "Y")?.contains("strict_gpiod") == true)
    #expect(LineRelease.warning(for: "N") == nil)
    #expect(LineRelease.warning(for: "") == nil)
  }
}
