"""The vectors that the core passes on the host, on the image of either board."""

import unittest

from dialect_c import FOUND, NOT_FOUND, Akkurat, VirtualBoards, fast_board, slow_board, vectors



class Given:
    """A job of the vectors."""

    def __init__(self, previous, expected, difficulty):
        self.previous, self.expected, self.difficulty = previous, expected, int(difficulty)


class Vectors(unittest.TestCase):
    def test_every_job_gets_its_answer_on_either_board(self):
        for make in (fast_board, slow_board):
            with VirtualBoards([make()]) as rig:
                board = Akkurat(rig)
                for title, previous, expected, difficulty, answer in vectors("job"):
                    with self.subTest(title, board=make.__name__):
                        is_packed = all(digit in "0123456789abcdef" for digit in previous)
                        board.start(Given(previous, expected, difficulty), is_packed)
                        report = board.wait()
                        wanted = (NOT_FOUND, int(difficulty) * 100 + 1) if answer == "none" else (FOUND, int(answer))
                        self.assertEqual((report.state, report.nonce), wanted)
                        self.assertEqual(report.tag, board.tag)

    def test_every_transaction_gets_its_answer(self):
        for title, steps in vectors("wire"):
            with self.subTest(title), VirtualBoards([fast_board()]) as rig:
                self.play(rig, steps)

    def play(self, rig, steps):
        address = 42
        for step in steps.split(" "):
            if step == "?":
                while rig_state(rig) == "active":
                    rig.run(1000)
            elif step.startswith("="):
                address = int(step[1:])
            elif step.startswith(">!"):
                with self.assertRaises(OSError):
                    rig.write(address, bytes.fromhex(step[2:]))
            else:
                self.transfer(rig, address, step)
                rig.run(20)

    def transfer(self, rig, address, step):
        words, wanted = [], ""
        for part in step.split("&"):
            if part[0] == ">":
                words.append(bytes.fromhex(part[1:]))
            else:
                words.append(len(part[1:]) // 2)
                wanted += part[1:]
        answer = rig.transfer(address, *words).hex()
        masked = "".join("." if mask == "." else digit for digit, mask in zip(answer, wanted))
        self.assertEqual(masked, wanted, step)


def rig_state(rig):
    """The board's core never rests while it searches."""
    return rig.board("a")["state"]


if __name__ == "__main__":
    unittest.main()
