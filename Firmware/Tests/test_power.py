"""Sleep, supply, resets, watchdog, LED, console."""

import unittest

from dialect_c import FOUND, Akkurat, BusFailure, Job, VirtualBoards, fast_board, slow_board

POWER_ON, RESET_LINE, WATCHDOG = 1, 2, 8


def state(rig):
    return rig.board("a")["state"]


class Power(unittest.TestCase):
    def test_a_waiting_board_idles(self):
        for make in (fast_board, slow_board):
            with VirtualBoards([make()]) as rig:
                rig.run(20_000)
                rig.say("usage a clear")
                rig.run(1_000_000)
                usage = {key: int(value) for key, value in rig.say("usage a").items()}
                awake = usage["active"] / (usage["active"] + usage["idle"])
                print(f"awake while it waits, {make.__name__}: {100 * awake:.3f} %")
                self.assertLess(awake, 0.001)

    def test_sleep_on_command_and_wake_by_address(self):
        for make in (fast_board, slow_board):
            with VirtualBoards([make()]) as rig:
                board = Akkurat(rig)
                board.start(Job("kept", 77, 1))
                board.wait()
                board.send(0xB1)
                rig.run(3_000)
                self.assertEqual(state(rig), "power-down")
                rig.say("bus clear")
                self.assertEqual(board.report().nonce, 77)
                stretch = int(rig.say("bus")["longest-stretch-ns"]) / 1e6
                print(f"first transaction after power-down, {make.__name__}: held for {stretch:.2f} ms")
                rig.run(1_000)
                self.assertEqual(state(rig), "idle")
                board.send(0xB1)
                rig.run(3_000)
                self.assertEqual(state(rig), "power-down")
                board.start(Job("after", 80, 1))
                self.assertEqual(board.wait().nonce, 80)
                self.assertEqual(board.health().reset_cause, POWER_ON)

    def test_a_host_that_does_not_stand_the_stretch_succeeds_the_second_time(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            board.send(0xB1)
            rig.run(3_000)
            with self.assertRaises(BusFailure):
                rig.transfer(42, board.frame(0xB2), timeout_us=600)
            rig.run(5_000)
            board.start(Job("after", 80, 1))
            self.assertEqual(board.wait().nonce, 80)

    def test_power_down_after_the_set_time_without_a_job(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            board.send(0xB4, 2, 0, 0)
            rig.run(1_500_000)
            self.assertEqual(state(rig), "idle")
            rig.run(1_500_000)
            self.assertEqual(state(rig), "power-down")
            board.start(Job("woken", 80, 1))
            self.assertEqual(board.wait().state, FOUND)
            rig.run(1_000_000)
            self.assertEqual(state(rig), "idle")
            rig.run(2_000_000)
            self.assertEqual(state(rig), "power-down")
            board.send(0xB4, 0, 0, 0)
            rig.run(5_000_000)
            self.assertEqual(state(rig), "idle")

    def test_power_down_waits_for_the_eeprom(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            board.send(0xB3, 43)
            board.address = 43
            board.send(0xB1)
            rig.run(10_000)
            self.assertNotEqual(state(rig), "power-down")
            rig.run(40_000)
            self.assertEqual(state(rig), "power-down")
            self.assertFalse(board.health().is_unsaved)

    def test_the_supply_is_measured(self):
        for millivolts in (5000, 4500, 3300, 2700):
            with VirtualBoards([fast_board()], "--supply-mv", str(millivolts)) as rig:
                board = Akkurat(rig)
                self.assertAlmostEqual(board.health().supply, millivolts, delta=millivolts * 0.01)
                board.start(Job("loaded", None, 20))
                board.health()
                rig.run(8_000)
                self.assertAlmostEqual(board.health().supply, millivolts, delta=millivolts * 0.01)

    def test_a_board_tells_why_it_was_reset(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            self.assertEqual(board.health().reset_cause, POWER_ON)
            rig.say("reset a")
            rig.run(80_000)
            self.assertEqual(board.health().reset_cause, RESET_LINE)
            for count in (1, 2):
                board.send(0xB5)
                rig.run(120_000)
                health = board.health()
                self.assertEqual((health.reset_cause, health.watchdog_resets), (WATCHDOG, count))
            rig.say("power a off")
            rig.run(10_000)
            rig.say("power a on")
            rig.run(80_000)
            self.assertEqual(board.health().watchdog_resets, 0)

    def test_the_watchdog_leaves_a_long_search_and_a_long_wait_alone(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            rig.run(5_000_000)
            board.start(Job("long", None, 200))
            report = board.wait(every_us=200_000)
            self.assertEqual(report.nonce, 20_001)
            self.assertEqual(board.health().watchdog_resets, 0)

    def test_the_led_is_on_during_a_search_when_wanted(self):
        with VirtualBoards([fast_board()]) as rig:
            board = Akkurat(rig)
            lit = lambda: bool(int(rig.say("peek a 37")[0], 16) & 0x20)  # PORTB, bit 5
            board.start(Job("dark", None, 50))
            rig.run(5_000)
            self.assertFalse(lit())
            board.send(0xB0)
            board.send(0xB4, 0, 0, 1)
            board.start(Job("lit", None, 50))
            rig.run(5_000)
            self.assertTrue(lit())
            board.send(0xB0)
            rig.run(5_000)
            self.assertFalse(lit())

    def test_the_serial_console_answers(self):
        for make in (fast_board, slow_board):
            with VirtualBoards([make()]) as rig:
                say = lambda text, wait: (rig.say(f"serial a send {text}"), rig.run(wait),
                                          bytes.fromhex("".join(rig.say("serial a read"))).decode())[-1]
                self.assertRegex(say("i", 30_000), r"^DUCOID[0-9A-F]{16},42,50\d\d,1,1\.0\r\n$")
                self.assertRegex(say("1t", 100_000), r"^77,\d+,DUCOID[0-9A-F]{16}\r\n$")
                self.assertEqual(say("43V", 40_000), "V43\r\n")
                self.assertEqual(Akkurat(rig, 43).health().is_unsaved, False)


if __name__ == "__main__":
    unittest.main()
