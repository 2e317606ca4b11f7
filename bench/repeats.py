#!/usr/bin/env python3
"""How often the interval between the runs of --repeats auto holds the truth, by simulation: bench/repeats.py [TRIALS]

A run's figure differs from the next one's by a normal or a log-normal share of the mean. Measuring stops by the rule of BenchRepeats:
from LEAST runs on, once Student's t interval is within 5 % of the mean, EXTRA further runs are made, and no more than MOST in all. The
first column is the naive rule. Needs nothing but Python; seeded, so that it prints the same figures again."""
import math
import random
import sys

T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
MOST = 10
NARROW = 0.05
RULES = ((3, 0), (5, 0), (5, 2))


def interval(values):
    n = len(values)
    mean = sum(values) / n
    squares = sum((v - mean) ** 2 for v in values)
    return mean, T[n - 1] * math.sqrt(squares / (n - 1) / n)


def trial(draw, least, extra):
    """Whether the interval holds the truth, 1, and after how many runs."""
    values = [draw() for _ in range(least)]
    while len(values) < MOST:
        mean, half = interval(values)
        if half <= NARROW * mean:
            break
        values.append(draw())
    values += [draw() for _ in range(min(extra, MOST - len(values)))]
    mean, half = interval(values)
    return abs(mean - 1) <= half, len(values)


def draws(kind, spread, rng):
    if kind == "normal":
        return lambda: rng.gauss(1, spread)
    sigma = math.sqrt(math.log(1 + spread * spread))
    return lambda: math.exp(rng.gauss(-sigma * sigma / 2, sigma))


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    print("distribution spread " + " ".join(f"least={l},extra={e}".rjust(18) for l, e in RULES))
    for kind in ("normal", "log-normal"):
        for spread in (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.10):
            cells = []
            for least, extra in RULES:
                draw = draws(kind, spread, random.Random(1))
                results = [trial(draw, least, extra) for _ in range(trials)]
                held = sum(r[0] for r in results) / trials
                runs = sum(r[1] for r in results) / trials
                cells.append(f"{held * 100:.1f} % {runs:.1f} runs".rjust(18))
            print(f"{kind:12} {spread:6.2f} " + " ".join(cells))


if __name__ == "__main__":
    main()
