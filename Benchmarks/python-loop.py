"""The loop a Python miner runs, as a peer: hashes a second of hashlib's SHA-1 over a copied prefix."""
import hashlib
import statistics
import time

previous = (b"0123456789abcdef" * 3)[:40]
rates = []
for _ in range(5):
    base = hashlib.sha1(previous)
    start = time.perf_counter()
    for nonce in range(300_000):
        digest = base.copy()
        digest.update(str(nonce).encode())
        digest.digest()
    rates.append(300_000 / (time.perf_counter() - start))
print(f"Python, copied prefix          {statistics.median(rates) / 1e6:.2f} MH/s")
