internal import Mining
internal import Units

extension Controller {
  /// What a board's session tells, on the control task.
  func boardTold(_ event: BoardEvent, of board: BoardID) {
    countAnswer(event, of: board)
    perform(crew.handle(event, of: board))
    let key = "board.\(board.name)"
    switch event {
    case .deaf:
      condition(key, "Board \"\(board.name)\" hears no commands; its power is cycled.")
      rest(board)
    case .unreachable(let failure):
      records[board.name]?.isMissing = true
      if let bus = records[board.name]?.section.bus { keepers[bus]?.hasComplaint = true }
      condition(key, "Board \"\(board.name)\" cannot be reached: \(failure)")
    case .quarantined(let reason):
      records[board.name]?.isQuarantined = true
      condition(key, "Board \"\(board.name)\" is in quarantine: \(reason)")
    case .recovered, .ready:
      records[board.name]?.isMissing = false
      condition(key, nil)
    case .brownOut(let recent):
      noteEvent(.board, board.name, "It reset itself, \(recent) times within ten minutes.")
      log.warning("board reset itself", ["board": "\(board.name)", "in 10 min": "\(recent)"])
      recorder?.note(.brownOut, of: board.name, value: Double(recent), at: surroundings.timebase.now)
    case .wrongNonce(_, let nonce, let inARow):
      noteEvent(.board, board.name, "Wrong answer \(nonce) thrown away, \(inARow) in a row.")
      log.warning(
        "wrong answer thrown away", ["board": "\(board.name)", "nonce": "\(nonce)", "in a row": "\(inARow)"])
    case .selfTest(let passed):
      log.info("self-test", ["board": "\(board.name)", "passed": "\(passed)"])
    case .identified(let chip):
      identified(board, as: chip)
      log.debug("identified", ["board": "\(board.name)", "chip": "\(chip)"])
    case .health(let health):
      noteSupply(health.supply, of: board.name)
    case .result, .measured, .failed, .nothingFound, .temperature:
      break
    }
  }

  /// Before the crew hears of it, so that a board that has done its jobs gets no other.
  private func countAnswer(_ event: BoardEvent, of board: BoardID) {
    switch event {
    case .result(let result):
      lastAnswers[board.name] = LastAnswer(
        nonce: result.nonce, difficulty: result.job.work.difficulty,
        seconds: Double(result.nonce) / max(1, result.hashRate.value), time: surroundings.timebase.now)
      countJob(of: board)
    case .nothingFound: countJob(of: board)
    default: break
    }
  }

  /// Takes a deaf board's supply away for a moment; without a switch only its owner can help.
  private func rest(_ board: BoardID) {
    guard let supply = records[board.name]?.section.supply else { return }
    let until = surroundings.timebase.now + Self.restOfADeafBoard
    for name in supplyMap.supplies.first(where: { $0.name == supply })?.boards ?? [] {
      records[name]?.restingUntil = until
    }
  }

  /// What the pool side tells, on the control task.
  func poolTold(_ event: PoolEvent) {
    perform(crew.handle(event))
    switch event {
    case .poolDown(let since):
      poolTrouble = .down(since: surroundings.timebase.now - (surroundings.miningTimebase.now - since))
      condition("pool", "The pool is out of reach; boards rest until it answers.")
      notePool("out of reach")
    case .poolUp:
      poolTrouble = nil
      condition("pool", nil)
      notePool("answers")
    case .stopped(let reason):
      poolTrouble = .stopped(reason)
      condition("pool", "\(reason)")
      notePool("\(reason)")
    case .workerLimit(let limit):
      workerLimit = limit
      condition("pool.workers", limit.map { "The pool takes only \($0) workers of this account." })
    case .message(let text):
      log.info("pool says", ["message": "\(text)"])
    case .verdict(let worker, .refused(let refusal)):
      log.warning("share refused", ["worker": "\(worker)", "why": "\(refusal)"])
    case .job, .withdrawn, .verdict, .entered:
      break
    }
  }

  private func notePool(_ text: String) {
    let node = fleet?.statusOnEventLoop.node?.description ?? ""
    noteEvent(.pool, node, text)
    recorder?.note(.pool, of: node, text, at: surroundings.timebase.now)
  }

  /// Does what the crew wants.
  func perform(_ actions: [MiningCrew.Action]) {
    for action in actions {
      switch action {
      case .connect(let worker, let board): connect(worker, board)
      case .disconnect(let worker): fleet?.disconnect(worker)
      case .wantJob(let worker): fleet?.wantJob(worker)
      case .stopWanting(let worker): fleet?.stopWanting(worker)
      case .assign(let job, let board):
        guard let bus = records[board.name]?.section.bus else { continue }
        boardControllers[bus]?.assign(job, to: board)
      case .withdraw(let board):
        guard let bus = records[board.name]?.section.bus else { continue }
        boardControllers[bus]?.withdraw(from: board)
      case .submit(let worker, let nonce, let job, let elapsed):
        fleet?.submit(worker, nonce: nonce, for: job, elapsed: elapsed)
      }
    }
  }

  /// What a board's session says of itself.
  func boardStatus(of section: BoardSection) -> BoardStatus? {
    boardControllers[section.bus]?.status.first { $0.board.id.name == section.name }
  }

  private func connect(_ worker: WorkerID, _ board: BoardID) {
    guard let section = records[board.name]?.section else { return }
    let expected = section.dialect.expectedHashRate
    let chip = boardStatus(of: section)?.chip ?? ChipID(derivedFrom: board.name)
    fleet?.connect(
      worker,
      PoolWorkerSettings(
        chip: chip, expectedHashRate: min(expected, section.rateLimit ?? expected), tier: configuration.pool.tier,
        name: configuration.pool.minerName(of: section.name)))
  }
}

extension Controller {
  /// Takes what the account check found.
  func took(_ outcome: AccountCheck.Outcome) {
    switch outcome {
    case .confirmed: log.info("account confirmed")
    case .stop(let reason): fleet?.stop(reason)
    case .unchecked(let why): log.warning("account not checked", ["why": why])
    }
  }
}
