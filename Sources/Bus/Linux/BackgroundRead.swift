internal import Glibc

/// A read that may take long, on a thread of its own that ends with it, so that nobody waits.
public enum BackgroundRead {
  /// Begins `body` on a detached thread and returns at once.
  public static func begin(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let failure = pthread_create(&thread, &attributes, main, work)
    // Without a thread there is no answer, and that is what its reader sees.
    if failure != 0 { Unmanaged<Work>.fromOpaque(work).release() }
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { work in
    Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().body()
    return nil
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
