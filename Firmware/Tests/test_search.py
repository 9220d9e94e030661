"""Jobs in dialect C on the image: right answers, undisturbed by polls, stopped at once."""

import unittest

from dialect_c import (ABORTED, FOUND, IDLE, NOT_FOUND, SEARCHING, SEED, Akkurat, Job, VirtualBoards, fast_board, seeded,
                     slow_board, tries)


class Search(unittest.TestCase):
    def test_random_jobs_are_answered_right(self):
        """Difficulty 1 to 99, nonces at borders of the number of digits, jobs without a solution; both ways to send."""
        source = seeded("dialect C", SEED)
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            for count in range(tries(1000, 60)):
                job = Job.random(source, 99)
                board.start(job, packed=count % 4 != 0)
                report = board.wait()
                if job.answer:
                    self.assertEqual((report.state, report.nonce), (FOUND, job.answer), vars(job))
                else:
                    self.assertEqual((report.state, report.nonce), (NOT_FOUND, job.difficulty * 100 + 1), vars(job))

    def test_a_difficulty_above_99_is_served_too(self):
        for nonce in (9_999, 10_000, 10_001, 12_345):
            with self.subTest(nonce=nonce), VirtualBoards([fast_board()]) as rig:
                board = Akkurat(rig)
                board.start(Job("high", nonce, 130))
                self.assertEqual(board.wait().nonce, nonce)

    def test_polls_at_every_offset_disturb_nothing(self):
        """The pause before a poll grows by 7 cycles, so it meets the search everywhere; each report has its checksum."""
        wanted, polls, jobs = tries(10_000, 2_000), 0, 0
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            while polls < wanted:
                job = Job(f"polls {jobs}", 9_900, 99)
                board.start(job)
                jobs += 1
                tested = 0
                while True:
                    polls += 1
                    report = board.report(query=polls % 2 == 0)
                    self.assertEqual(report.tag, board.tag)
                    self.assertFalse(report.is_refused)
                    if report.state != SEARCHING:
                        break
                    self.assertGreaterEqual(report.nonce, tested)
                    tested = report.nonce
                    rig.run(polls * 7 % 8000 / 16)
                self.assertEqual((report.state, report.nonce), (FOUND, 9_900))

    def test_refused_jobs_during_a_search_disturb_nothing(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            board.start(Job("disturbed", 3_000, 99))
            tag = board.tag
            for count in range(tries(1000, 100)):
                board.send(0x90, *bytes(20))
                rig.write(42, b"L" + b"0" * 20)
                rig.run(count * 13 % 500)
            board.tag = tag
            report = board.wait()
            self.assertEqual((report.state, report.nonce, report.is_refused), (FOUND, 3_000, True))

    def test_abort_is_seen_at_once_and_the_next_job_is_not_mixed_up_with_it(self):
        source = seeded("abort", SEED)
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            for _ in range(tries(200, 30)):
                board.start(Job("long", None, 60_000))
                rig.run(source.randrange(1, 20_000))
                if source.randrange(2):
                    board.send(0xB0)
                    self.assertEqual(board.report().state, ABORTED)
                else:
                    rig.write(42, b"A")
                    self.assertEqual(rig.query(42, b"S", 3), b"Ic ")
                    self.assertEqual(board.report(query=True).state, IDLE)
                job = Job.random(source, 2)
                board.start(job)
                report = board.wait()
                self.assertEqual(report.nonce, job.answer or job.difficulty * 100 + 1)

    def test_time_and_rate_are_true(self):
        for make, hertz in ((fast_board, 16e6), (slow_board, 8e6)):
            with VirtualBoards([make()]) as rig:
                board = Akkurat(rig)
                board.start(Job("time", 5_000, 99))
                before = int(rig.board("a")["cycle"])
                while board.poll() & 15 == SEARCHING:
                    rig.run(900)
                seconds = (int(rig.board("a")["cycle"]) - before) / hertz
                report = board.report()
                self.assertAlmostEqual(report.microseconds / 1e6, seconds, delta=0.002)
                self.assertAlmostEqual(board.health().rate, 5_001 / (report.microseconds / 1e6), delta=2)
                self.assertGreater(board.health().rate, 3_000 * hertz / 16e6)


if __name__ == "__main__":
    unittest.main()
