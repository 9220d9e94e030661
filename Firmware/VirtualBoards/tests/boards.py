"""Starts virtual-boards and talks to its two sockets (doc/virtual-boards.md). Standard library only."""

import errno
import os
import socket
import struct
import subprocess
import tempfile

OUTPUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build-output")
PROGRAM = os.path.join(OUTPUT, "virtual-boards")
PRELOAD = os.path.join(OUTPUT, "libi2c-preload.so")
READ = 1
BOOT_US = 70_000


class BusFailure(OSError):
    """A transaction that ended with an errno."""


def image(name):
    return os.path.join(OUTPUT, name + ".elf")


class Board:
    def __init__(self, name, elf, address=None, **keys):
        pairs = {"name": name, "elf": image(elf), **keys}
        if address is not None:
            pairs["address"] = address
        self.option = ",".join(k if v is True else f"{k}={v}" for k, v in pairs.items())


class VirtualBoards:
    """`with VirtualBoards([Board("42", "classic", 42)]) as rig:` in lock-step unless told otherwise."""

    def __init__(self, boards, *options, lock_step=True, boot=True):
        self.folder = tempfile.TemporaryDirectory(prefix="virtual-boards-")
        self.bus_path = os.path.join(self.folder.name, "bus")
        self.control_path = os.path.join(self.folder.name, "control")
        words = [PROGRAM, "--bus", self.bus_path, "--control", self.control_path, *options]
        words += ["--lock-step"] if lock_step else []
        for board in boards:
            words += ["--board", board.option]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        if not self.process.stdout.readline():
            raise RuntimeError(f"virtual-boards ended with {self.process.wait()}")
        self.bus = self._connect(self.bus_path)
        self.control_socket = self._connect(self.control_path)
        self.lines = self.control_socket.makefile("r")
        if boot and lock_step:
            self.run(BOOT_US)

    @staticmethod
    def _connect(path):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(path)
        return connection

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.lines.close()
        self.control_socket.close()
        self.bus.close()
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def say(self, line):
        """One control command; the fields of the answer."""
        self.control_socket.sendall(line.encode() + b"\n")
        answer = self.lines.readline().split()
        if not answer or answer[0] != "ok":
            raise RuntimeError(f"{line}: {' '.join(answer)}")
        return dict(word.split("=", 1) for word in answer[1:]) if "=" in "".join(answer) else answer[1:]

    def run(self, microseconds):
        self.say(f"run {microseconds}")

    def board(self, name):
        return self.say(f"board {name}")

    def _receive(self, count):
        data = b""
        while len(data) < count:
            part = self.bus.recv(count - len(data))
            if not part:
                raise RuntimeError("virtual-boards has gone")
            data += part
        return data

    def transfer(self, address, *messages, timeout_us=0):
        """bytes = write, int = read so many; the bytes of all reads."""
        frame = struct.pack("<IH", timeout_us, len(messages))
        for message in messages:
            if isinstance(message, int):
                frame += struct.pack("<HHH", address, READ, message)
            else:
                frame += struct.pack("<HHH", address, 0, len(message)) + message
        self.bus.sendall(struct.pack("<I", len(frame)) + frame)
        (length,) = struct.unpack("<I", self._receive(4))
        answer = self._receive(length)
        (status,) = struct.unpack("<I", answer[:4])
        if status:
            raise BusFailure(status, errno.errorcode.get(status, str(status)))
        return answer[4:]

    def write(self, address, data):
        self.transfer(address, data)

    def query(self, address, letter, count):
        return self.transfer(address, letter, count)
