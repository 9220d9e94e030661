#!/usr/bin/env python3
"""Makes the two invented years of data/: seeded, so every run gives the same files. Only Python's own library is needed.

A year is a clear sky (Haurwitz, beam and diffuse on a panel at the latitude's tilt) under a weather that stays dull,
mixed or clear for some days, duller in winter, with an index that wanders from hour to hour.
"""
import gzip, math, os, random

HERE = os.path.dirname(os.path.abspath(__file__))
# name, latitude, seed, chance of dull in midwinter and midsummer, of clear in midwinter and midsummer, days a spell lasts
PLACES = [("fjord", 55.0, 11, 0.36, 0.12, 0.28, 0.45, 2.5), ("cape", -43.0, 12, 0.22, 0.08, 0.35, 0.55, 1.8)]
CENTRE = {"dull": 0.13, "mixed": 0.48, "clear": 0.92}


def clear(latitude, day, hour):
    """W per Wp on the panel, hour in local solar time."""
    radians = math.pi / 180
    tilt = abs(latitude) * radians
    delta = 23.44 * radians * math.sin(2 * math.pi * (day - 80) / 365)
    angle, phi = (hour - 12) * 15 * radians, latitude * radians
    height = math.sin(phi) * math.sin(delta) + math.cos(phi) * math.cos(delta) * math.cos(angle)
    if height < 0.02:
        return 0.0
    level = 1098 * height * math.exp(-0.057 / height)
    diffuse = level * min(0.6, 0.10 + 0.04 / height)
    # A panel at the latitude's tilt stands parallel to the earth's axis.
    facing = math.cos(delta) * math.cos(angle)
    return ((level - diffuse) / height * max(0, facing) + diffuse * (1 + math.cos(tilt)) / 2) / 1000 * 0.93


def year(latitude, seed, dull, clear_share, lasting):
    dice = random.Random(seed)
    kind, wander, watts = "mixed", 0.0, []
    for day in range(365):
        winter = 0.5 + 0.5 * math.cos(2 * math.pi * (day + 10 + (0 if latitude > 0 else 182)) / 365)
        chance = {name: low * winter + high * (1 - winter) for name, (low, high) in
                  (("dull", dull), ("clear", clear_share))}
        if dice.random() < 1 / lasting:
            draw = dice.random()
            kind = "dull" if draw < chance["dull"] else "clear" if draw > 1 - chance["clear"] else "mixed"
        level = CENTRE[kind] * dice.uniform(0.75, 1.1)
        for hour in range(24):
            wander = 0.8 * wander + dice.gauss(0, 0.12)
            spread = 0.3 if kind == "clear" else 1.0
            index = min(1.05, max(0.03, level * (1 + spread * wander)))
            mean = sum(clear(latitude, day, hour + part / 6 + 1 / 12) for part in range(6)) / 6
            watts.append(index * mean)
    return watts


def main():
    for name, latitude, seed, dull_w, dull_s, clear_w, clear_s, lasting in PLACES:
        watts = year(latitude, seed, (dull_w, dull_s), (clear_w, clear_s), lasting)
        stamps = (f"2023-{month:02}-{day:02}T{hour:02}:00:00Z"
                  for month, days in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
                  for day in range(1, days + 1) for hour in range(24))
        text = "utc_time,pv_w_per_wp\n" + "".join(f"{stamp},{value:.4f}\n" for stamp, value in zip(stamps, watts))
        with gzip.GzipFile(f"{HERE}/data/{name}.csv.gz", "wb", mtime=0) as file:
            file.write(text.encode())


if __name__ == "__main__":
    main()
