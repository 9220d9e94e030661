"""This project's firmware in dialect C on simulated chips (doc/protocols/minipro.md)."""

import os
import unittest

from akkurat import (ABORT, ABORTED, ADDRESS, FOUND, NOT_FOUND, RESTART, SEARCHING, SLEEP, WAKE, Akkurat, BadCheck,
                     Report)
from boards import Board, BusFailure, VirtualBoards, image
from rig import Classic, Job, seeded

FULL = os.environ.get("VIRTUAL_BOARDS_FULL") == "1"
SEED = int(os.environ.get("VIRTUAL_BOARDS_SEED", "1"))
IMAGES = {"minipro": {}, "minipro-8mhz-3v3": {"clock": 8_000_000}}
BUILT = all(os.path.exists(image(name)) for name in IMAGES)
HASH_CYCLES = 4_200
RESET_LINE, WATCHDOG = 0x02, 0x08


def times(full, reduced):
    return full if FULL else reduced


def wrong_answer(job, report):
    """Whether a report would make a host submit something wrong."""
    if report.state == FOUND:
        return report.nonce != job.answer or job.answer == 0
    return report.state == NOT_FOUND and job.answer != 0


@unittest.skipUnless(BUILT, "Firmware/build has not been run")
class MiniPro(unittest.TestCase):
    def rig(self, firmware="minipro", *options):
        rig = VirtualBoards([Board("b", firmware, 42, **IMAGES.get(firmware, {}))], *options)
        self.addCleanup(rig.__exit__)
        return rig, Akkurat(rig, 42)

    def test_both_images_answer_random_jobs_right_packed_and_as_characters(self):
        for firmware in IMAGES:
            source = seeded(firmware, "dialect C", SEED)
            rig, board = self.rig(firmware)
            for number in range(times(1000, 40)):
                job = Job.random(source, 99)
                board.start(job, number & 7, packed=source.random() < 0.5)
                report = board.wait()
                self.assertEqual((report.tag, report.refused), (number & 7, False))
                self.assertEqual(report.state, FOUND if job.answer else NOT_FOUND, vars(job))
                if job.answer:
                    self.assertEqual(report.nonce, job.answer)

    def test_a_job_costs_at_most_6_ms_of_bus_packed_and_8_ms_as_characters(self):
        for packed, most_us in ((True, 6_000), (False, 8_000)):
            rig, board = self.rig()
            rig.say("bus clear")
            board.start(Job("x", 50, 1), packed=packed)
            rig.run(200_000)
            rig.transfer(42, 1)
            self.assertEqual(board.read_report().state, FOUND)
            self.assertLess(int(rig.say("bus")["busy-ns"]) / 1000, most_us)

    def test_the_rate_is_at_least_3000_a_second_over_a_whole_job(self):
        rig, board = self.rig()
        board.start(Job("x", None, 99))
        report = board.wait(every_us=100_000)
        self.assertEqual((report.state, report.nonce), (NOT_FOUND, 9_901))
        self.assertGreater(9_901 / (report.microseconds / 1e6), 3_000)

    def test_reports_at_every_offset_of_a_search_are_whole_and_right(self):
        rig, board = self.rig()
        done = 0
        while done < times(10_000, 2_000):
            job = Job(done, 9_900, 99)
            board.start(job, tag=done & 7)
            before = Report(done & 7, False, SEARCHING, 0, 0)
            while True:
                report = board.report() if done & 1 else board.read_report()
                if report.state != SEARCHING:
                    break
                self.assertEqual((report.tag, report.refused), (before.tag, False))
                self.assertGreaterEqual(report.nonce, before.nonce)
                self.assertGreater(report.microseconds, before.microseconds)
                before = report
                done += 1
                rig.run((done * 7 % HASH_CYCLES) / 16)
            self.assertEqual((report.state, report.nonce), (FOUND, 9_900))

    def test_a_search_stops_at_once(self):
        rig, board = self.rig()
        board.start(Job("x", None, 99))
        rig.run(100_000)
        board.write(ABORT)
        self.assertEqual(board.read_report().state, ABORTED)
        board.start(Job("y", 7, 1))
        self.assertEqual(board.wait().nonce, 7)

    def test_no_job_no_over_long_write_and_no_letter_makes_it_deaf_or_wrong_while_it_searches(self):
        rig, board = self.rig()
        job = Job("x", 2_000, 40)
        board.start(job, tag=5)
        board.send_previous(Job("other", 1, 1))
        for data in (b"L" + 20 * b"0", b"D01", b"V43", b"H", b"", bytes(32), b"\xff" * 32):
            rig.write(42, data)
        with self.assertRaises(BusFailure):
            rig.write(42, bytes(40))
        report = board.wait()
        self.assertEqual((report.tag, report.state, report.nonce), (5, FOUND, 2_000))
        board.start(job, tag=6)
        self.assertEqual(board.wait().nonce, 2_000)

    def test_a_disturbed_byte_anywhere_in_a_job_never_leads_to_a_wrong_answer(self):
        source = seeded("disturbed", SEED)
        rig, board = self.rig()
        refused = 0
        for place in range(1, 22 + 24 + 10 + 1):  # previous, start, report
            for _ in range(times(8, 1)):
                job = Job(source.random(), source.randint(1, 100), 1)
                rig.say(f"corrupt {place} {1 << source.randrange(8)}")
                try:
                    board.start(job, tag=place & 7)
                    report = board.read_report() if place > 46 else board.report()
                    self.assertEqual(report.refused, place <= 46)
                    refused += report.refused
                except BadCheck:
                    self.assertGreater(place, 46)
                rig.say("corrupt 0 0")
                board.write(ABORT)
                board.start(job, tag=place & 7)
                report = board.wait()
                self.assertEqual((report.tag, report.state, report.nonce), (place & 7, FOUND, job.answer))
        self.assertEqual(refused, 46 * times(8, 1))

    def test_a_byte_broken_off_anywhere_in_a_job_is_survived(self):
        rig, board = self.rig()
        job = Job("x", 60, 1)
        for place in range(1, 22 + 24 + 10 + 1):
            rig.say(f"break-off {place}")
            with self.assertRaises(BusFailure):
                board.start(job)
                board.read_report()
            rig.say("break-off 0")
            board.write(ABORT)
            board.start(job, tag=place & 7)
            report = board.wait()
            self.assertEqual((report.tag, report.state, report.nonce), (place & 7, FOUND, 60))

    def test_an_old_board_takes_the_capability_query_without_harm(self):
        with VirtualBoards([Board("b", "classic", 42)]) as rig:
            board = Akkurat(rig, 42)
            with self.assertRaises(BadCheck):
                board.capabilities()
            old = Classic(rig, 42)
            old.start(Job("x", 100, 2))
            with self.assertRaises(BadCheck):
                board.capabilities()
            self.assertEqual(old.wait() and old.result(), 100)
            old.start(Job("y", 50, 1))
            self.assertEqual((old.wait(), old.result()), ("C", 50))

    def test_capabilities_name_dialect_and_clock(self):
        for firmware, megahertz in (("minipro", 16), ("minipro-8mhz-3v3", 8)):
            _, board = self.rig(firmware)
            answer = board.capabilities()
            self.assertEqual((answer[:4], answer[7]), (b"AKK\x01", megahertz))

    def test_ordered_to_sleep_it_draws_next_to_nothing_and_its_address_wakes_it(self):
        rig, board = self.rig()
        board.start(Job("x", 30, 1))
        self.assertEqual(board.wait().nonce, 30)
        board.write(SLEEP)
        rig.run(20_000)
        self.assertEqual(rig.board("b")["state"], "power-down")
        rig.say("usage b clear")
        rig.run(10_000_000)
        usage = {state: int(cycles) for state, cycles in rig.say("usage b").items()}
        self.assertGreater(usage["power-down"] / sum(usage.values()), 0.99)
        board.write(WAKE)
        self.assertEqual(board.read_report().nonce, 30)
        board.start(Job("y", 31, 1))
        self.assertEqual(board.wait().nonce, 31)

    def test_waiting_is_idle_sleep(self):
        rig, board = self.rig()
        rig.say("usage b clear")
        rig.run(1_000_000)
        usage = {state: int(cycles) for state, cycles in rig.say("usage b").items()}
        self.assertGreater(usage["idle"] / sum(usage.values()), 0.97)

    def test_it_measures_its_supply_and_tells_why_it_was_reset(self):
        rig, board = self.rig("minipro", "--supply-mv", "4700")
        board.health()
        rig.run(10_000)
        millivolts = int.from_bytes(board.health()[1:3], "little")
        self.assertAlmostEqual(millivolts, 4_700, delta=50)
        rig.say("reset b")
        rig.run(90_000)
        self.assertTrue(board.health()[3] & RESET_LINE)
        board.write(RESTART)
        rig.run(300_000)
        self.assertTrue(board.health()[3] & WATCHDOG)

    def test_a_power_cut_in_a_change_of_address_leaves_the_old_or_the_new_one(self):
        source = seeded("address", SEED)
        rig, board = self.rig()
        torn, old, new = 0, 0, 0
        for _ in range(times(200, 40)):
            wanted = source.choice([address for address in range(8, 120) if address != board.address])
            rig.say(f"power b off in {source.randrange(16 * 32_000)}")
            try:
                board.write(ADDRESS, bytes([wanted]))
            except BusFailure:
                pass  # the supply went during the write
            rig.run(40_000)
            rig.say("power b on")
            rig.run(90_000)
            there = [address for address in range(1, 128) if self.answers(rig, address)]
            self.assertIn(there, ([board.address], [wanted]))
            old += there == [board.address]
            new += there == [wanted]
            board.address = there[0]
        torn = int(rig.board("b")["torn"])
        self.assertTrue(min(torn, old, new) > 0, f"{torn} torn, {old} old, {new} new")

    @staticmethod
    def answers(rig, address):
        try:
            return rig.transfer(address, 1) is not None
        except BusFailure:
            return False


if __name__ == "__main__":
    unittest.main()
