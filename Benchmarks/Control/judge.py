#!/usr/bin/env python3
"""Judges `akkurat govern` from outside: an energy model of its own, noisy sensors, JSON lines both ways.

The governor gets voltage and current as a 12-bit converter (10 mV noise) and an INA219 (offset 2 mA, gain 0.5 %, 1 mA
noise) would give them, no panel power, and no line while its host is dark. The voltage comes from measured-like curves
(Tests/PowerTests/Data/ocv_*.csv), which are not the built-in ones.

    judge.py AKKURAT [--rigs base,small-battery] [--sites greensboro,piedmont] [--days 365] [--yardsticks]

Score = (worker-hours - 4 N x avoidable dark hours) / bound, at most 1; bounds.csv has bound and unavoidable dark hours.
Only Python's own library is needed; --yardsticks, the simple controllers that the aims were set beside, needs numpy.
Prints the tables of doc/control.md.
"""
import argparse, bisect, calendar, concurrent.futures, csv, gzip, importlib.util, json, math, os, random, subprocess, tempfile, time

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


class Greedy:
    """All on as soon as the battery holds more than the host alone needs for some hours ahead; sees the true state.

    The sun it reckons with is a share of the mean of the days before by time of day, or the true one.
    """

    def __init__(self, rig, share, hours, truth=None):
        import numpy
        self.numpy, self.rig, self.share, self.hours, self.step, self.most = numpy, rig, share, hours, -1, 0.0
        self.mean, self.today, self.begun = numpy.zeros(288), numpy.zeros(288), False
        self.truth = None if truth is None else numpy.concatenate([truth, truth[:2304]]) * rig["peak"] * 0.92

    def see(self, offered):
        """The sun of the step that was, also while the host is dark."""
        self.step += 1
        self.today[self.step % 288] = offered
        if self.step % 288 == 287:
            self.mean = 0.7 * self.mean + 0.3 * self.today if self.begun else self.today.copy()
            self.begun = True

    def boards(self, at, soc, watts):
        full = self.rig["energy"]
        if self.step % 3 == 2 or self.most == 0.0:
            host = self.rig["host"] / 0.9 + 0.1
            ahead, steps = self.step + 1, 12 * self.hours
            sun = self.truth[ahead:ahead + steps] if self.truth is not None else self.numpy.resize(
                self.numpy.roll(self.mean, -(ahead % 288)), steps) * self.share
            net = sun - host
            lowest = self.numpy.cumsum(self.numpy.where(net > 0, net * 0.96, net)).min() * STEP / 3600
            self.most = min(0.22 * full + max(0.0, -lowest), 0.94 * full)
        above = soc * full - self.most
        return min(self.rig["count"], int(self.rig["count"] * above / (0.04 * full) + 0.5)) if above > 0 else 0

    def close(self):
        pass


def year(rig, watts, start, pilot):
    """Worker-hours, dark hours and changes of n of a year."""
    hours, energy, full = STEP / 3600, 0.6 * rig["energy"], rig["energy"]
    is_on, is_booting, power, last = True, False, 0.0, 0
    work = dark = 0.0
    changes = 0
    see = getattr(pilot, "see", lambda offered: None)
    for index, share in enumerate(watts):
        offered = share * rig["peak"] * 0.92
        see(offered)
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


YARDSTICKS = {
    "greedy 0.3, 24 h": (0.3, 24, False), "greedy 0.3, 48 h": (0.3, 48, False), "greedy 0.6, 48 h": (0.6, 48, False),
    "true 96 h": (1.0, 96, True)}


def judge(job):
    """Work over bound, avoidable dark hours, changes a day and score of one controller at one site."""
    akkurat, name, site, who, days, folder = job
    rig = RIGS[name]
    watts, start = sun(site)
    watts = watts[: days * 288]
    if who == "governor":
        pilot = Brain(akkurat, rig_file(name, site, folder), rig, 7)
    elif who == "hysteresis":
        pilot = Hysteresis(rig["count"])
    else:
        share, hours, knows = YARDSTICKS[who]
        pilot = Greedy(rig, share, hours, watts if knows else None)
    work, dark, changes = year(rig, watts, start, pilot)
    pilot.close()
    bound, unavoidable = bounds()[site["site"], name]
    avoidable = max(0.0, dark - unavoidable)
    score = min(1.0, (work - 4 * rig["count"] * avoidable) / bound)
    return work / bound, avoidable, changes / days, score


def bounds():
    with open(f"{HERE}/bounds.csv") as file:
        return {
            (r["site"], r["rig"]): (float(r["bound_worker_h"]), float(r["unavoidable_dark_h"]))
            for r in csv.DictReader(file)}


def mean(values):
    values = list(values)
    return math.fsum(values) / len(values)


def table(*head):
    print("\n| " + " | ".join(head) + " |\n|" + "---|" * len(head))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("akkurat")
    parser.add_argument("--rigs", default=",".join(RIGS))
    parser.add_argument("--sites", default=",".join(sites()))
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--yardsticks", action="store_true")
    given = parser.parse_args()
    if given.yardsticks and not importlib.util.find_spec("numpy"):
        parser.error("--yardsticks needs numpy; install it with pip, or leave the option out")
    folder, known = tempfile.mkdtemp(), sites()
    rigs, places = given.rigs.split(","), given.sites.split(",")
    who = ["hysteresis", "governor"] + (list(YARDSTICKS) if given.yardsticks else [])
    jobs = [
        (given.akkurat, rig, known[site], each, given.days, folder) for rig in rigs for site in places for each in who]
    found = {}
    table("rig", "site", "hysteresis: score", "work / bound", "avoidable dark h", "changes a day", "score")
    with concurrent.futures.ProcessPoolExecutor(given.jobs) as pool:
        for (_, rig, site, each, _, _), result in zip(jobs, pool.map(judge, jobs)):
            found[rig, site["site"], each] = result
            if each != "governor":
                continue
            work, dark, changes, score = result
            simple = found[rig, site["site"], "hysteresis"][3]
            print(
                f"| {rig} | {site['site']} | {simple:.3f} | {work:.3f} | {dark:.0f} | {changes:.1f} | {score:.3f} |",
                flush=True)
    invented = ("fjord", "cape")
    table("rig", "hysteresis", "governor", "of these the measured sites", "changes a day")
    for rig in rigs:
        def scores(each, only=lambda site: True):
            return mean(found[rig, site, each][3] for site in places if only(site))
        measured = [site for site in places if site not in invented]
        print(
            f"| {rig} | {scores('hysteresis'):.3f} | {scores('governor'):.3f} | "
            f"{scores('governor', lambda site: site in measured) if measured else math.nan:.3f} | "
            f"{mean(found[rig, site, 'governor'][2] for site in places):.1f} |")
    if given.yardsticks:
        table("rig", "best simple causal controller", "greedy that knows the true next 96 h")
        for rig in rigs:
            best = max(
                (each for each in who if each not in ("governor", "true 96 h")),
                key=lambda each: mean(found[rig, site, each][3] for site in places))
            simple, knowing = (mean(found[rig, site, each][3] for site in places) for each in (best, "true 96 h"))
            print(f"| {rig} | {simple:.3f}: {best} | {knowing:.3f} |")


if __name__ == "__main__":
    main()
