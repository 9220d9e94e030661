"""The table of doc/firmware.md. `measure.py [JOBS]`: so many jobs for the assembly, fewer for the slow kernels."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "Firmware", "Tests"))

from dialect_c import Akkurat, Board, Job, VirtualBoards, seeded  # noqa: E402
from boards import BOOT_US, image  # noqa: E402

# BoardCurrent.swift: mA while it searches, by the typical values of the data sheet, and the supply in V.
BOARDS = {"16mhz-5v": (16_000_000, 10.4, 5.0), "8mhz-3v3": (8_000_000, 3.67, 3.3)}
RAM_END = 0x900


def size(elf):
    fields = subprocess.check_output(["avr-size", elf], text=True).splitlines()[1].split()
    text, data, bss = map(int, fields[:3])
    return text + data, data + bss


def symbol(elf, name):
    for line in subprocess.check_output(["avr-nm", elf], text=True).splitlines():
        fields = line.split()
        if fields[-1] == name:
            return int(fields[0], 16) & 0xFFFF
    raise LookupError(name)


def memory(rig, start):
    count, found = RAM_END - start, []
    while len(found) < count:
        part = min(64, count - len(found))
        found += bytes.fromhex("".join(rig.say(f"peek b {start + len(found)} {part}")))
    return found


def measure(name, hertz, jobs, most_difficulty):
    source = seeded("benchmark", most_difficulty)
    hashes = microseconds = 0
    with VirtualBoards([Board("b", name, 42, clock=hertz)], boot=False) as rig:
        start = symbol(image(name), "_end")
        before = memory(rig, start)
        rig.run(BOOT_US)
        board = Akkurat(rig)
        for _ in range(jobs):
            job = Job(source.random(), source.randint(0, most_difficulty * 100), most_difficulty)
            board.start(job)
            report = board.wait(every_us=500_000)
            assert report.nonce == job.answer, vars(job)
            hashes += report.nonce + 1
            microseconds += report.microseconds
        rig.say("bus clear")
        board.start(Job("bus", 5, 1))
        rig.run(600_000)
        board.report()
        bus = int(rig.say("bus")["busy-ns"]) / 1e6
        after = memory(rig, start)
    changed = [index for index in range(len(before)) if before[index] != after[index]]
    stack = len(before) - changed[0] if changed else 0
    return hashes / microseconds * 1e6, microseconds / 1e6 * hertz / hashes, bus, stack


def main():
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print("| kernel | board | difficulty | cycles per hash | H/s | µJ per hash | bus ms per job | flash | RAM | stack |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for kernel, count in (("C", 3), ("Swift", 5), ("Assembly", jobs)):
        for variant, (hertz, milliamps, volts) in BOARDS.items():
            for difficulty in (8, 99) if kernel == "Assembly" else (8,):
                name = f"minipro-{variant}" + ("" if kernel == "Assembly" else f"-{kernel}")
                rate, cycles, bus, stack = measure(name, hertz, count, difficulty)
                flash, ram = size(image(name))
                energy = milliamps * volts / 1000 / rate * 1e6
                print(f"| {kernel} | {variant} | {difficulty} | {cycles:,.0f} | {rate:,.0f} | {energy:.1f} | {bus:.2f} "
                      f"| {flash:,} | {ram:,} | {stack} |", flush=True)


main()
