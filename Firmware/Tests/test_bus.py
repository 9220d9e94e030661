"""Times on the bus: what a job costs, how long the clock line is held."""

import unittest

from dialect_c import Akkurat, BusFailure, Job, VirtualBoards, fast_board, slow_board

# One byte at 100 kHz lasts 90 µs: an interrupt later than that would be seen by the other boards of the bus.
BYTE_NS = 90_000


class Bus(unittest.TestCase):
    def bus_time(self, make, packed, polls):
        """Job, polls, report: ms of bus time at 100 kHz, everything included."""
        with VirtualBoards([make()]) as rig:
            board = Akkurat(rig)
            rig.say("bus clear")
            board.start(Job("bus", 77, 1), packed)
            rig.run(60_000)
            for _ in range(polls):
                board.poll()
            board.report()
            bus = rig.say("bus")
            milliseconds = int(bus["busy-ns"]) / 1e6
            print(f"{'packed job' if packed else 'job in characters'}, {polls} polls, report, {make.__name__}: "
                  f"{milliseconds:.2f} ms, {bus['bytes']} bytes")
            return milliseconds

    def test_a_packed_job_takes_at_most_6_ms_of_bus(self):
        for make in (fast_board, slow_board):
            self.assertLessEqual(self.bus_time(make, True, 1), 6.0)

    def test_a_job_in_characters_takes_at_most_8_ms_of_bus(self):
        for make in (fast_board, slow_board):
            self.assertLessEqual(self.bus_time(make, False, 1), 8.0)

    def longest_stretch(self, make, word):
        with VirtualBoards([make()]) as rig:
            board = Akkurat(rig)
            board.start(Job("stretch", None, 9_000))
            rig.say("bus clear")
            for count in range(400):
                rig.transfer(42, *word(board))
                if count % 20 == 0:
                    rig.say("serial a send i")
                rig.run(count * 37 % 3000)
            return int(rig.say("bus")["longest-stretch-ns"])

    def test_a_write_is_never_held_for_a_byte_time(self):
        for make in (fast_board, slow_board):
            longest = self.longest_stretch(make, lambda board: [board.frame(0x90, *bytes(20))])
            print(f"longest stretch of a write during a search, {make.__name__}: {longest / 1000:.1f} µs")
            self.assertLess(longest, BYTE_NS)

    def test_a_report_is_filled_within_a_byte_time_at_16_mhz(self):
        longest = self.longest_stretch(fast_board, lambda board: [board.frame(0x80), 10])
        print(f"longest stretch of a report during a search: {longest / 1000:.1f} µs")
        self.assertLess(longest, BYTE_NS)

    def test_a_transaction_whose_master_is_gone_is_given_up(self):
        """Board b pulls the data line in the middle of a write to a; there is no STOP. After a while a listens anew."""
        for wait, errors in ((10_000, 0), (1_100_000, 1)):
            with VirtualBoards([fast_board("a", 42), fast_board("b", 43)]) as rig:
                board = Akkurat(rig)
                rig.say("hold-sda b on in 6000")
                with self.assertRaises(BusFailure):
                    board.send(0x90, *bytes(20))
                rig.run(wait)
                rig.say("reset b")
                rig.run(80_000)
                self.assertEqual(board.health().bus_errors, errors)
                board.start(Job("after", 77, 1))
                self.assertEqual(board.wait().nonce, 77)

    def test_a_faster_bus_is_served(self):
        for hertz in (10_000, 400_000):
            with VirtualBoards([fast_board()], "--hertz", str(hertz)) as rig:
                board = Akkurat(rig)
                board.start(Job("fast", 1_234, 20))
                self.assertEqual(board.wait().nonce, 1_234)

    def test_boards_share_a_bus(self):
        with VirtualBoards([fast_board("a", 42), fast_board("b", 43), slow_board("c", 44)]) as rig:
            boards = [Akkurat(rig, address) for address in (42, 43, 44)]
            for board in boards:
                board.start(Job(board.address, board.address * 20, 10))
            for board in boards:
                self.assertEqual(board.wait().nonce, board.address * 20)

    def test_a_corrupted_byte_is_found_out(self):
        """Any byte of any frame, either way: the job is refused or the reply fails its checksum, and the next one works."""
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            for byte in range(1, 47):
                rig.say(f"corrupt {byte} {1 << byte % 8}")
                board.start(Job(byte, 50, 1))
                self.assertNotEqual(board.poll() & 15, 1, byte)
                self.assertTrue(board.report(query=True).is_refused, byte)
                board.start(Job(byte, 50, 1))
                self.assertEqual(board.wait().nonce, 50)
            for byte in range(1, 11):
                rig.say(f"corrupt {byte} {1 << byte % 8}")
                with self.assertRaises(Exception):
                    board.report()
                self.assertEqual(board.report().nonce, 50)


if __name__ == "__main__":
    unittest.main()
