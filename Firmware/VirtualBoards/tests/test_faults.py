"""What goes wrong on a bus and with a supply, on command."""

import errno
import os
import tempfile
import unittest

from boards import Board, BusFailure, VirtualBoards
from rig import Classic, Job


class Faults(unittest.TestCase):
    def setUp(self):
        self.rig = VirtualBoards([Board("a", "classic", 42), Board("b", "classic", 43)])
        self.addCleanup(self.rig.__exit__)
        self.board = Classic(self.rig, 42)

    def assert_fails(self, number, action):
        with self.assertRaises(BusFailure) as failure:
            action()
        self.assertEqual(failure.exception.errno, number)

    def test_nobody_at_an_address_is_enxio(self):
        self.assert_fails(errno.ENXIO, lambda: self.rig.transfer(44, 1))

    def test_a_board_that_holds_the_data_line_stops_the_bus_until_it_loses_power(self):
        self.rig.say("hold-sda b on")
        self.assert_fails(errno.ETIMEDOUT, self.board.status)
        self.rig.say("power b off")
        self.assertEqual(self.board.status(), "Ic ")

    def test_a_data_line_that_falls_in_the_middle_is_a_lost_arbitration(self):
        self.rig.say("hold-sda b on in 2000")
        self.assert_fails(errno.EAGAIN, lambda: self.board.write("L" + 20 * "1"))
        self.rig.say("reset b")
        self.assertEqual(self.board.status()[0], "I")

    def test_a_held_clock_line_times_out(self):
        self.rig.say("hold-line scl on")
        self.assert_fails(errno.ETIMEDOUT, self.board.status)
        self.rig.say("hold-line scl off")
        self.assertEqual(self.board.status(), "Ic ")

    def test_one_byte_is_disturbed_and_only_one(self):
        self.rig.say("corrupt 2 0x01")  # the first byte back, behind the letter
        self.assertEqual(self.board.status(), "Hc ")
        self.assertEqual(self.board.status(), "Ic ")

    def test_a_lost_acknowledge_is_enxio_once(self):
        self.rig.say("nack 42 1")
        self.assert_fails(errno.ENXIO, self.board.status)
        self.assertEqual(self.board.status()[0], "I")

    def test_a_reset_ends_a_search(self):
        self.board.start(Job("x", None, 2))
        self.assertEqual(self.board.status()[0], "B")
        self.rig.say("reset a")
        self.rig.run(70_000)
        self.assertEqual(self.board.status(), "Ic ")

    def test_power_goes_at_the_exact_cycle(self):
        self.rig.say("power a off in 12345")
        cycle = int(self.rig.board("a")["cycle"])
        self.rig.say("usage a clear")
        self.rig.run(12344 / 16)
        self.assertNotEqual(self.rig.board("a")["state"], "off")
        self.rig.run(100)
        usage = self.rig.say("usage a")
        late = int(usage["active"]) - 12345  # an instruction is never cut in two
        self.assertTrue(0 <= late <= 4, late)
        self.assertEqual(int(usage["active"]) + int(usage["off"]), int(self.rig.board("a")["cycle"]) - cycle)

    def test_memory_is_not_what_it_was_after_power_came_back(self):
        before = self.rig.say("peek a 0x600 16")
        self.rig.say("power a off")
        self.rig.say("power a on")
        self.assertNotEqual(self.rig.say("peek a 0x600 16"), before)

    def test_a_byte_under_programming_is_undefined_after_a_power_cut(self):
        seen = set()
        for _ in range(20):
            self.rig.say("eeprom a write 0 42")
            self.rig.say("reset a")
            self.rig.run(70_000)
            self.board.write("V45")
            self.rig.run(1000)  # of the 3.4 ms it takes
            self.assertEqual(self.rig.board("a")["programming"], "1")
            self.rig.say("power a off")
            seen.add(self.rig.say("eeprom a 0")[0])
            self.rig.say("power a on")
        self.assertEqual(self.rig.board("a")["torn"], "20")
        self.assertGreater(len(seen), 10)

    def test_an_eeprom_file_outlives_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            board = Board("a", "classic", 42, eeprom=os.path.join(folder, "eeprom"))
            with VirtualBoards([board]) as rig:
                rig.write(42, b"V47")
                rig.run(10_000)
            with VirtualBoards([board]) as rig:
                self.assertEqual(Classic(rig, 47).status(), "Ic ")

    def test_nonsense_is_answered_with_the_form(self):
        for line in ("power", "power a", "power z on", "run x", "run -1", "peek a 9999", "eeprom a 1024", "hum",
                     "nack 200 1", "corrupt 1 256", "bus-hertz 1"):
            with self.assertRaises(RuntimeError, msg=line):
                self.rig.say(line)
        self.assertEqual(self.rig.say("boards"), ["a", "b"])

    def test_a_malformed_transaction_is_refused_and_the_next_one_served(self):
        self.rig.bus.sendall(bytes([7, 0, 0, 0]) + bytes(7))
        self.assertEqual(self.rig.bus.recv(8), bytes([4, 0, 0, 0, errno.EINVAL, 0, 0, 0]))
        self.assert_fails(errno.EOPNOTSUPP, lambda: self.rig.transfer(42, 0))
        self.assertEqual(self.board.status(), "Ic ")


if __name__ == "__main__":
    unittest.main()
