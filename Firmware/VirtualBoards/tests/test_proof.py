"""What has to hold for a board to be trusted with a rig, in as many tries as VIRTUAL_BOARDS_FULL asks for.

`classic` stands for the boards in the field; `minipro` is this project's firmware and joins when it has been built.
"""

import os
import unittest

from boards import Board, BusFailure, VirtualBoards, image
from rig import Classic, Job, seeded

FULL = os.environ.get("VIRTUAL_BOARDS_FULL") == "1"
SEED = int(os.environ.get("VIRTUAL_BOARDS_SEED", "1"))
OWN = [name for name in os.environ.get("VIRTUAL_BOARDS_IMAGES", "minipro").split() if os.path.exists(image(name))]
HASH_CYCLES = {"classic": 74_000}
OWN_HASH_CYCLES = 5_100


def polls(full, reduced):
    return full if FULL else reduced


class Proof(unittest.TestCase):
    def random_jobs(self, firmware, count, most_difficulty):
        source = seeded(firmware, "jobs", SEED)
        with VirtualBoards([Board("b", firmware, 42)]) as rig:
            board = Classic(rig, 42)
            for _ in range(count):
                job = Job.random(source, most_difficulty)
                board.start(job)
                self.assertEqual(board.wait(), "C")
                self.assertEqual(board.result(), job.answer, vars(job))

    def polls_at_every_offset(self, firmware, count, nonce):
        """The delay before a poll grows by 7 cycles a poll, modulo the length of a hash: every offset comes up."""
        period = HASH_CYCLES.get(firmware, OWN_HASH_CYCLES)
        done = wrong = 0
        with VirtualBoards([Board("b", firmware, 42)]) as rig:
            board = Classic(rig, 42)
            while done < count:
                job = Job(done, nonce, 99)
                board.start(job)
                while True:
                    state = board.status()
                    self.assertRegex(state, "^[BC].[ O]$")
                    if state[0] == "C":
                        break
                    done += 1
                    rig.run((done * 7 % min(period, 8000)) / 16)
                wrong += board.result() != job.answer
        self.assertEqual(wrong, 0)

    def addresses_after_power_cuts(self, firmware, count):
        """Cuts the supply at a random cycle after `V`; where the board is when the supply is back."""
        source = seeded(firmware, "cuts", SEED)
        found, torn = [], 0
        with VirtualBoards([Board("b", firmware, 42)]) as rig:
            address = 42
            for _ in range(count):
                wanted = source.choice([a for a in range(8, 50) if a != address])
                rig.say(f"power b off in {2_000 + source.randrange(16 * 20_000)}")
                try:
                    rig.write(address, f"V{wanted:02}".encode())
                except BusFailure:
                    pass  # the supply went during the write
                rig.run(25_000)
                rig.say("power b on")
                rig.run(90_000)
                at = [a for a in range(1, 128) if self.answers(rig, a)]
                found.append((address, wanted, at))
                address = at[0] if at else self.repair(rig)
            torn = int(rig.board("b")["torn"])
        return found, torn

    @staticmethod
    def answers(rig, address):
        try:
            return rig.transfer(address, 1) is not None
        except BusFailure:
            return False

    @staticmethod
    def repair(rig):
        rig.say("eeprom b write 0 42")
        rig.say("reset b")
        rig.run(90_000)
        return 42

    def test_classic_answers_random_jobs_right(self):
        self.random_jobs("classic", polls(1000, 12), 3)

    def test_classic_is_not_disturbed_by_polls(self):
        self.polls_at_every_offset("classic", polls(10_000, 1_000), 400)

    def test_classic_can_lose_its_address_to_a_power_cut(self):
        """That this happens shows that the model bites."""
        found, torn = self.addresses_after_power_cuts("classic", polls(200, 40))
        lost = [entry for entry in found if entry[2] not in ([entry[0]], [entry[1]])]
        self.assertGreater(torn, 0)
        self.assertGreater(len(lost), 0)
        self.assertLessEqual(len(lost), torn)

    @unittest.skipUnless(OWN, "Firmware/build has not been run")
    def test_own_firmware_answers_random_jobs_right(self):
        for firmware in OWN:
            with self.subTest(firmware=firmware):
                self.random_jobs(firmware, polls(1000, 60), 99)

    @unittest.skipUnless(OWN, "Firmware/build has not been run")
    def test_own_firmware_is_not_disturbed_by_polls(self):
        for firmware in OWN:
            with self.subTest(firmware=firmware):
                self.polls_at_every_offset(firmware, polls(10_000, 2_000), 9_900)

    @unittest.skipUnless(OWN, "Firmware/build has not been run")
    def test_own_firmware_never_loses_its_address_to_a_power_cut(self):
        for firmware in OWN:
            with self.subTest(firmware=firmware):
                found, torn = self.addresses_after_power_cuts(firmware, polls(200, 60))
                self.assertGreater(torn, 0)
                for old, new, at in found:
                    self.assertIn(at, ([old], [new]))


if __name__ == "__main__":
    unittest.main()
