#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What other searches make of a table on a search's budget: docs/search.md has the figures.

    beside.py tiles.csv.gz --best 32900 --front 29000

Random search, successive halving by four without pairs, and Optuna's TPE and NSGA-II (python3-optuna) get the
image evaluations that a search of the best and one of the front took (as `TableReplay` prints them). An
evaluation is of all images on ten chips, or, as a search does, of all images dealt out to the ten chips. The
truth is that of tests/statistical/table_replay_test.cpp. TPE takes a second for each seed. Needs NumPy.
"""

import argparse
import gzip

import numpy as np

try:
    import optuna
except ImportError:
    optuna = None

CHIPS, CALIBRATION, TOLERANCE = 10, 64, 0.005


def read(path):
    settings, energies, tables = [], [], []
    with gzip.open(path, "rt") as file:
        next(file)
        for line in file:
            _, values, energy, correct = line.rstrip("\n").split(",")
            settings.append(values.split("|"))
            energies.append(float(energy))
            tables.append([np.unpackbits(np.frombuffer(bytes.fromhex(chip), np.uint8)) for chip in correct.split()])
    return settings, np.array(energies), np.array(tables)


class Deal:
    """One order of images and chips. Evaluations are counted until the budget is gone."""

    def __init__(self, table, seed, budget, is_dealt):
        self.draw = np.random.default_rng(seed)
        self.table = table
        self.images = self.draw.permutation(table.shape[2])
        chips = self.draw.permutation(table.shape[1])
        self.chips, others = chips[:CHIPS], chips[CHIPS:]
        self.of_chips = table[:, others].mean(axis=2)
        self.truth = self.of_chips.mean(axis=1)
        self.left, self.is_dealt = budget, is_dealt

    def cost(self, images):
        return (images if self.is_dealt else images * CHIPS) + CALIBRATION

    def accuracy(self, point, images=None, own=False):
        """None if the budget does not pay for it. @p own: on images and chips of the point's own order."""
        images = images or len(self.images)
        self.left -= self.cost(images)
        if self.left < 0:
            return None
        order = self.draw.permutation(self.images) if own else self.images
        chips = self.draw.permutation(self.chips) if own else self.chips
        if not self.is_dealt:
            return self.table[point][np.ix_(chips, order[:images])].mean()
        part = images // CHIPS
        return np.mean([self.table[point][c, order[i * part:(i + 1) * part]].mean() for i, c in enumerate(chips)])


def random_search(deal, _settings, _energies):
    found = {}
    for point in deal.draw.permutation(len(deal.table)):
        accuracy = deal.accuracy(point)
        if accuracy is None:
            break
        found[int(point)] = accuracy
    return found


def halving(deal, _settings, _energies):
    """By four in images and points; each point on an order of its own. The budget sets the first size."""
    points, total = len(deal.table), len(deal.images)
    rounds = next(r for r in (3, 2, 1) if total // 4 ** (r - 1) >= CHIPS or r == 1)
    left, found = list(range(points)), {}
    for r in reversed(range(rounds)):
        found = {}
        for point in left:
            accuracy = deal.accuracy(point, total // 4 ** r // CHIPS * CHIPS, own=True)
            if accuracy is None:
                return found or {int(left[0]): 0.0}
            found[point] = accuracy
        left = sorted(found, key=found.get, reverse=True)[:max((len(left) + 3) // 4, 1)]
    return found


def sampler(make):
    def search(deal, settings, energies):
        found = {}
        axes = [sorted({s[a] for s in settings}) for a in range(len(settings[0]))]
        index = {tuple(s): i for i, s in enumerate(settings)}
        has_energy = energies is not None
        study = optuna.create_study(directions=["maximize", "minimize"] if has_energy else ["maximize"],
                                    sampler=make(int(deal.draw.integers(1 << 30))))
        for _ in range(4 * len(settings)):  # what was tried before costs nothing again
            trial = study.ask()
            point = index[tuple(trial.suggest_categorical(f"axis {a}", axes[a]) for a in range(len(axes)))]
            if point not in found:
                accuracy = deal.accuracy(point)
                if accuracy is None:
                    break
                found[point] = accuracy
            study.tell(trial, [found[point], energies[point]] if has_energy else found[point])
        return found
    return search


def is_within(deal, found, errors=0.0):
    """Whether the pick is within the tolerance and so many standard errors of the truth's own difference."""
    if not found:
        return False
    pick, best = max(found, key=found.get), deal.truth.argmax()
    differences = deal.of_chips[best] - deal.of_chips[pick]
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return differences.mean() <= TOLERANCE + errors * error


def front(accuracies, energies):
    return [p for p in accuracies if not any(
        accuracies[q] >= accuracies[p] and energies[q] <= energies[p]
        and (accuracies[q] > accuracies[p] or energies[q] < energies[p]) for q in accuracies)]


def is_lost(deal, found, energies):
    mine = front(found, energies)
    return any(not any(deal.truth[q] >= deal.truth[p] - TOLERANCE and energies[q] <= energies[p] * (1 + TOLERANCE)
                       for q in mine) for p in front(dict(enumerate(deal.truth)), energies))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("table")
    parser.add_argument("--best", type=int, required=True, help="image evaluations of a search of the best")
    parser.add_argument("--front", type=int, required=True, help="the same of a search of the front")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--only", help="a search's name")
    given = parser.parse_args()
    settings, energies, table = read(given.table)
    searches = {"random": random_search, "halving without pairs": halving}
    if optuna is not None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        searches["TPE"] = sampler(lambda seed: optuna.samplers.TPESampler(seed=seed))
        searches["NSGA-II"] = sampler(lambda seed: optuna.samplers.NSGAIISampler(seed=seed, population_size=10))
    for name, search in searches.items():
        if given.only not in (None, name):
            continue
        for is_dealt in (False, True):
            within = nearly = lost = 0
            for seed in range(given.seeds):
                deal = Deal(table, seed, given.best, is_dealt)
                found = search(deal, settings, None)
                within += is_within(deal, found)
                nearly += is_within(deal, found, errors=1.0)
                deal = Deal(table, seed, given.front, is_dealt)
                lost += is_lost(deal, search(deal, settings, energies), energies)
            print(f"{name:22} {'dealt' if is_dealt else 'whole'}: best within the tolerance {within} "
                  f"({nearly} but for the truth's standard error), a member of the front lost {lost} of {given.seeds}", flush=True)


main()
