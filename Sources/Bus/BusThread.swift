internal import Glibc

/// A thread that executes an actor's jobs and, in between, work that is due by the clock. It sleeps on a condition
/// variable with a time limit, so it never polls.
///
/// `@unchecked Sendable`: all mutable state is touched with `mutex` held only, which the compiler cannot see.
final class BusThread: SerialExecutor, @unchecked Sendable {
  /// Serves what is due and tells how long the thread may sleep: zero for not at all, nil for until the next call.
  typealias Serve = @Sendable () -> Duration?

  private enum Work {
    case job(UnownedJob)
    case call(@Sendable () -> Void)
  }

  private let name: String
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var queue: [Work] = []
  private var isAsleep = false
  private var isStopped = false
  private var identity: pthread_t?
  private var serve: Serve?

  init(name: String) {
    self.name = name
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Starts the thread, which keeps this object until ``stop()``. Called once.
  func start(serve: @escaping Serve) {
    self.serve = serve
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let itself = Unmanaged.passRetained(self).toOpaque()
    let failure = pthread_create(&thread, &attributes, BusThread.main, itself)
    precondition(failure == 0, "the thread of bus \(name) cannot be started: error \(failure)")
    pthread_attr_destroy(&attributes)
  }

  /// Lets the thread end after the work it already has.
  func stop() {
    locked { isStopped = true }
    pthread_cond_signal(condition)
  }

  /// Executes a call on the thread, after the work it already has.
  func post(_ work: @escaping @Sendable () -> Void) { add(.call(work)) }

  func enqueue(_ job: consuming ExecutorJob) { add(.job(UnownedJob(job))) }

  func checkIsolated() {
    precondition(isCurrent, "work of bus \(name) runs outside its thread")
  }

  private var isCurrent: Bool {
    locked { identity.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  private func add(_ work: Work) {
    let wakes = locked {
      queue.append(work)
      return isAsleep
    }
    if wakes { pthread_cond_signal(condition) }
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { itself in
    Unmanaged<BusThread>.fromOpaque(itself!).takeRetainedValue().loop()
    return nil
  }

  private func loop() {
    showName()
    locked { identity = pthread_self() }
    var sleep: Duration? = .zero
    while let batch = take(sleepingAtMost: sleep) {
      batch.forEach(execute)
      // Work that came in meanwhile goes first, so what is due is served only when none is left.
      sleep = batch.isEmpty ? serve?() : .zero
    }
  }

  /// The name as `top -H` shows it; proc(5) cuts it to 15 bytes.
  private func showName() {
    let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = Glibc.write(file, name, name.utf8.count)
    close(file)
  }

  private func execute(_ work: Work) {
    switch work {
    case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
    case .call(let call): call()
    }
  }

  /// The work that has come in; sleeps for it as long as allowed. Nil when the thread is to end.
  private func take(sleepingAtMost limit: Duration?) -> [Work]? {
    locked {
      if queue.isEmpty, !isStopped, limit != .zero {
        isAsleep = true
        sleepOnce(limit)
        isAsleep = false
      }
      if queue.isEmpty, isStopped { return nil }
      defer { queue.removeAll(keepingCapacity: true) }
      return queue
    }
  }

  /// Sleeps until signalled or for `limit`; may end early, the loop looks again.
  private func sleepOnce(_ limit: Duration?) {
    guard let limit else {
      pthread_cond_wait(condition, mutex)
      return
    }
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let (seconds, attoseconds) = min(limit, .seconds(86400)).components
    let nanoseconds = time.tv_nsec + Int(attoseconds / 1_000_000_000)
    time.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    pthread_cond_timedwait(condition, mutex, &time)
  }

  private func locked<Answer>(_ body: () -> Answer) -> Answer {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
