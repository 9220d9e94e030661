"""Dialect A with the manners and the defects measured on boards in the field (doc/protocols/minipro.md)."""

import errno
import unittest

from boards import Board, BusFailure, VirtualBoards
from rig import Classic, Job


class ClassicBoard(unittest.TestCase):
    def setUp(self):
        self.rig = VirtualBoards([Board("b", "classic", 42)])
        self.addCleanup(self.rig.__exit__)
        self.board = Classic(self.rig, 42)

    def mine(self, nonce=100, difficulty=2):
        self.board.start(Job("x", nonce, difficulty))
        self.assertEqual(self.board.wait(), "C")

    def test_a_read_before_any_command_is_one_zero(self):
        self.assertEqual(self.rig.transfer(42, 3).hex(" "), "00 ff ff")

    def test_a_job_is_found_and_its_time_told(self):
        self.mine(nonce=123)
        self.assertEqual(self.board.result(), 123)
        self.assertAlmostEqual(self.board.elapsed_ms(), 124 / 0.216, delta=30)

    def test_the_state_is_kept_until_another_command(self):
        self.mine()
        self.board.result(), self.board.elapsed_ms()
        self.assertEqual(self.board.status()[0], "C")
        self.board.write("A")
        self.assertEqual(self.board.status()[:2], "Ic")

    def test_a_write_of_nothing_loses_the_state_but_not_the_result(self):
        self.mine()
        self.rig.write(42, b"")
        self.assertEqual((self.board.status()[0], self.board.result()), ("I", 100))

    def test_no_solution_is_zero(self):
        self.mine(nonce=None, difficulty=1)
        self.assertEqual(self.board.result(), 0)

    def test_a_payload_while_hashing_makes_it_deaf_until_reset(self):
        self.board.start(Job("x", 300, 4))
        self.board.write("L" + 20 * "0")
        self.assertEqual(self.board.wait(), "I")
        self.rig.run(10_000_000)
        for letter in "RES":
            self.assertEqual(self.rig.query(42, letter.encode(), 5), b"I? \xff\xff")
        self.rig.say("reset b")
        self.rig.run(70_000)
        self.assertEqual(self.board.status(), "Ic ")

    def test_a_search_cannot_be_aborted(self):
        self.board.start(Job("x", 150, 2))
        self.board.write("A")
        self.assertEqual(self.board.status()[0], "B")
        self.assertEqual(self.board.status()[2], "A")
        self.assertEqual((self.board.wait(), self.board.result()), ("C", 150))

    def test_a_write_of_33_bytes_is_refused_and_the_board_is_gone_until_reset(self):
        for _ in range(2):
            with self.assertRaises(BusFailure) as failure:
                self.rig.write(42, b"L" + 32 * b"0")
            self.assertEqual(failure.exception.errno, errno.ENXIO)
        self.rig.say("reset b")
        self.rig.run(70_000)
        self.assertEqual(self.board.status(), "Ic ")

    def test_a_second_half_sent_twice_spoils_the_job(self):
        job = Job("x", 50, 1)
        self.board.start(job)
        self.board.wait()
        self.board.write("O" + job.expected[20:])
        self.rig.run(2000)
        self.board.wait()
        self.assertEqual(self.board.result(), 0)

    def test_the_identity_is_ready_after_150_us_and_differs_from_board_to_board(self):
        with VirtualBoards([Board("b", "classic", 42), Board("c", "classic", 43)]) as rig:
            identities = []
            for address in (42, 43):
                rig.write(address, b"I")
                rig.run(150)
                identities.append(rig.transfer(address, 24).decode())
                self.assertRegex(identities[-1], "^DUCOID[0-9A-F]{16}  $")
            self.assertNotEqual(*identities)

    def test_a_new_address_is_in_force_at_once_and_survives_a_power_cycle(self):
        self.board.write("V43")
        self.rig.run(10_000)
        moved = Classic(self.rig, 43)
        self.assertEqual(moved.status()[0], "I")
        self.rig.say("power b off")
        with self.assertRaises(BusFailure):
            moved.status()
        self.rig.say("power b on")
        self.rig.run(70_000)
        self.assertEqual(moved.status(), "Ic ")

    def test_the_serial_console_takes_digits_and_then_a_letter(self):
        self.rig.say("serial b send 43V")
        self.rig.run(10_000)
        self.assertEqual(Classic(self.rig, 43).status()[0], "I")

    def test_transactions_take_the_time_measured_in_the_field(self):
        measured_us = (((b"A",), 210), ((b"L" + 20 * b"a",), 2120), ((3,), 430), ((5,), 635), ((b"S", 3), 630))
        for messages, expected in measured_us:
            self.rig.say("bus clear")
            self.rig.transfer(42, *messages)
            busy = int(self.rig.say("bus")["busy-ns"]) / 1000
            self.assertAlmostEqual(busy, expected, delta=0.1 * expected, msg=str(messages))


if __name__ == "__main__":
    unittest.main()
