"""The gate of the build against the compiler's wrong relocation."""

import os
import subprocess
import tempfile
import unittest

FIRMWARE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
STORED = "nonisolated(unsafe) var stored: @convention(c) (Int16) -> Int16 = { $0 &+ 1 }\n"
BY_NAME = "nonisolated(unsafe) var count: Int16 = 1\n"
USE = '@_cdecl("use") public func use() -> Int16 { %s }\n'


class Build(unittest.TestCase):
    def gate(self, source):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "probe.swift")
            with open(path, "w", encoding="utf-8") as file:
                file.write(source)
            subprocess.run(
                ["swiftc", "-target", "avr-none-none-elf", "-enable-experimental-feature", "Embedded", "-wmo", "-Osize",
                 "-parse-as-library", "-Xfrontend", "-disable-llvm-verify", "-Xcc", "-mmcu=atmega328p", "-c", path,
                 "-o", path + ".o"], check=True, capture_output=True)
            return subprocess.run([os.path.join(FIRMWARE, "check-relocations"), path + ".o"], capture_output=True, text=True)

    def test_a_stored_function_address_is_refused(self):
        outcome = self.gate(STORED + USE % "stored(3)")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("holds the address of", outcome.stderr)

    def test_plain_data_passes(self):
        self.assertEqual(self.gate(BY_NAME + USE % "count").returncode, 0)

    def test_the_images_have_no_run_time_initialisation(self):
        for name in ("minipro-16mhz-5v", "minipro-8mhz-3v3"):
            names = subprocess.check_output(["avr-nm", os.path.join(FIRMWARE, "build-output", name + ".elf")], text=True)
            self.assertNotIn("swift_once", names)


if __name__ == "__main__":
    unittest.main()
