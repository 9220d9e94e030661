"""Runs all tests, or the modules named, and closes with the counts on a line of their own."""

import sys
import unittest

names = sys.argv[1:] or ["test_build", "test_vectors", "test_search", "test_bus", "test_power", "test_address"]
outcome = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromNames(names))
failed = len(outcome.failures) + len(outcome.errors)
skipped = len(outcome.skipped)
print(f"{outcome.testsRun - failed - skipped} passed, {failed} failed, {skipped} skipped")
sys.exit(0 if outcome.wasSuccessful() else 1)
