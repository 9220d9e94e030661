import GRDBSQLite
import Glibc
import Synchronization

/// What SQLite did to the files of one folder, in order: writes, truncations, deletions, and the points at which the
/// card had to have everything of a file.
final class WriteLog: Sendable {
  enum Entry: Sendable {
    case write(file: String, offset: Int, bytes: [UInt8])
    case truncate(file: String, size: Int)
    case sync(file: String)
    case delete(file: String)
    /// The program was told that so many batches are safe.
    case promise(batches: Int)
  }

  /// Where the shim, a C table without a context, finds the log. Only files below `folder` are logged.
  static let present = Mutex<WriteLog?>(nil)

  let folder: String
  /// What SQLite is told of the card. By default nothing is promised: not even that a write leaves its neighbours whole.
  let characteristics: Int32
  private let entries = Mutex<[Entry]>([])

  init(folder: String, characteristics: Int32 = 0) {
    self.folder = folder
    self.characteristics = characteristics
  }

  var all: [Entry] { entries.withLock { $0 } }

  func note(_ entry: Entry) { entries.withLock { $0.append(entry) } }

  static func note(_ name: String, _ entry: (String) -> Entry) {
    guard let log = present.withLock({ $0 }), name.hasPrefix(log.folder) else { return }
    log.note(entry(name))
  }

  /// Logs what is opened by `body` and done to it afterwards, until ``stop()``.
  func record<Result>(_ body: () throws -> Result) rethrows -> Result {
    Self.present.withLock { $0 = self }
    let shim = WriteLogShim.make()
    sqlite3_vfs_register(shim, 1)
    defer { sqlite3_vfs_unregister(shim) }
    return try body()
  }

  func stop() { Self.present.withLock { $0 = nil } }
}

/// A virtual file system of SQLite that notes what changes files and leaves the work to the system's.
///
/// A file of it is the shim's own head, followed by the system's file. Source: sqlite.org/vfs.html, "Shims".
enum WriteLogShim {
  /// `pMethods`, then the name as SQLite keeps it while the file is open.
  private static let head = 64

  static func make() -> UnsafeMutablePointer<sqlite3_vfs> {
    guard let system = sqlite3_vfs_find("unix") else { fatalError("SQLite has no file system") }
    let shim = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    shim.initialize(to: system.pointee)
    shim.pointee.pNext = nil
    shim.pointee.szOsFile = system.pointee.szOsFile + Int32(head)
    shim.pointee.zName = UnsafePointer(strdup("writelog"))
    shim.pointee.xOpen = { _, name, file, flags, outFlags in
      guard let system = sqlite3_vfs_find("unix"), let file else { return SQLITE_CANTOPEN }
      let raw = UnsafeMutableRawPointer(file)
      raw.storeBytes(of: name, toByteOffset: 8, as: UnsafePointer<CChar>?.self)
      let result = system.pointee.xOpen(system, name, WriteLogShim.inner(file), flags, outFlags)
      file.pointee.pMethods = result == SQLITE_OK ? UnsafePointer(WriteLogShim.methods) : nil
      return result
    }
    shim.pointee.xDelete = { _, name, syncs in
      guard let system = sqlite3_vfs_find("unix") else { return SQLITE_IOERR }
      let result = system.pointee.xDelete(system, name, syncs)
      if result == SQLITE_OK, let name {
        WriteLog.note(String(cString: name)) { .delete(file: $0) }
        if syncs != 0 { WriteLog.note(String(cString: name)) { .sync(file: $0) } }
      }
      return result
    }
    return shim
  }

  static func inner(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<sqlite3_file> {
    (UnsafeMutableRawPointer(file!) + head).assumingMemoryBound(to: sqlite3_file.self)
  }

  private static func name(_ file: UnsafeMutablePointer<sqlite3_file>?) -> String {
    let name = UnsafeRawPointer(file!).load(fromByteOffset: 8, as: UnsafePointer<CChar>?.self)
    return name.map { String(cString: $0) } ?? ""
  }

  /// One table for all files; never changed after it is made.
  nonisolated(unsafe) private static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
    let table = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    var methods = sqlite3_io_methods()
    methods.iVersion = 2
    methods.xClose = { inner($0).pointee.pMethods.pointee.xClose(inner($0)) }
    methods.xRead = { inner($0).pointee.pMethods.pointee.xRead(inner($0), $1, $2, $3) }
    methods.xWrite = { file, data, count, offset in
      let bytes = [UInt8](UnsafeRawBufferPointer(start: data, count: Int(count)))
      WriteLog.note(name(file)) { .write(file: $0, offset: Int(offset), bytes: bytes) }
      return inner(file).pointee.pMethods.pointee.xWrite(inner(file), data, count, offset)
    }
    methods.xTruncate = { file, size in
      WriteLog.note(name(file)) { .truncate(file: $0, size: Int(size)) }
      return inner(file).pointee.pMethods.pointee.xTruncate(inner(file), size)
    }
    methods.xSync = { file, flags in
      let result = inner(file).pointee.pMethods.pointee.xSync(inner(file), flags)
      WriteLog.note(name(file)) { .sync(file: $0) }
      return result
    }
    methods.xFileSize = { inner($0).pointee.pMethods.pointee.xFileSize(inner($0), $1) }
    methods.xLock = { inner($0).pointee.pMethods.pointee.xLock(inner($0), $1) }
    methods.xUnlock = { inner($0).pointee.pMethods.pointee.xUnlock(inner($0), $1) }
    methods.xCheckReservedLock = { inner($0).pointee.pMethods.pointee.xCheckReservedLock(inner($0), $1) }
    methods.xFileControl = { inner($0).pointee.pMethods.pointee.xFileControl(inner($0), $1, $2) }
    methods.xSectorSize = { inner($0).pointee.pMethods.pointee.xSectorSize(inner($0)) }
    methods.xDeviceCharacteristics = { _ in WriteLog.present.withLock { $0?.characteristics ?? 0 } }
    methods.xShmMap = { inner($0).pointee.pMethods.pointee.xShmMap(inner($0), $1, $2, $3, $4) }
    methods.xShmLock = { inner($0).pointee.pMethods.pointee.xShmLock(inner($0), $1, $2, $3) }
    methods.xShmBarrier = { inner($0).pointee.pMethods.pointee.xShmBarrier(inner($0)) }
    methods.xShmUnmap = { inner($0).pointee.pMethods.pointee.xShmUnmap(inner($0), $1) }
    table.initialize(to: methods)
    return table
  }()
}
