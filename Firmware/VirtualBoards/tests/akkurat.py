"""Dialect C as a host speaks it (doc/protocols/minipro.md), independent of the agent's implementation."""

import struct
from collections import namedtuple

Report = namedtuple("Report", "tag refused state nonce microseconds")
IDLE, SEARCHING, FOUND, NOT_FOUND, ABORTED = 0, 1, 2, 3, 4
CAPABILITIES, REPORT, HEALTH, PREVIOUS, FIRST_HALF, LAST_HALF, START = 0x4B, 0x80, 0x81, 0x90, 0x91, 0x92, 0xA0
ABORT, SLEEP, WAKE, ADDRESS, SETTINGS, RESTART = 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5


def crc8(data):
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x8C if value & 1 else 0)
    return value


class BadCheck(Exception):
    """The checksum of a reply does not fit."""


class Akkurat:
    def __init__(self, rig, address):
        self.rig, self.address = rig, address

    def frame(self, op, payload=b""):
        body = bytes([op]) + payload
        return body + bytes([crc8(bytes([self.address << 1]) + body)])

    def write(self, op, payload=b""):
        self.rig.write(self.address, self.frame(op, payload))

    def checked(self, reply):
        if crc8(bytes([self.address << 1 | 1]) + reply[:-1]) != reply[-1]:
            raise BadCheck(reply.hex(" "))
        return reply[:-1]

    def read_report(self):
        return self.decode(self.checked(self.rig.transfer(self.address, 10)))

    def report(self):
        return self.decode(self.checked(self.rig.transfer(self.address, self.frame(REPORT), 10)))

    def health(self):
        return self.checked(self.rig.transfer(self.address, self.frame(HEALTH), 14))

    def capabilities(self):
        return self.checked(self.rig.transfer(self.address, bytes([CAPABILITIES]), 11))

    @staticmethod
    def decode(payload):
        head, nonce, microseconds = struct.unpack("<BII", payload)
        return Report(head >> 5, bool(head & 0x10), head & 0x0F, nonce, microseconds)

    def send_previous(self, job, packed=True):
        if packed:
            self.write(PREVIOUS, bytes.fromhex(job.previous))
        else:
            self.write(FIRST_HALF, job.previous[:20].encode())
            self.write(LAST_HALF, job.previous[20:].encode())

    def start(self, job, tag=0, packed=True):
        self.send_previous(job, packed)
        self.write(START | tag, struct.pack("<H", job.difficulty) + bytes.fromhex(job.expected))

    def wait(self, every_us=5_000, most_us=20_000_000):
        for _ in range(most_us // every_us):
            if self.rig.transfer(self.address, 1)[0] & 0x0F != SEARCHING:
                return self.read_report()
            self.rig.run(every_us)
        raise AssertionError("the search never ended")
