"""Dialect C as a host speaks it (doc/protocols/minipro.md), on virtual boards (doc/virtual-boards.md)."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "VirtualBoards", "tests"))

from boards import Board, BusFailure, VirtualBoards  # noqa: E402,F401
from rig import Job, seeded  # noqa: E402,F401

VECTORS = os.path.join(HERE, "..", "MiniPro", "vectors.csv")
FULL = os.environ.get("FIRMWARE_TESTS_FULL") == "1"
SEED = int(os.environ.get("FIRMWARE_TESTS_SEED", "1"))
FAST, SLOW = "minipro-16mhz-5v", "minipro-8mhz-3v3"
IDLE, SEARCHING, FOUND, NOT_FOUND, ABORTED = range(5)
REFUSED = 0x10


def tries(full, sample):
    return full if FULL else sample


def crc(data):
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x8C if value & 1 else 0)
    return value


def vectors(kind):
    with open(VECTORS, encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split(";")
            if fields[0] == kind:
                yield fields[1:]


def fast_board(name="a", address=42, **keys):
    return Board(name, FAST, address, **keys)


def slow_board(name="a", address=42, **keys):
    return Board(name, SLOW, address, clock=8_000_000, **keys)


class Report:
    def __init__(self, data):
        self.tag, self.is_refused, self.state = data[0] >> 5, bool(data[0] & REFUSED), data[0] & 15
        self.nonce = int.from_bytes(data[1:5], "little")
        self.microseconds = int.from_bytes(data[5:9], "little")


class Health:
    def __init__(self, data):
        number = lambda at: int.from_bytes(data[at:at + 2], "little")
        self.mark, self.supply, self.reset_cause, self.watchdog_resets = data[0], number(1), data[3], data[4]
        self.rate, self.searches, self.refusals, self.last_refusal = number(5), number(7), data[9], data[10]
        self.bus_errors, self.is_lit, self.is_unsaved = data[11], bool(data[12] & 1), bool(data[12] & 2)


class ChecksumFailure(Exception):
    """A reply whose checksum does not fit."""


class Akkurat:
    """One board at an address."""

    def __init__(self, rig, address=42):
        self.rig, self.address, self.tag = rig, address, 0

    def frame(self, *data):
        return bytes(data) + bytes([crc(bytes([self.address << 1, *data]))])

    def check(self, data):
        if crc(bytes([self.address << 1 | 1]) + data[:-1]) != data[-1]:
            raise ChecksumFailure(data.hex())
        return data

    def send(self, *data):
        self.rig.write(self.address, self.frame(*data))

    def poll(self):
        return self.rig.transfer(self.address, 1)[0]

    def report(self, query=False):
        words = ([self.frame(0x80)] if query else []) + [10]
        return Report(self.check(self.rig.transfer(self.address, *words)))

    def health(self):
        return Health(self.check(self.rig.transfer(self.address, self.frame(0x81), 14)))

    def capabilities(self):
        return self.check(self.rig.transfer(self.address, b"K", 11))

    def start(self, job, packed=True):
        self.tag = (self.tag + 1) & 7
        if packed:
            self.send(0x90, *bytes.fromhex(job.previous))
        else:
            self.send(0x91, *job.previous[:20].encode())
            self.send(0x92, *job.previous[20:].encode())
        self.send(0xA0 | self.tag, job.difficulty & 255, job.difficulty >> 8, *bytes.fromhex(job.expected))

    def wait(self, every_us=20_000, most_us=600_000_000):
        for _ in range(most_us // every_us):
            if self.poll() & 15 != SEARCHING:
                return self.report()
            self.rig.run(every_us)
        raise AssertionError("the search never ended")
