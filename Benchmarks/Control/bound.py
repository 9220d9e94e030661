#!/usr/bin/env python3
"""Computes bounds.csv: what a controller that knows the whole year could get at best, by linear programming.

First the fewest dark hours, then the most worker-hours, over hourly means (averaging only loosens the problem).
Variables an hour: boards' power w, host on u, charge c, discharge d, stored energy e. Needs numpy and scipy.
"""
import csv, sys

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import bmat, csr_matrix, diags, eye

from judge import HERE, RIGS, sites, sun


def bound(watts, rig):
    power = np.asarray(watts)[: len(watts) // 12 * 12].reshape(-1, 12).mean(1) * rig["peak"] * 0.92
    count, full = len(power), rig["energy"]
    host, most = rig["host"] / 0.9 + 0.1, rig["count"] * rig["board"] / 0.9
    one, none = eye(count), csr_matrix((count, count))
    step_back = diags([np.ones(count - 1)], [-1], shape=(count, count))
    limits = bmat([[one, host * one, one, -one, none], [one, -most * one, none, none, none]])
    balance = bmat([[none, none, -0.96 * one, one, one - step_back]])
    start = np.zeros(count)
    start[0] = 0.6 * full
    low = np.concatenate([np.zeros(4 * count), np.full(count, 0.2 * full)])
    high = np.concatenate([np.full(count, most), np.ones(count), np.full(2 * count, np.inf), np.full(count, full)])
    hours = 0.9 / rig["board"]
    for must_stay_on in (True, False):
        cost = np.concatenate([np.full(count, -hours), np.zeros(4 * count)])
        floor = low.copy()
        if must_stay_on:
            floor[count:2 * count] = 1
        else:
            cost[count:2 * count] = -1000.0 * rig["count"]
        result = linprog(
            cost, A_ub=limits.tocsr(), b_ub=np.concatenate([power, np.zeros(count)]), A_eq=balance.tocsr(), b_eq=start,
            bounds=np.column_stack([floor, high]), method="highs")
        if result.status == 0:
            return result.x[:count].sum() * hours, (1 - result.x[count:2 * count]).sum()
    raise SystemExit(result.message)


def main():
    with open(f"{HERE}/bounds.csv") as file:
        known = {(row["site"], row["rig"]): row for row in csv.DictReader(file)}
    for name, site in sites().items():
        for rig in RIGS:
            if (name, rig) in known:
                continue
            work, dark = bound(sun(site)[0], RIGS[rig])
            known[name, rig] = dict(
                site=name, rig=rig, bound_worker_h=f"{work:.2f}", unavoidable_dark_h=f"{dark:.2f}")
            print(*known[name, rig].values(), sep=",", file=sys.stderr, flush=True)
    with open(f"{HERE}/bounds.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, ["site", "rig", "bound_worker_h", "unavoidable_dark_h"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(known.values())


if __name__ == "__main__":
    main()
