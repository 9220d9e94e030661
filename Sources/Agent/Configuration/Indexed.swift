/// A section with its place in the list it was read from: a broken neighbour does not shift it.
struct Indexed<Value> {
  let index: Int
  let value: Value
}

extension ConfigurationReader {
  /// Reads every mapping of a list; those with problems are left out, the others keep their place.
  func items<Value>(_ key: String, _ read: (ConfigurationReader) -> Value?) -> [Indexed<Value>] {
    list(key).enumerated().compactMap { index, reader in read(reader).map { Indexed(index: index, value: $0) } }
  }
}
