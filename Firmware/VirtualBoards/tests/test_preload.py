"""/dev/i2c-N through the preload, as a program uses it that knows nothing of sockets. Boards in real time."""

import os
import shutil
import subprocess
import sys
import unittest

from boards import PRELOAD, Board, VirtualBoards

PROGRAM = """
import array, ctypes, errno, fcntl, os, struct
I2C_SLAVE, I2C_FUNCS, I2C_RDWR, I2C_SMBUS, I2C_TIMEOUT, I2C_RETRIES = 0x703, 0x705, 0x707, 0x720, 0x702, 0x701
file = os.open("/dev/i2c-9", os.O_RDWR | os.O_CLOEXEC)

def combined(*messages):
    buffers = [ctypes.create_string_buffer(m, len(m)) if isinstance(m, bytes) else ctypes.create_string_buffer(m)
               for m in messages]
    table = b"".join(struct.pack("@HHHxxP", 42, 0 if isinstance(m, bytes) else 1, len(b), ctypes.addressof(b))
                     for m, b in zip(messages, buffers))
    table = ctypes.create_string_buffer(table, len(table))
    count = fcntl.ioctl(file, I2C_RDWR, struct.pack("@PI4x", ctypes.addressof(table), len(messages)))
    return [b.raw for m, b in zip(messages, buffers) if not isinstance(m, bytes)]

def smbus(write, command, size, data):
    block = ctypes.create_string_buffer(data, 34)
    fcntl.ioctl(file, I2C_SMBUS, struct.pack("@BBxxIP", 0 if write else 1, command, size, ctypes.addressof(block)))
    return block.raw

functions = array.array("L", [0])
fcntl.ioctl(file, I2C_FUNCS, functions)
assert functions[0] & 1, "plain I2C is offered"
fcntl.ioctl(file, I2C_TIMEOUT, 5)
fcntl.ioctl(file, I2C_RETRIES, 1)
fcntl.ioctl(file, I2C_SLAVE, 42)
assert combined(b"S", 3) == [b"Ic "], combined(b"S", 3)
os.write(file, b"S")
assert os.read(file, 3) == b"Ic "
assert smbus(False, ord("S"), 2, b"")[:1] == b"I"
assert smbus(False, ord("S"), 3, b"")[:2] == b"Ic"
assert smbus(False, 0, 1, b"")[:1] == b"I"
smbus(True, ord("A"), 1, b"")
smbus(True, 0, 0, b"")
os.lseek  # untouched
assert open(__file__).read(5) == "\\nimpo", "other files are left alone"
fcntl.ioctl(file, I2C_SLAVE, 44)
try:
    os.read(file, 1)
    raise SystemExit("a missing board answered")
except OSError as error:
    assert error.errno == errno.ENXIO, error
os.close(file)
print("done")
"""


class Preload(unittest.TestCase):
    def setUp(self):
        self.rig = VirtualBoards([Board("a", "classic", 42), Board("b", "classic", 43)], "--startup-us", "1000",
                                 lock_step=False)
        self.addCleanup(self.rig.__exit__)
        self.environment = dict(os.environ, LD_PRELOAD=os.path.abspath(PRELOAD),
                                AKKURAT_I2C=f"/dev/i2c-8=/nowhere,/dev/i2c-9={self.rig.bus_path}")
        while "starting" in (self.rig.board("a")["state"], self.rig.board("b")["state"]):
            pass

    def run_program(self, *words):
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=30)

    def test_i2c_dev_calls_reach_the_boards(self):
        path = os.path.join(self.rig.folder.name, "program.py")
        with open(path, "w") as file:
            file.write(PROGRAM)
        outcome = self.run_program(sys.executable, path)
        self.assertEqual((outcome.stdout, outcome.stderr), ("done\n", ""))

    @unittest.skipUnless(shutil.which("i2cdetect", path="/usr/sbin:/usr/bin"), "i2c-tools are not installed")
    def test_i2cdetect_sees_the_boards(self):
        tool = shutil.which("i2cdetect", path="/usr/sbin:/usr/bin")
        found = self.run_program(tool, "-y", "-r", "9").stdout
        self.assertIn("20: -- -- -- -- -- -- -- -- -- -- 2a 2b -- -- -- --", found)

    def test_a_device_without_a_server_cannot_be_opened(self):
        outcome = self.run_program(sys.executable, "-c", "open('/dev/i2c-8')")
        self.assertIn("FileNotFoundError", outcome.stderr)


if __name__ == "__main__":
    unittest.main()
