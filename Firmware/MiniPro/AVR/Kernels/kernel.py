#!/usr/bin/env python3
"""Writes the DUCO-S1 hash kernel of the ATmega328P, kernel.S, to standard output.

SHA-1 over one block: W0-W9 are the previous hash (40 characters), W10 and W11 the nonce, W15 the length.

1.  Rounds 0-9 depend on the previous hash alone: Swift does them once a job. Rounds 10-14 begin with sums of constants.
2.  The message schedule is linear over XOR. Flipping one bit of W10 flips the same bits of W16-W79 whatever the rest
    is, and only few of them: about 60 bytes. So ten nonces that differ in the last digit are tried in the order
    8 9 1 3 2 0 4 5 7 6, in which neighbours differ in one bit, and between two of them the schedule is patched in
    place with constants; the next ten run the other way round. The code expansion commutes with rotation by bytes:
    the patches of a digit that stands one byte further left are the same ones, shifted. With each byte of the words in
    a plane of its own, that is a change of pointers.
3.  Nine words of W16-W31 do not depend on W10 at all; they hold their round constant already.
4.  The last rounds are undone once from the expected hash. The loop goes to a73, of which it makes ten bits, and
    compares one byte with what the expected hash asks for. One nonce in 256 goes on to round 79, compared in full.
5.  Registers: a, b, c, d, e and rol30(b), four bytes each, in r2-r25. They never move: a round renames them. rol5(a) is
    four multiplications by 32, in the registers b leaves; one more rotation by a bit makes it rol30(a), the c of the
    round after next.

Nothing here masks interrupts.
"""

K = [0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6]
CONSTANT = [16, 17, 19, 20, 22, 23, 25, 28, 31]
PATH = [8, 9, 1, 3, 2, 0, 4, 5, 7, 6]
PLANE = 80  # bytes of a plane: one byte each of W0-W79
NONCE_SLOT = 73  # W10 lives here, where ldd reaches it; W73-W76 are made when a nonce is checked in full
PATCHED = [t for t in range(16, 80) if t not in CONSTANT and not 73 <= t <= 76]
TEMPORARY = 26  # r26-r29
ZERO, TIMES32 = 30, 31


def rol(x, n):
    return (x << n | x >> (32 - n)) & 0xFFFFFFFF


def expand(block):
    words = list(block)
    for t in range(16, 80):
        words.append(rol(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1))
    return words


def emit(*lines):
    for line in lines:
        print("\t" + line)


def label(name, comment=""):
    print(f"{name}:" + (f"\t\t; {comment}" if comment else ""))


def plane(byte, t):
    return f"kernel_planes+{byte * PLANE + t}"


def less(value, byte):
    """The byte of -value that subi and sbci take to add value."""
    return (-value & 0xFFFFFFFF) >> (8 * byte) & 0xFF


class Registers:
    """Which of the six groups plays which part."""

    def __init__(self):
        groups = [[first + i for i in range(4)] for first in range(2, 26, 4)]
        self.a, self.b, self.r, self.c, self.d, self.e = groups

    def turn(self):
        self.a, self.b, self.r, self.c, self.d, self.e = self.e, self.a, self.b, self.r, self.c, self.d


def chain(first, others, left, right):
    for i in range(4):
        emit(f"{first if i == 0 else others} r{left[i]}, r{right[i]}")


def load(group, address):
    for i in range(4):
        emit(f"lds r{group[i]}, {address(i)}")


def add_memory(group, address):
    for i in range(4):
        emit(f"lds r{TEMPORARY}, {address(i)}", f"{'add' if i == 0 else 'adc'} r{group[i]}, r{TEMPORARY}")


def add_word(e, t, address=None):
    """e += W + K; a constant word holds K already."""
    address = address or (lambda i: plane(i, t))
    if t in CONSTANT:
        add_memory(e, address)
        return
    k = K[t // 20]
    if e[0] >= 16:
        add_memory(e, address)
        chain_constant(e, k)
    else:
        group = [TEMPORARY + i for i in range(4)]
        load(group, address)
        chain_constant(group, k)
        chain("add", "adc", e, group)


def chain_constant(group, k):
    for i in range(4):
        emit(f"{'subi' if i == 0 else 'sbci'} r{group[i]}, {less(k, i)}")


def add_function(g, t):
    """e += f(b, c, d); b is spent."""
    b, c, d, e = g.b, g.c, g.d, g.e
    for half in (0, 2):
        pair = (half, half + 1)
        if t < 20:  # choose: ((c ^ d) & b) ^ d
            emit(f"movw r0, r{c[half]}")
            for i in pair:
                emit(f"eor r{i - half}, r{d[i]}", f"and r{b[i]}, r{i - half}", f"eor r{b[i]}, r{d[i]}")
        elif 40 <= t < 60:  # majority: ((c ^ d) & (b ^ d)) ^ d
            emit(f"movw r0, r{c[half]}")
            for i in pair:
                emit(f"eor r{i - half}, r{d[i]}", f"eor r{b[i]}, r{d[i]}")
                emit(f"and r{b[i]}, r{i - half}", f"eor r{b[i]}, r{d[i]}")
        else:  # parity
            for i in pair:
                emit(f"eor r{b[i]}, r{c[i]}", f"eor r{b[i]}, r{d[i]}")
        for i in pair:
            emit(f"{'add' if i == 0 else 'adc'} r{e[i]}, r{b[i]}")


def rotate(g):
    """e += rol5(a); b = rol30(a). rol5(a) lies in b turned by a byte, so that one bit more makes it rol30(a)."""
    a, b, e = g.a, g.b, g.e
    emit(f"mul r{a[1]}, r{TIMES32}", f"movw r{b[0]}, r0", f"mul r{a[3]}, r{TIMES32}", f"movw r{b[2]}, r0")
    emit(f"mul r{a[0]}, r{TIMES32}", f"or r{b[3]}, r0", f"or r{b[0]}, r1")
    emit(f"mul r{a[2]}, r{TIMES32}", f"or r{b[1]}, r0", f"or r{b[2]}, r1")
    chain("add", "adc", e, [b[3], b[0], b[1], b[2]])
    emit(f"lsl r{b[0]}", f"rol r{b[1]}", f"rol r{b[2]}", f"rol r{b[3]}", f"adc r{b[0]}, r{ZERO}")


def a_round(g, t, address=None):
    print(f"\t; round {t}")
    add_word(g.e, t, address)
    add_function(g, t)
    rotate(g)
    g.turn()


def first_rounds(g):
    """Rounds 10-15, where most of the state is still constant."""
    job = lambda name: lambda i: f"kernel_job+{JOB[name] + i}"
    print("\t; round 10: a11 = s10 + W10")
    load(g.e, job("s10"))
    add_memory(g.e, lambda i: plane(i, NONCE_SLOT))
    g.turn()
    print("\t; round 11: a12 = s11 + rol5(a11)")
    load(g.e, job("s11"))
    rotate(g)
    g.turn()
    load(g.c, job("r10"))
    load(g.d, job("r9"))
    for t in (12, 13, 14):
        print(f"\t; round {t}")
        load(g.e, job(f"s{t}"))
        add_function(g, t)
        rotate(g)
        g.turn()
    print("\t; round 15")
    add_memory(g.e, job("s15"))
    add_function(g, 15)
    rotate(g)
    g.turn()


def compare_early(g):
    """r26 = bits 9-2 of a73; r28 = what they must be; equal: go on."""
    print("\t; round 72, two bytes of it")
    emit(f"lds r26, {plane(0, 72)}", f"lds r27, {plane(1, 72)}")
    emit(f"subi r26, {less(K[3], 0)}", f"sbci r27, {less(K[3], 1)}")
    emit(f"add r26, r{g.e[0]}", f"adc r27, r{g.e[1]}")
    emit(f"movw r28, r{g.b[0]}")
    for i in (0, 1):
        emit(f"eor r{28 + i}, r{g.c[i]}", f"eor r{28 + i}, r{g.d[i]}")
    emit("add r26, r28", "adc r27, r29")
    emit(f"mul r{g.a[3]}, r{TIMES32}", "mov r28, r1", f"mul r{g.a[0]}, r{TIMES32}", "or r0, r28")
    emit("add r26, r0", "adc r27, r1", f"mul r{g.a[1]}, r{TIMES32}", "add r27, r0")
    emit("lsr r27", "ror r26", "lsr r27", "ror r26")
    print("\t; the same byte from the other end: r75, r74, r73")
    job = lambda name: f"kernel_job+{JOB[name]}"
    emit(f"lds r28, {job('t75')}", f"lds r0, {plane(0, 79)}", "sub r28, r0")
    emit(f"lds r29, {job('p74')}", "eor r29, r28", f"lds r27, {job('t74')}", "sub r27, r29")
    emit(f"lds r0, {plane(0, 78)}", "sub r27, r0")
    emit(f"lds r29, {job('p73')}", "eor r29, r28", "eor r29, r27", f"lds r28, {job('t73')}", "sub r28, r29")
    emit(f"lds r0, {plane(0, 77)}", "sub r28, r0")
    emit("cp r26, r28", "breq 1f", "clt", "ret")


def missing_word(t):
    """W73-W76, which are not patched, from their sources."""
    source = lambda k, i: plane(i, k) if k not in (73, 74, 75, 76) else f"kernel_words+{4 * k + i}"
    print(f"\t; W{t}")
    for i in range(4):
        emit(f"lds r{26 + i}, {source(t - 3, i)}")
        for back in (8, 14, 16):
            emit(f"lds r0, {source(t - back, i)}", f"eor r{26 + i}, r0")
    emit("lsl r26", "rol r27", "rol r28", "rol r29", f"adc r26, r{ZERO}")
    for i in range(4):
        emit(f"sts kernel_words+{4 * t + i}, r{26 + i}")


def hash_routine():
    label("hash", "one nonce; T set when it is the answer. Spends r0-r29; r30 = 0, r31 = 32")
    g = Registers()
    first_rounds(g)
    for t in range(16, 72):
        a_round(g, t)
    compare_early(g)
    label("1", "one nonce in 256: to the end")
    for t in range(73, 77):
        missing_word(t)
    for t in range(72, 80):
        a_round(g, t, (lambda i, t=t: f"kernel_words+{4 * t + i}") if 73 <= t <= 76 else None)
    for name, group in (("a80", g.a), ("a79", g.b), ("r78", g.c), ("r77", g.d), ("r76", g.e)):
        for i in range(4):
            emit(f"lds r26, kernel_job+{JOB[name] + i}", f"cpse r{group[i]}, r26", "rjmp 2f")
    emit("set", "ret")
    label("2")
    emit("clt", "ret")


def patch_routine(bit):
    """Flips `bit` of the digit at the byte X points to (kernel_pointers + 2 x byte), all over the schedule."""
    label(f"patch{bit}")
    words = expand([1 << bit if t == 10 else 0 for t in range(16)])
    words[NONCE_SLOT] = 1 << bit
    for byte in range(4):
        changes = {}
        for t in PATCHED + [NONCE_SLOT]:
            value = words[t] >> (8 * byte) & 0xFF
            if value:
                changes.setdefault(value, []).append(t)
        emit("ld r28, X+", "ld r29, X+")
        for value in sorted(changes):
            emit(f"ldi r24, {value}")
            for t in changes[value]:
                emit(f"ldd r25, Y+{t - 16}", "eor r25, r24", f"std Y+{t - 16}, r25")
    emit("ret")


def point_at_last_digit():
    emit("lds r26, kernel_last", "lds r27, kernel_last+1")


def enter(name):
    print(f"\t.section .text.{name}, \"ax\", @progbits")
    print(f"\t.global {name}")
    label(name)


def save():
    for register in list(range(2, 18)) + [28, 29]:
        emit(f"push r{register}")
    emit(f"clr r{ZERO}", f"ldi r{TIMES32}, 32")


def ten_routine(name, digits):
    enter(name)
    save()
    for index, digit in enumerate(digits):
        emit("call hash", "brtc 1f", f"ldi r24, {digit}", "jmp leave")
        label("1")
        if index < 9:
            flipped = (digit ^ digits[index + 1]).bit_length() - 1
            point_at_last_digit()
            emit(f"call patch{flipped}")
    emit("ldi r24, 255", "jmp leave")


def single_routine():
    enter("kernel_one")
    save()
    emit("call hash", "ldi r24, 255", "brtc 1f", "clr r24")
    label("1")
    emit("jmp leave")


def change_routine():
    enter("kernel_flip")
    print("\t; r24: byte of W10, 0 the lowest; r22: the bits to flip")
    emit("push r28", "push r29", "push r16", "push r17")
    emit("mov r17, r22", "mov r16, r24", "lsl r16")
    for bit in range(4):
        emit(f"sbrs r17, {bit}", "rjmp 1f", "ldi r26, lo8(kernel_pointers)", "ldi r27, hi8(kernel_pointers)")
        emit("add r26, r16", "brcc 2f", "inc r27")
        label("2")
        emit(f"call patch{bit}")
        label("1")
    emit("pop r17", "pop r16", "pop r29", "pop r28", "ret")


def last_routine():
    enter("kernel_set_last")
    print("\t; r24: byte of W10 in which the last digit stands")
    emit("lsl r24", "ldi r26, lo8(kernel_pointers)", "ldi r27, hi8(kernel_pointers)", "add r26, r24", "brcc 1f", "inc r27")
    label("1")
    emit("sts kernel_last, r26", "sts kernel_last+1, r27", "ret")


def expand_routine():
    """kernel_words 16-79 from 0-15, then the planes."""
    enter("kernel_expand")
    emit("push r28", "push r29", "clr r20")
    emit("ldi r28, lo8(kernel_words)", "ldi r29, hi8(kernel_words)")
    emit("ldi r26, lo8(kernel_words+64)", "ldi r27, hi8(kernel_words+64)")
    emit("ldi r30, lo8(kernel_planes+16)", "ldi r31, hi8(kernel_planes+16)", "ldi r21, 64")
    label("1")
    for i in range(4):
        emit(f"ldd r{22 + i if i < 2 else 16 + i}, Y+{52 + i}")
        for offset in (32, 8, 0):
            emit(f"ldd r0, Y+{offset + i}", f"eor r{22 + i if i < 2 else 16 + i}, r0")
    emit("lsl r22", "rol r23", "rol r18", "rol r19", "adc r22, r20")
    emit("st X+, r22", "st X+, r23", "st X+, r18", "st X+, r19")
    emit("st Z, r22", f"subi r30, lo8(-{PLANE})", f"sbci r31, hi8(-{PLANE})")
    emit("st Z, r23", f"subi r30, lo8(-{PLANE})", f"sbci r31, hi8(-{PLANE})")
    emit("st Z, r18", f"subi r30, lo8(-{PLANE})", f"sbci r31, hi8(-{PLANE})")
    emit("st Z, r19", f"subi r30, lo8({3 * PLANE - 1})", f"sbci r31, hi8({3 * PLANE - 1})")
    emit("adiw r28, 4", "dec r21", "breq 2f", "rjmp 1b")
    label("2")
    print("\t; W10 where it can be patched; constant words get their round constant")
    for i in range(4):
        emit(f"lds r22, kernel_words+{40 + i}", f"sts {plane(i, NONCE_SLOT)}, r22")
    for t in CONSTANT:
        emit(f"ldi r28, lo8(kernel_planes+{t})", f"ldi r29, hi8(kernel_planes+{t})", f"rcall add_k{t // 20}")
    emit("pop r29", "pop r28", "ret")
    for index in (0, 1):
        label(f"add_k{index}")
        for i in range(4):
            emit("ld r22, Y", f"{'subi' if i == 0 else 'sbci'} r22, {less(K[index], i)}", "st Y, r22")
            if i < 3:
                # The carry must survive the step to the next plane.
                emit("in r0, 0x3f", f"subi r28, lo8(-{PLANE})", f"sbci r29, hi8(-{PLANE})", "out 0x3f, r0")
        emit("ret")


# struct kernel_job of chip.h
JOB = {}
for position, name in enumerate(["s10", "s11", "s12", "s13", "s14", "s15", "r9", "r10", "a80", "a79", "r78", "r77", "r76"]):
    JOB[name] = 4 * position
for position, name in enumerate(["t75", "t74", "p74", "t73", "p73"]):
    JOB[name] = 52 + position


def main():
    print("; Written by kernel.py. Do not edit.\n")
    print("\t.global kernel_job\n\t.global kernel_words")
    for name, size in (("kernel_job", 57), ("kernel_words", 320), ("kernel_planes", 4 * PLANE), ("kernel_last", 2)):
        print(f'\t.section .bss.{name}, "aw", @nobits')
        label(name)
        emit(f".skip {size}")
    print("\t; planes in the order of the bytes of a change, from each place a digit can stand at")
    print('\t.section .data.kernel_pointers, "aw", @progbits')
    label("kernel_pointers")
    emit(*[f".word kernel_planes+{byte % 4 * PLANE + 16}" for byte in range(7)])
    print('\t.section .text.hash, "ax", @progbits')
    hash_routine()
    for bit in range(4):
        print(f'\t.section .text.patch{bit}, "ax", @progbits')
        patch_routine(bit)
    ten_routine("kernel_ten_up", PATH)
    ten_routine("kernel_ten_down", PATH[::-1])
    single_routine()
    change_routine()
    last_routine()
    expand_routine()
    print('\t.section .text.leave, "ax", @progbits')
    label("leave")
    for register in [29, 28] + list(range(17, 1, -1)):
        emit(f"pop r{register}")
    emit("clr r1", "ret")


main()
