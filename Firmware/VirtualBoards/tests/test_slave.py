"""The slave model against the data sheet's status tables (section 22.7, tables 22-4 and 22-5)."""

import errno
import unittest

from boards import Board, BusFailure, VirtualBoards

GENERAL_CALL, POWER_DOWN, WANTS_BUS, WATCHDOG, SLOW, BUSY_EEPROM, IGNORES_ERRORS = 1, 2, 4, 8, 16, 32, 64
ADDRESS = 0x2A
EVERYTHING = 255


class Witness(VirtualBoards):
    """One board that writes down each TWSR; its settings are EEPROM bytes."""

    def __init__(self, flags=0, mask=0, receive=EVERYTHING, transmit=EVERYTHING):
        super().__init__([Board("w", "witness", ADDRESS, off=True)], boot=False)
        for place, value in enumerate((ADDRESS, flags, mask, receive, transmit)):
            self.say(f"eeprom w write {place} {value}")
        self.say("power w on")
        self.run(70_000)

    def log(self):
        self.run(3000)
        count = int(self.say("peek w 0x3ff")[0], 16)
        return bytes.fromhex(self.say(f"peek w 0x400 {count}")[0]) if count else b""


class SlaveReceiver(unittest.TestCase):
    def test_a_write_runs_through_60_80_a0(self):
        with Witness() as rig:
            rig.write(ADDRESS, b"\x11\x22")
            self.assertEqual(rig.log().hex(" "), "60 80 11 80 22 a0")

    def test_a_write_of_nothing_is_60_a0(self):
        with Witness() as rig:
            rig.write(ADDRESS, b"")
            self.assertEqual(rig.log().hex(" "), "60 a0")

    def test_without_twea_a_byte_gets_a_nack_and_88_ends_the_reception(self):
        with Witness(receive=1) as rig:
            with self.assertRaises(BusFailure) as failure:
                rig.write(ADDRESS, b"\x11\x22\x33")
            self.assertEqual(failure.exception.errno, errno.ENXIO)
            self.assertEqual(rig.log().hex(" "), "60 80 11 88 22")  # no a0: not addressed any more
            rig.write(ADDRESS, b"")  # 88 was answered with TWEA
            self.assertEqual(rig.log().hex(" "), "60 80 11 88 22 60 a0")

    def test_another_address_is_not_answered_and_leaves_no_trace(self):
        with Witness() as rig:
            with self.assertRaises(BusFailure):
                rig.write(ADDRESS + 1, b"\x11")
            self.assertEqual(rig.log(), b"")

    def test_the_mask_makes_address_bits_irrelevant(self):
        with Witness(mask=1) as rig:
            rig.write(ADDRESS + 1, b"")
            self.assertEqual(rig.log().hex(" "), "60 a0")

    def test_a_general_call_runs_through_70_90_a0(self):
        with Witness(flags=GENERAL_CALL) as rig:
            rig.write(0, b"\x06")
            self.assertEqual(rig.log().hex(" "), "70 90 06 a0")

    def test_a_refused_general_call_byte_is_98(self):
        with Witness(flags=GENERAL_CALL, receive=0) as rig:
            with self.assertRaises(BusFailure):
                rig.write(0, b"\x06\x07")
            self.assertEqual(rig.log().hex(" "), "70 98 06")

    def test_a_board_that_wanted_the_bus_loses_it_and_is_addressed(self):
        with Witness(flags=WANTS_BUS) as rig:
            rig.write(ADDRESS, b"")
            self.assertEqual(rig.log().hex(" "), "68 a0")

    def test_a_board_that_wanted_the_bus_loses_it_to_another_address(self):
        with Witness(flags=WANTS_BUS) as rig:
            with self.assertRaises(BusFailure):
                rig.write(ADDRESS + 1, b"")
            self.assertEqual(rig.log().hex(" "), "38")


class BusError(unittest.TestCase):
    def test_a_stop_in_the_middle_of_a_byte_is_00_and_twsto_recovers(self):
        with Witness() as rig:
            rig.say("break-off 2")
            with self.assertRaises(BusFailure) as failure:
                rig.write(ADDRESS, b"\x11\x22")
            self.assertEqual(failure.exception.errno, errno.EAGAIN)
            self.assertEqual(rig.log().hex(" "), "60 80 11 00")
            rig.say("break-off 1")
            with self.assertRaises(BusFailure):
                rig.transfer(ADDRESS, 1)
            self.assertEqual(rig.log().hex(" "), "60 80 11 00 a8 00")
            rig.write(ADDRESS, b"")
            self.assertEqual(rig.log()[-2:].hex(" "), "60 a0")


    def test_without_twsto_the_board_stays_silent(self):
        with Witness(flags=IGNORES_ERRORS) as rig:
            rig.say("break-off 1")
            for _ in range(2):
                with self.assertRaises(BusFailure):
                    rig.write(ADDRESS, b"\x11")
            rig.say("reset w")
            rig.run(70_000)
            rig.write(ADDRESS, b"\x11")


class SlaveTransmitter(unittest.TestCase):
    def test_a_read_runs_through_a8_b8_c0(self):
        with Witness() as rig:
            self.assertEqual(rig.transfer(ADDRESS, 3).hex(" "), "b0 b1 b2")
            self.assertEqual(rig.log().hex(" "), "a8 b8 b8 c0")

    def test_past_the_last_byte_the_line_is_high_and_the_status_c8(self):
        with Witness(transmit=2) as rig:
            self.assertEqual(rig.transfer(ADDRESS, 4).hex(" "), "b0 b1 ff ff")
            self.assertEqual(rig.log().hex(" "), "a8 b8 c8")

    def test_a_repeated_start_ends_the_write_with_a0_before_a8(self):
        with Witness() as rig:
            self.assertEqual(rig.transfer(ADDRESS, b"\x53", 1).hex(), "b0")
            self.assertEqual(rig.log().hex(" "), "60 80 53 a0 a8 c0")

    def test_arbitration_lost_and_read_is_b0(self):
        with Witness(flags=WANTS_BUS) as rig:
            rig.transfer(ADDRESS, 1)
            self.assertEqual(rig.log().hex(" "), "b0 c0")


class Time(unittest.TestCase):
    def test_a_byte_takes_nine_bits_and_the_rest_is_the_firmware(self):
        with Witness() as rig:
            rig.say("bus clear")
            rig.write(ADDRESS, bytes(20))
            busy = int(rig.say("bus")["busy-ns"])
            self.assertGreater(busy, (21 * 9 + 2) * 10_000)
            self.assertLess(busy, (21 * 9 + 4) * 10_000 + 22 * 12_000)

    def test_the_clock_is_stretched_while_twint_is_set(self):
        with Witness(flags=SLOW) as rig:
            rig.write(ADDRESS, b"\x11")
            self.assertGreater(int(rig.say("bus")["longest-stretch-ns"]), 500_000)
            self.assertEqual(rig.log().hex(" "), "60 80 11 a0")

    def test_a_host_with_less_patience_gives_up(self):
        with Witness(flags=SLOW) as rig:
            with self.assertRaises(BusFailure) as failure:
                rig.transfer(ADDRESS, b"\x11", timeout_us=200)
            self.assertEqual(failure.exception.errno, errno.ETIMEDOUT)

    def test_half_the_rate_takes_twice_the_time(self):
        with Witness() as rig:
            times = []
            for hertz in (400_000, 200_000):
                rig.say(f"bus-hertz {hertz}")
                rig.say("bus clear")
                rig.transfer(ADDRESS, 30)
                times.append(int(rig.say("bus")["busy-ns"]))
            self.assertAlmostEqual(times[1] - times[0], (31 * 9 + 3) * 2_500, delta=25_000)


class Sleep(unittest.TestCase):
    def test_idle_sleep_is_counted_as_idle(self):
        with Witness() as rig:
            rig.say("usage w clear")
            rig.run(1000)
            usage = rig.say("usage w")
            self.assertEqual((usage["idle"], usage["power-down"]), ("16000", "0"))

    def test_the_own_address_wakes_from_power_down_after_the_oscillator_has_started(self):
        with Witness(flags=POWER_DOWN) as rig:
            rig.say("usage w clear")
            rig.run(1000)
            self.assertEqual(rig.say("usage w")["power-down"], "16000")
            rig.write(ADDRESS, b"\x11")
            stretch = int(rig.say("bus")["longest-stretch-ns"])
            self.assertGreater(stretch, 1_024_000)  # 16,384 cycles at 16 MHz
            self.assertLess(stretch, 1_100_000)
            self.assertEqual(rig.log().hex(" "), "60 80 11 a0")

    def test_another_address_leaves_it_in_power_down(self):
        with Witness(flags=POWER_DOWN) as rig:
            rig.say("usage w clear")
            with self.assertRaises(BusFailure):
                rig.write(ADDRESS + 1, b"\x11")
            self.assertEqual(rig.say("usage w")["active"], "0")

    def test_the_watchdog_runs_on_in_power_down(self):
        with Witness(flags=POWER_DOWN | WATCHDOG) as rig:
            rig.run(1_000_000)
            ticks = int(rig.say("peek w 0x3fe")[0], 16)
            self.assertIn(ticks, (3, 4))

    def test_the_causes_of_resets_add_up_until_the_supply_goes(self):
        with Witness() as rig:
            self.assertEqual(rig.say("peek w 0x54"), ["01"])
            rig.say("reset w")
            rig.run(70_000)
            self.assertEqual(rig.say("peek w 0x54"), ["03"])
            rig.say("power w off")
            rig.say("power w on")
            self.assertEqual(rig.say("peek w 0x54"), ["01"])

    def test_programming_a_byte_takes_3_4_ms_and_a_reset_does_not_stop_it(self):
        with Witness(flags=BUSY_EEPROM) as rig:
            rig.say("eeprom w write 9 0")
            rig.say("reset w")
            rig.run(66_000 + 100)
            self.assertEqual((rig.board("w")["programming"], rig.say("eeprom w 9")), ("1", ["00"]))
            rig.say("reset w")
            rig.run(3_400)
            self.assertEqual((rig.board("w")["programming"], rig.say("eeprom w 9")), ("0", ["5a"]))


if __name__ == "__main__":
    unittest.main()
