# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Chips as arrays, against `ohmic program` and against laws written out in NumPy."""
import pathlib
import subprocess

import numpy
import places
from places import COMMAND, RUN

import ohmic
from ohmic._inputs import yaml_text

IDEAL = {"array": {"rows": 64, "columns": 64}, "adc": {"bits": "ideal"}, "cell": {"model": "ideal", "g_min": "0 S",
                                                                                   "g_max": "25 uS"}}
PCM = dict(IDEAL, weights={"cell_bits": "analog"}, cell={"model": "pcm_nandakumar_2019"})


class Program(places.FolderCase):
    def test_weights_are_those_of_the_commands_chip_file(self):
        pathlib.Path("run.yaml").write_text(yaml_text(RUN) + "\n")
        later = {"hardware.cell.model": "pcm_nandakumar_2019", "hardware.drift_compensation": "per_layer"}
        subprocess.run([COMMAND, "program", "run.yaml", "--chip", "3", "-o", "chip.npz", "--set",
                        "hardware.cell.model=pcm_nandakumar_2019", "--set", "hardware.drift_compensation=per_layer",
                        "--set", "hardware.read_time=1 day"], check=True, capture_output=True)
        stored = numpy.load("chip.npz")
        chip = ohmic.program("run.yaml", later, chip=3, read_time="1 day", progress=False)
        self.assertEqual(len(chip), 5)
        for index, layer in enumerate(chip):
            numpy.testing.assert_array_equal(layer.weights, stored[f"weights/{index:03}"])
            numpy.testing.assert_array_equal(layer.bias, stored[f"biases/{index:03}"])
            numpy.testing.assert_array_equal(layer.gain, stored[f"layer{index}/gain"])
            self.assertGreater(layer.gain.min(), 1.0)  # a day's drift is made up for
        self.assertIs(chip[chip[2].short_name], chip[2])
        self.assertEqual(chip.read_time_s, 86400.0)

    def test_another_chip_has_other_weights_and_the_same_one_has_the_same(self):
        first, again, other = (ohmic.program(RUN, chip=k, progress=False)[0].weights for k in (1, 1, 2))
        numpy.testing.assert_array_equal(first, again)
        self.assertTrue((first != other).any())


class Matrix(places.FolderCase):
    def setUp(self):
        super().setUp()
        self.random = numpy.random.default_rng(5)
        self.weights = self.random.uniform(-1.0, 1.0, (20, 100)).astype(numpy.float32)
        self.weights[0, 0] = 1.0
        self.inputs = self.random.uniform(-1.0, 1.0, (7, 100)).astype(numpy.float32)

    # 8-bit weights and inputs, rounded half to even, exact sums: written out in NumPy's integers.
    def test_ideal_hardware_is_the_integer_product(self):
        tile = ohmic.Array(self.weights, IDEAL)
        levels = numpy.rint(self.weights.astype(numpy.float64) * 127.0).astype(numpy.int64)
        codes = numpy.clip(numpy.rint(self.inputs * numpy.float32(127.0)), -127, 127).astype(numpy.int64)
        exact = (codes @ levels.T).astype(numpy.float64) * (1.0 / 127.0) * (1.0 / 127.0)
        numpy.testing.assert_allclose(tile.product(self.inputs), exact, rtol=1e-6, atol=1e-6)
        numpy.testing.assert_array_equal(tile @ self.inputs.T, tile.product(self.inputs).T)
        numpy.testing.assert_array_equal(tile @ self.inputs[0], tile.product(self.inputs)[0])
        numpy.testing.assert_allclose(tile.weights, levels / 127.0, rtol=1e-6)
        sums = numpy.zeros(20, numpy.int64)
        for _, column, slice_, polarity, phase, own, converted in tile.codes(codes[0]):
            self.assertEqual((slice_, polarity, phase), (0, 0, 0))
            sums[column:column + len(own)] += own
            numpy.testing.assert_array_equal(own, converted)
        numpy.testing.assert_array_equal(sums, codes[0] @ levels.T * tile.info()["sum_units"])

    def test_a_converter_rounds_the_sums_to_its_codes(self):
        hardware = dict(IDEAL, array={"rows": 128, "columns": 64}, adc={"bits": 6, "range": "given", "full_scale": 20})
        tile = ohmic.Array(self.weights, hardware)
        info = tile.info()
        codes = numpy.full(100, info["greatest_code"], numpy.int16)
        for _, column, _, _, _, sums, converted in tile.codes(codes):
            expected = numpy.clip(numpy.rint(sums / info["lsb"][0]), info["least_adc_code"], info["greatest_adc_code"])
            numpy.testing.assert_array_equal(converted, expected)
            self.assertLessEqual(abs(converted).max(), 31)

    def test_groups_of_rows_are_converted_one_after_the_other(self):
        tile = ohmic.Array(self.weights, dict(IDEAL, array={"rows": 128, "columns": 64, "active_rows": 30}))
        codes = numpy.arange(100) - 50
        found = tile.codes(codes)
        self.assertEqual(len(found), 4)  # 100 rows, 30 at once
        levels = numpy.rint(self.weights.astype(numpy.float64) * 127.0).astype(numpy.int64)
        for first, (*_, sums, _) in zip((0, 30, 60, 90), found):
            part = slice(first, first + 30)
            numpy.testing.assert_array_equal(sums, codes[part] @ levels[:, part].T * tile.info()["sum_units"])

    def test_calibration_vectors_choose_the_ranges(self):
        hardware = dict(IDEAL, adc={"bits": 8})
        with self.assertRaises(ohmic.InputError):
            ohmic.Array(self.weights, hardware)
        tile = ohmic.Array(self.weights, hardware, calibration=2.0 * self.inputs)
        self.assertAlmostEqual(tile.info()["input_scale"] * 127, 2.0 * abs(self.inputs).max(), places=5)
        error = tile.product(self.inputs) - self.inputs @ self.weights.T
        self.assertLess(numpy.sqrt((error**2).mean()), 0.1)

    def test_a_read_is_new_each_time_and_the_same_in_the_same_order(self):
        noisy = dict(IDEAL, cell=dict(IDEAL["cell"], read_noise={"model": "gaussian", "sigma": "2 %"}))
        a, b = ohmic.Array(self.weights, noisy), ohmic.Array(self.weights, noisy)
        first, second = a @ self.inputs[0], a @ self.inputs[0]
        self.assertTrue((first != second).any())
        numpy.testing.assert_array_equal(b @ self.inputs[0], first)

    # Ohm's and Kirchhoff's laws on the conductances of 8-bit levels, written out; two row blocks of 50 rows.
    def test_currents_of_weights_in_ampere(self):
        cell = {"model": "ideal", "g_min": "2 uS", "g_max": "25 uS"}
        volts = self.random.uniform(-0.2, 0.2, 100)
        driven = numpy.rint(volts / 0.2 * 127.0) * 0.2 / 127.0
        levels = numpy.rint(self.weights.astype(numpy.float64) * 127.0)
        for subtraction in ("analog", "digital"):
            tile = ohmic.Array(self.weights, dict(IDEAL, cell=cell, weights={"subtraction": subtraction}),
                               read_voltage="0.2 V")
            lines = {(line.row_block, line.polarity): line.currents for line in tile.currents(volts)}
            self.assertEqual(sorted({polarity for _, polarity in lines}), [0] if subtraction == "analog" else [-1, 1])
            for (block, polarity), currents in lines.items():
                rows = slice(50 * block, 50 * block + 50)
                signed = levels[:, rows].T
                line = signed if polarity == 0 else 2e-6 / 23e-6 * 127.0 + numpy.maximum(polarity * signed, 0.0)
                numpy.testing.assert_allclose(currents, driven[rows] @ line * 23e-6 / 127.0, rtol=1e-9, atol=1e-15)

    def test_currents_of_bits_that_are_read_one_after_the_other(self):
        tile = ohmic.Array(abs(self.weights), dict(IDEAL, array={"rows": 128, "columns": 64}, input={"encoding": "bit_serial"}),
                           non_negative=True, read_voltage=0.1)
        codes = self.random.integers(0, 256, 100)
        conductances = numpy.rint(abs(self.weights).astype(numpy.float64) * 127.0).T * 25e-6 / 127.0
        found = tile.currents(codes * 0.1 / 255.0)
        self.assertEqual([line.phase for line in found], list(range(8)))
        for line in found:
            numpy.testing.assert_allclose(line.currents, 0.1 * (codes >> line.phase & 1) @ conductances, rtol=1e-9)

    def test_the_voltage_of_currents_is_the_hardwares_or_is_given(self):
        bent = dict(IDEAL, cell=dict(IDEAL["cell"], iv={"model": "sinh", "v0": "10 V", "read_voltage": "0.1 V"}))
        volts = numpy.full(100, 0.1)
        ohmic_, nearly = (ohmic.Array(self.weights, hardware, read_voltage=voltage).currents(volts)[0].currents
                          for hardware, voltage in ((IDEAL, 0.1), (bent, None)))
        numpy.testing.assert_allclose(nearly, ohmic_, rtol=1e-3, atol=1e-10)
        for bad in (lambda: ohmic.Array(self.weights, IDEAL).currents(volts),
                    lambda: ohmic.Array(self.weights, IDEAL, read_voltage=0.05).currents(volts),
                    lambda: ohmic.Array(self.weights, IDEAL, read_voltage="0.1 A"),
                    lambda: ohmic.Array(self.weights, IDEAL, read_voltage=-0.1),
                    lambda: ohmic.Array(self.weights, IDEAL, read_voltage=0.1).currents(volts[:50]),
                    lambda: ohmic.Array(conductances=[[1e-6]], hardware=IDEAL, read_voltage=0.1)):
            with self.assertRaises(ohmic.InputError):
                bad()

    def test_bad_matrices_and_vectors_are_refused(self):
        for bad in (lambda: ohmic.Array(), lambda: ohmic.Array(self.weights), lambda: ohmic.Array(self.weights[0], IDEAL),
                    lambda: ohmic.Array(self.weights * numpy.nan, IDEAL),
                    lambda: ohmic.Array(self.weights.astype(complex), IDEAL),
                    lambda: ohmic.Array(self.weights, IDEAL) @ self.inputs[0][:50],
                    lambda: ohmic.Array(self.weights, IDEAL).codes(self.inputs[0]),
                    lambda: ohmic.Array(self.weights, IDEAL, chip=-1),
                    lambda: ohmic.Array(self.weights, IDEAL, read_time="1 volt"),
                    lambda: ohmic.Array(self.weights, "no_preset"),
                    lambda: ohmic.Array(self.weights, IDEAL, conductances=self.weights),
                    lambda: ohmic.Array(conductances=[[1.0]], hardware=IDEAL)):
            with self.assertRaises(ohmic.InputError):
                bad()


class Conductances(places.FolderCase):
    def test_ideal_cells_follow_ohms_and_kirchhoffs_laws(self):
        random = numpy.random.default_rng(1)
        g = random.uniform(0.0, 25e-6, (30, 12))
        volts = random.uniform(-0.2, 0.2, (4, 30))
        array = ohmic.Array(conductances=g, hardware=IDEAL)
        numpy.testing.assert_array_equal(array.conductances, g)
        numpy.testing.assert_allclose(array.currents(volts), volts @ g, rtol=1e-12)
        numpy.testing.assert_allclose(array @ volts[0], volts[0] @ g, rtol=1e-12)

    # Published fit (aihwkit): sigma(g) = -1.1731 x^2 + 1.9650 x + 0.2635 uS with x = g / 25 uS. Of 40,000 cells the
    # standard deviation is known to 0.35 %; four of these are allowed.
    def test_pcm_cells_have_the_published_spread(self):
        array = ohmic.Array(conductances=numpy.full((200, 200), 12.5e-6), read_time=0.0, hardware=dict(
            PCM, cell={"model": "pcm_nandakumar_2019", "drift": {"model": "none"}, "read_noise": {"model": "none"}}))
        sigma = -1.1731 * 0.25 + 1.9650 * 0.5 + 0.2635
        self.assertAlmostEqual(array.conductances.std() * 1e6 / sigma, 1.0, delta=0.014)
        self.assertAlmostEqual(array.conductances.mean() * 1e6, 12.5, delta=4 * sigma / 200)

    # A row of cells on a bit line of resistance r: a ladder, solved by NumPy's own linear algebra.
    def test_wires_are_the_ladder_network(self):
        g = numpy.array([[20e-6], [10e-6], [5e-6]])
        wired = dict(IDEAL, wires={"row": "0 ohm", "column": "1000 ohm", "driver": "0 ohm", "sense": "0 ohm"})
        array = ohmic.Array(conductances=g, hardware=wired)
        volts = numpy.array([0.2, 0.1, -0.1])
        wire = 1e-3
        nodes = numpy.zeros((3, 3))
        for k in range(3):
            nodes[k, k] += g[k, 0] + wire
            if k + 1 < 3:
                nodes[k + 1, k + 1] += wire
                nodes[k, k + 1] -= wire
                nodes[k + 1, k] -= wire
        potential = numpy.linalg.solve(nodes, g[:, 0] * volts)
        self.assertAlmostEqual(array.currents(volts)[0] * 1e6, potential[2] * wire * 1e6, places=9)

    def test_targets_out_of_range_name_the_cell(self):
        with self.assertRaisesRegex(ohmic.InputError, r"conductances\[1, 0\]"):
            ohmic.Array(conductances=[[1e-6, 2e-6], [30e-6, 1e-6]], hardware=IDEAL)


# aihwkit's tutorial tile: 512 x 512 PCM, half of the inputs zero, 7-bit inputs, 9-bit converters: about 13 % at 1 s.
class PcmTile(places.FolderCase):
    def test_the_published_error(self):
        random = numpy.random.default_rng(1)
        w = numpy.clip(random.normal(0.0, 0.246, (512, 512)), -1.0, 1.0)
        w[0, 0] = 1.0
        x = random.uniform(-1.0, 1.0, (100, 512)) * (random.random((100, 512)) < 0.5)
        tile = ohmic.Array(w, {"array": {"rows": 512, "columns": 1024}, "weights": {"cell_bits": "analog"},
                               "input": {"bits": 7}, "cell": {"model": "pcm_nandakumar_2019"},
                               "adc": {"bits": 9, "range": "given", "full_scale": 12, "noise": 0.06 / (12 / 255)}},
                           read_time="1 s")
        error = numpy.linalg.norm(tile.product(x) - x @ w.T) / numpy.linalg.norm(x @ w.T)
        self.assertGreater(error, 0.12)
        self.assertLess(error, 0.15)


if __name__ == "__main__":
    places.main()
