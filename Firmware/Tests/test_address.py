"""The address outlives a power cut at any moment of its change."""

import unittest

from dialect_c import SEED, Akkurat, BusFailure, VirtualBoards, fast_board, seeded, tries


class Address(unittest.TestCase):
    def test_a_power_cut_leaves_the_old_or_the_new_address(self):
        """At random cycles of a change, over and over: every state of the two slots comes up. `torn` bytes are random."""
        source = seeded("address", SEED)
        with VirtualBoards([fast_board()]) as rig:
            address = 42
            for count in range(tries(200, 60)):
                wanted = source.choice([other for other in range(8, 120) if other != address])
                board = Akkurat(rig, address)
                rig.say(f"power a off in {source.randrange(4_000, 16 * 30_000)}")
                try:
                    board.send(0xB3, wanted)
                except BusFailure:
                    pass  # the supply went during the write
                rig.run(35_000)
                rig.say("power a on")
                rig.run(80_000)
                at = [candidate for candidate in range(1, 128) if self.answers(rig, candidate)]
                self.assertIn(at, ([address], [wanted]), f"change {count}: {address} to {wanted}")
                address = at[0]
            self.assertGreater(int(rig.board("a")["torn"]), tries(50, 10))

    def test_the_address_of_the_original_firmware_is_taken_over_and_kept_for_it(self):
        with VirtualBoards([fast_board(address=29)]) as rig:
            Akkurat(rig, 29).send(0xB3, 30)
            rig.run(60_000)
            self.assertEqual(rig.say("eeprom a 0 1"), ["1e"])
            self.assertFalse(Akkurat(rig, 30).health().is_unsaved)

    def test_an_empty_eeprom_gives_address_8(self):
        with VirtualBoards([fast_board(address=None)]) as rig:
            self.assertTrue(self.answers(rig, 8))

    @staticmethod
    def answers(rig, address):
        try:
            return rig.transfer(address, 1) is not None
        except BusFailure:
            return False


if __name__ == "__main__":
    unittest.main()
