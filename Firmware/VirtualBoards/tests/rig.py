"""Dialect A as a host speaks it, and jobs with known answers; used by the tests of every firmware that speaks it."""

import hashlib
import random

BORDERS = (1, 9, 10, 11, 99, 100, 101, 999, 1000, 1001, 9899, 9900)


class Job:
    """Finds `nonce` if the difficulty allows; `nonce` None makes a job without a solution."""

    def __init__(self, seed, nonce, difficulty):
        self.previous = hashlib.sha1(f"block {seed}".encode()).hexdigest()
        self.difficulty = difficulty
        text = self.previous + (str(nonce) if nonce is not None else "nowhere")
        self.expected = hashlib.sha1(text.encode()).hexdigest()
        found = nonce is not None and nonce <= difficulty * 100
        self.answer = nonce if found else 0

    @staticmethod
    def random(source, most_difficulty):
        """One in eight has no solution; one in four lies at a border of the number of digits."""
        difficulty = source.randint(1, most_difficulty)
        if source.randrange(8) == 0:
            return Job(source.random(), None, difficulty)
        borders = [border for border in BORDERS if border <= difficulty * 100]
        near = source.randrange(4) == 0
        return Job(source.random(), source.choice(borders) if near else source.randint(1, difficulty * 100), difficulty)


class Classic:
    """One board at an address. Every wait is simulated time."""

    def __init__(self, rig, address):
        self.rig, self.address = rig, address

    def write(self, text):
        self.rig.write(self.address, text.encode())

    def ask(self, letter, count):
        return self.rig.query(self.address, letter.encode(), count).decode("latin-1")

    def status(self):
        return self.ask("S", 3)

    def settle(self):
        for _ in range(100):
            if self.status()[2] == " ":
                return
            self.rig.run(100)
        raise AssertionError("the command never ended")

    def start(self, job):
        self.write("A")
        for text in (f"D{job.difficulty:02}", "L" + job.previous[:20], "M" + job.previous[20:],
                     "N" + job.expected[:20]):
            self.settle()
            self.write(text)
        self.settle()
        self.write("O" + job.expected[20:])
        self.rig.run(2000)

    def wait(self, every_us=20_000, most_us=120_000_000):
        for _ in range(most_us // every_us):
            state = self.status()[0]
            if state != "B":
                return state
            self.rig.run(every_us)
        raise AssertionError("the search never ended")

    def result(self):
        return int(self.ask("R", 5))

    def elapsed_ms(self):
        return int(self.ask("E", 5))


def seeded(*parts):
    return random.Random("/".join(map(str, parts)))
