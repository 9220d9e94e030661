#!/usr/bin/env python3
"""Judges `akkurat govern` from outside: an energy model of its own, noisy sensors, JSON lines both ways.

The governor gets voltage and current as a 12-bit converter (10 mV noise) and an INA219 (offset 2 mA, gain 0.5 %, 1 mA
noise) would give them, no panel power, and no line while its host is dark. The voltage comes from measured-like curves
(Tests/PowerTests/Data/ocv_*.csv), which are not the built-in ones.

    judge.py AKKURAT [--rigs base,small-battery] [--sites greensboro,piedmont] [--days 365]

Score = (worker-hours - 4 N x avoidable dark hours) / bound, at most 1; bounds.csv has bound and unavoidable dark hours.
Only Python's own library is needed.
"""
import argparse, bisect, calendar, concurrent.futures, csv, gzip, json, math, os, random, subprocess, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STEP = 300
RIGS = {
    "base": dict(peak=20, energy=76.8, volts="lifepo4", cells=4, scale=20.0, ohm=0.08, host=1.0, board=0.12, count=20),
    "small-battery": dict(
        peak=20, energy=25.6, volts="lifepo4", cells=4, scale=20.0, ohm=0.20, host=1.0, board=0.12, count=20),
    "large-battery": dict(
        peak=20, energy=256, volts="lifepo4", cells=4, scale=20.0, ohm=0.04, host=1.0, board=0.12, count=20),
    "seed": dict(peak=5, energy=11.5, volts="nimh", cells=4, scale=6.6, ohm=0.20, host=0.15, board=0.1, count=6),
}


def sites():
    """Rows of sites.csv by name."""
    with open(f"{HERE}/sites.csv") as file:
        return {row["site"]: row for row in csv.DictReader(file)}


def sun(site):
    """W per Wp in steps of 5 min, and the time of the first: rows are joined by straight lines between their middles."""
    with gzip.open(f"{HERE}/{site['series']}", "rt") as file:
        rows = list(csv.DictReader(file))
    watts = [float(row["pv_w_per_wp"]) for row in rows]
    start = calendar.timegm(time.strptime(rows[0]["utc_time"], "%Y-%m-%dT%H:%M:%SZ"))
    shift = float(site["offset"]) if site["label"] == "instant" else 1800
    out = []
    for index in range(len(watts) * 12):
        place = min(len(watts) - 1, max(0, (index * STEP + STEP / 2 - shift) / 3600))
        low = int(place)
        high = min(low + 1, len(watts) - 1)
        out.append(watts[low] + (watts[high] - watts[low]) * (place - low))
    return out, start


class Sensors:
    """Terminal voltage and current as they are read."""

    def __init__(self, rig, seed):
        with open(f"{ROOT}/Tests/PowerTests/Data/ocv_{rig['volts']}.csv") as file:
            rows = [(float(r["soc"]), float(r["ocv_v_per_cell"])) for r in csv.DictReader(file)]
        self.socs, self.volts = [r[0] for r in rows], [r[1] for r in rows]
        self.rig, self.random, self.lsb = rig, random.Random(seed), rig["scale"] / 4096
        self.sign = 1 if seed % 2 else -1

    def read(self, soc, watts):
        high = min(len(self.socs) - 1, max(1, bisect.bisect_left(self.socs, soc)))
        share = (soc - self.socs[high - 1]) / (self.socs[high] - self.socs[high - 1])
        rest = self.rig["cells"] * (self.volts[high - 1] + share * (self.volts[high] - self.volts[high - 1]))
        volts, amps = rest, 0.0
        for _ in range(4):
            amps = watts / volts
            volts = max(0.5 * rest, rest + amps * self.rig["ohm"])
        noisy = round((volts + self.random.gauss(0, 0.010)) / self.lsb) * self.lsb
        current = round((amps * (1 + 0.005 * self.sign) + 0.002 * self.sign + self.random.gauss(0, 0.001)) / 1e-4) * 1e-4
        return round(noisy, 5), round(current, 4)


class Brain:
    """`akkurat govern` behind two pipes."""

    def __init__(self, akkurat, rig_file, rig, seed):
        self.process = subprocess.Popen(
            [akkurat, "govern", "--rig", rig_file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.sensors = Sensors(rig, seed)

    def boards(self, at, soc, watts):
        volts, amps = self.sensors.read(soc, watts)
        line = {"t": at, "battery_v": volts, "battery_a": amps, "temp_c": 20}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["boards"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Hysteresis:
    """All on from 60 %, all off from 40 %; sees the true state."""

    def __init__(self, count):
        self.count, self.on = count, True

    def boards(self, at, soc, watts):
        self.on = True if soc >= 0.6 else False if soc <= 0.4 else self.on
        return self.count if self.on else 0

    def close(self):
        pass


def year(rig, watts, start, pilot):
    """Worker-hours, dark hours and changes of n of a year."""
    hours, energy, full = STEP / 3600, 0.6 * rig["energy"], rig["energy"]
    is_on, is_booting, power, last = True, False, 0.0, 0
    work = dark = 0.0
    changes = 0
    for index, share in enumerate(watts):
        offered = share * rig["peak"] * 0.92
        if not is_on:
            dark += hours
            energy = min(full, max(0.0, energy + (offered * 0.96 - 0.1) * hours))
            is_on = is_booting = energy >= 0.3 * full
            last = 0
            continue
        count = 0 if is_booting else min(rig["count"], max(0, pilot.boards(start + index * STEP, energy / full, power)))
        is_booting = False
        changes += count != last
        last = count
        net = offered - (rig["host"] + rig["board"] * count) / 0.90 - 0.1
        if net >= 0:
            filled = energy + 0.96 * net * hours
            power = net - max(0.0, filled - full) / 0.96 / hours
            energy = min(full, filled)
            work += count * hours
            continue
        left, empty = energy + net * hours, 0.2 * full
        lit = 1.0 if left >= empty else max(0.0, (energy - empty) / (energy - left)) if energy > left else 0.0
        work += count * hours * lit
        power, energy = net, left
        if lit < 1:
            dark += (1 - lit) * hours
            is_on, energy = False, empty
    return work, dark, changes


def rig_file(name, site, folder):
    """The example rig at another place."""
    with open(f"{ROOT}/Examples/rigs/{name}.yaml") as file:
        lines = [line.removeprefix("# ") if line.startswith("# rig") else line for line in file]
    path = f"{folder}/{name}-{site['site']}.yaml"
    with open(path, "w") as file:
        for line in lines:
            if line.lstrip().startswith("place:"):
                line = (
                    f"  place: {{latitude: {site['latitude']}, longitude: {site['longitude']}, "
                    f"elevation: \"{site['elevation']} m\"}}\n")
            if line.lstrip().startswith("panel:"):
                azimuth = 180 if float(site["latitude"]) >= 0 else 0
                line = f"  panel: {{peak: \"{RIGS[name]['peak']} W\", tilt: \"{site['tilt']} deg\", azimuth: \"{azimuth} deg\"}}\n"
            file.write(line)
    return path


def judge(job):
    akkurat, name, site, who, days, folder = job
    rig = RIGS[name]
    watts, start = sun(site)
    pilot = Hysteresis(rig["count"])
    if who == "governor":
        pilot = Brain(akkurat, rig_file(name, site, folder), rig, 7)
    result = year(rig, watts[: days * 288], start, pilot)
    pilot.close()
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("akkurat")
    parser.add_argument("--rigs", default=",".join(RIGS))
    parser.add_argument("--sites", default=",".join(sites()))
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with open(f"{HERE}/bounds.csv") as file:
        bounds = {(r["site"], r["rig"]): (float(r["bound_worker_h"]), float(r["unavoidable_dark_h"])) for r in csv.DictReader(file)}
    folder = tempfile.mkdtemp()
    known = sites()
    jobs = [
        (given.akkurat, rig, known[site], who, given.days, folder)
        for rig in given.rigs.split(",") for site in given.sites.split(",") for who in ("hysteresis", "governor")]
    print("| rig | site | controller | worker-hours / bound | avoidable dark h | changes a day | score |")
    print("|---|---|---|---|---|---|---|")
    means = {}
    with concurrent.futures.ProcessPoolExecutor(given.jobs) as pool:
        for job, (work, dark, changes) in zip(jobs, pool.map(judge, jobs)):
            _, rig, site, who, days, _ = job
            bound, unavoidable = bounds[site["site"], rig]
            avoidable = max(0.0, dark - unavoidable)
            score = min(1.0, (work - 4 * RIGS[rig]["count"] * avoidable) / bound)
            means.setdefault((rig, who), []).append(score)
            print(
                f"| {rig} | {site['site']} | {who} | {work / bound:.3f} | {avoidable:.0f} | {changes / days:.1f} | {score:.3f} |",
                flush=True)
    print("\n| rig | controller | mean score |\n|---|---|---|")
    for (rig, who), scores in means.items():
        print(f"| {rig} | {who} | {math.fsum(scores) / len(scores):.3f} |")


if __name__ == "__main__":
    main()
