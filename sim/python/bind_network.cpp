// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "configs/reader/error.h"
#include "models/onnx/rename_products.h"
#include "models/reference/evaluate.h"
#include "sim/python/bindings.h"
#include "sim/python/conductances.h"
#include "sim/python/interruptible.h"
#include "sim/python/network.h"
#include "sim/run/hardware_choice.h"

namespace ohmic::sim::python {
namespace {

namespace py = pybind11;

/// Row major, and nothing else is taken for it: a wrong type is the caller's to convert.
template <class Number>
using Array = py::array_t<Number, py::array::c_style>;

template <class Number>
std::vector<std::int64_t> shapeOf(const Array<Number>& array) {
  return {array.shape(), array.shape() + array.ndim()};
}

std::vector<float> valuesOf(const Array<float>& array) { return {array.data(), array.data() + array.size()}; }

template <class Number>
py::array_t<Number> vectorOf(const std::vector<Number>& values) {
  py::array_t<Number> array(static_cast<py::ssize_t>(values.size()));
  std::copy(values.begin(), values.end(), array.mutable_data());
  return array;
}

void requireSize(const Array<float>& array, std::int64_t size, const char* what) {
  if (array.size() != size) {
    throw configs::InputError(
        {"", what, std::to_string(array.size()) + " numbers", std::to_string(size) + " are needed", ""});
  }
}

std::unique_ptr<Network> networkOf(const LoadedRun& run, bool isCalibrated, const py::object& listener) {
  std::unique_ptr<Network> network;
  interruptibly(listener, [&](const Report& report) {
    report(isCalibrated ? "calibrating" : "mapping", 0, 0);
    network = std::make_unique<Network>(run, isCalibrated);
  });
  return network;
}

std::unique_ptr<Network> networkOfMatrix(const Array<float>& weights, const std::string& hardware,
                                         const World& world, const Array<float>& calibration,
                                         double inputRange, bool nonNegative) {
  models::Tensor tensor{shapeOf(weights), valuesOf(weights)};
  const std::vector<float> vectors = valuesOf(calibration);
  std::unique_ptr<Network> network;
  interruptibly(py::none(), [&](const Report&) {
    network = std::make_unique<Network>(std::move(tensor), hardware, world, vectors, inputRange, nonNegative);
  });
  return network;
}

py::list valuesOfGraph(const Network& network) {
  py::list values;
  for (const auto& value : network.deployment().graph.values) {
    values.append(py::make_tuple(value.name, value.shape, value.nonNegative));
  }
  return values;
}

py::list nodesOfGraph(const Network& network) {
  const auto& deployment = network.deployment();
  py::list nodes;
  for (std::size_t n = 0; n < deployment.graph.nodes.size(); ++n) {
    const auto& node = deployment.graph.nodes[n];
    const auto layer = deployment.layerOf(n);
    py::dict row = attributesOf(node.op);
    row["name"] = node.name;
    row["type"] = node.type;
    row["inputs"] = node.inputs;
    row["output"] = node.output;
    row["layer"] = layer ? static_cast<std::int64_t>(*layer) : std::int64_t{-1};
    nodes.append(row);
  }
  return nodes;
}

/// Standard deviation of each output's error by the converters: rounding of all codes that are added, and
/// their noise; in the unit of the outputs. 0 for ideal ones.
py::array_t<double> outputNoiseOf(const mapping::LayerPlan& plan, const LayerArithmetic& arithmetic) {
  constexpr double kVarianceOfRounding = 1.0 / 12.0;
  double variance = 0.0;
  for (int slice = 0; !arithmetic.idealAdc && slice < arithmetic.slices; ++slice) {
    for (int phase = 0; phase < arithmetic.phases; ++phase) {
      const auto weight = static_cast<double>(arithmetic.weight(slice, phase));
      variance += weight * weight * (kVarianceOfRounding + arithmetic.adcNoise * arithmetic.adcNoise);
    }
  }
  const double codes = plan.rowBlocks() * plan.greatestRowGroups() * (arithmetic.pairSubtracted ? 1.0 : 2.0);
  std::vector<double> noise;
  for (const double factor : arithmetic.factor) {
    noise.push_back(factor * std::sqrt(variance * codes));
  }
  return vectorOf(noise);
}

/// What is known of a layer without a chip.
py::dict layerOf(const Network& network, std::size_t index) {
  const auto& plan = network.deployment().plan.layers.at(index);
  py::dict row;
  row["name"] = plan.name;
  row["short_name"] = shortName(plan.name);
  row["node"] = plan.node;
  row["rows"] = plan.rows();
  row["columns"] = plan.columns;
  row["positions"] = plan.patch.positions();
  row["arrays"] = plan.arrays.size() * static_cast<std::size_t>(plan.replicas);
  row["row_blocks"] = plan.rowBlocks();
  row["weight_scale"] = vectorOf(plan.weightScale);
  row["bias"] = vectorOf(plan.bias);
  row["greatest_level"] = plan.levels.greatestLevel();
  row["slices"] = plan.levels.slices;
  row["level_units"] = 1 << plan.levels.fractionBits;
  row["level_conductance_S"] = levelStep(plan.levels, network.deployment().hardware[index].cell.range);
  row["least_code"] = plan.input.least;
  row["greatest_code"] = plan.input.greatest;
  if (network.isCalibrated()) {
    const auto& arithmetic = network.deployment().arithmetic[index];
    row["input_scale"] = arithmetic.inputScale;
    row["lsb"] = vectorOf(arithmetic.lsb);
    row["ideal_adc"] = arithmetic.idealAdc;
    row["least_adc_code"] = arithmetic.adcCodes.least;
    row["greatest_adc_code"] = arithmetic.adcCodes.greatest;
    row["factor"] = vectorOf(arithmetic.factor);
    row["sum_units"] = 1 << arithmetic.fractionBits;
    row["slice_bits"] = arithmetic.sliceBits;
    row["phases"] = arithmetic.phases;
    row["output_noise"] = outputNoiseOf(plan, arithmetic);
  }
  return row;
}

void program(Network& network, std::uint64_t seed, std::uint32_t chip, double readTime,
             const py::object& listener, bool keepsWires) {
  interruptibly(listener, [&](const Report& report) {
    report("programming", 0, 0);
    network.program({seed, chip, readTime}, keepsWires);
  });
}

void calibrate(Network& network, const py::object& listener) {
  interruptibly(listener, [&](const Report& report) {
    report("calibrating", 0, 0);
    network.calibrate();
  });
}

py::array_t<float> weightsOf(const Network& network, std::size_t layer) {
  const models::Tensor weights = network.weights(layer);
  py::array_t<float> array(weights.shape);
  std::copy(weights.values.begin(), weights.values.end(), array.mutable_data());
  return array;
}

py::tuple correctionsOf(const Network& network, std::size_t layer) {
  const auto& programmed = network.chip().layers.at(layer);
  std::vector<double> scale, shift;
  for (const auto& norm : programmed.norms) {
    scale.push_back(norm.scale);
    shift.push_back(norm.shift);
  }
  return py::make_tuple(vectorOf(programmed.gain), vectorOf(scale), vectorOf(shift));
}

/// Effective levels of every array of a layer: (row begin, column begin, slice, polarity, levels).
py::list levelsOf(const Network& network, std::size_t layer) {
  const auto& plan = network.deployment().plan.layers.at(layer);
  const auto& programmed = network.chip().layers.at(layer);
  const double unit = plan.levels.unit();
  py::list found;
  for (std::size_t a = 0; a < programmed.arrays.size(); ++a) {
    const auto& place = plan.arrays[a % plan.arrays.size()];
    for (const auto& plane : programmed.arrays[a].planes) {
      py::array_t<double> levels({plane.levels.rows(), plane.levels.columns()});
      auto view = levels.mutable_unchecked<2>();
      for (int r = 0; r < plane.levels.rows(); ++r) {
        for (int c = 0; c < plane.levels.columns(); ++c) {
          view(r, c) = plane.levels.at(r, c) * unit;
        }
      }
      found.append(py::make_tuple(place.rowBegin, place.columnBegin, plane.slice, plane.polarity, levels));
    }
  }
  return found;
}

py::array_t<float> readLayer(Network& network, std::size_t layer, std::int64_t first,
                             const Array<float>& input) {
  const std::int64_t count = input.ndim() > 0 ? input.shape(0) : 0;
  requireSize(input, count * network.inputSize(layer), "input");
  const auto& deployment = network.deployment();
  const auto& node = deployment.graph.nodes[static_cast<std::size_t>(deployment.plan.layers.at(layer).node)];
  std::vector<std::int64_t> shape = deployment.graph.values[node.output].shape;
  shape.insert(shape.begin(), count);
  py::array_t<float> output(shape);
  const float* from = input.data();
  float* to = output.mutable_data();
  const py::gil_scoped_release released;
  network.read(layer, first, count, from, to);
  return output;
}

py::array_t<float> evaluateNode(const Network& network, std::size_t index,
                                const std::vector<Array<float>>& inputs) {
  const auto& graph = network.deployment().graph;
  const auto& node = graph.nodes.at(index);
  std::vector<const float*> pointers;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    requireSize(inputs.at(i), models::elementCount(graph.values[node.inputs[i]].shape), "inputs");
    pointers.push_back(inputs[i].data());
  }
  py::array_t<float> output(graph.values[node.output].shape);
  models::evaluate(graph, node, pointers, output.mutable_data());
  return output;
}

py::array_t<float> runEngine(const Network& network, const Array<float>& images, std::int64_t first,
                             const py::object& listener) {
  const auto& graph = network.deployment().graph;
  const std::int64_t count = images.ndim() > 0 ? images.shape(0) : 0;
  requireSize(images, count * models::elementCount(graph.values[graph.input].shape), "images");
  const ArraySamples samples(graph.values[graph.input].shape, valuesOf(images), first);
  py::array_t<float> logits({count, models::elementCount(graph.values[graph.output].shape)});
  float* to = logits.mutable_data();
  interruptibly(listener, [&](const Report&) { network.run(samples, first, count, to); });
  return logits;
}

py::list convertVector(const Network& network, std::size_t layer, std::uint32_t vector,
                       const Array<std::int16_t>& codes) {
  if (codes.size() != network.deployment().plan.layers.at(layer).rows()) {
    throw configs::InputError(
        {"", "codes", std::to_string(codes.size()) + " codes", "one for each row of the matrix", ""});
  }
  py::list found;
  for (const auto& own : network.convert(layer, vector, codes.data())) {
    const auto& place = network.deployment().plan.layers[layer].arrays[own.array];
    found.append(py::make_tuple(place.rowBlock, place.columnBegin, own.slice, own.polarity, own.phase,
                                vectorOf(own.sums), vectorOf(own.codes), vectorOf(own.currents)));
  }
  return found;
}

void setWeights(Network& network, std::size_t layer, const Array<float>& weights, const Array<float>& bias) {
  const auto& plan = network.deployment().plan.layers.at(layer);
  const auto& node = network.deployment().graph.nodes[static_cast<std::size_t>(plan.node)];
  requireSize(weights, static_cast<std::int64_t>(models::weightOf(node).values.size()), "weights");
  requireSize(bias, plan.columns, "bias");
  network.setWeights(layer, weights.data(), bias.data());
}

Array<double> programConductances(const Array<double>& targets, const std::string& hardware,
                                  const World& world, std::uint64_t seed, std::uint32_t chip,
                                  double readTime) {
  if (targets.ndim() != 2) {
    throw configs::InputError(
        {"", "conductances", std::to_string(targets.ndim()) + " axes", "rows x columns", ""});
  }
  Array<double> effective({targets.shape(0), targets.shape(1)});
  const double* from = targets.data();
  double* to = effective.mutable_data();
  const auto rows = static_cast<int>(targets.shape(0)), columns = static_cast<int>(targets.shape(1));
  interruptibly(py::none(), [&](const Report&) {
    const Conductances own(hardware, world);
    own.program(from, rows, columns, {seed, chip, readTime}, to);
  });
  return effective;
}

Array<double> readNoiseOf(const Array<double>& conductances, const std::string& hardware,
                          const World& world) {
  Array<double> sigma(shapeOf(conductances));
  const Conductances own(hardware, world);
  for (py::ssize_t i = 0; i < conductances.size(); ++i) {
    sigma.mutable_data()[i] = own.freshSigma(conductances.data()[i]);
  }
  return sigma;
}

py::tuple rangeOf(const std::string& hardware, const World& world) {
  const Conductances own(hardware, world);
  return py::make_tuple(own.cell().range.least, own.cell().range.greatest, own.readTimes());
}

}  // namespace

void bindNetwork(py::module_& module) {
  py::class_<Network>(module, "Network")
      .def(py::init(&networkOf))
      .def_static("of_matrix", &networkOfMatrix)
      .def_property_readonly("layers",
                             [](const Network& network) { return network.deployment().plan.layers.size(); })
      .def_property_readonly("read_times", &Network::readTimes)
      .def_property_readonly("seed", &Network::seed)
      .def_property_readonly("read_voltage", &Network::readVoltage)
      .def_property_readonly("input", [](const Network& n) { return n.deployment().graph.input; })
      .def_property_readonly("output", [](const Network& n) { return n.deployment().graph.output; })
      .def("values", &valuesOfGraph)
      .def("nodes", &nodesOfGraph)
      .def("layer", &layerOf)
      .def("program", &program, py::arg("seed"), py::arg("chip"), py::arg("read_time"), py::arg("listener"),
           py::arg("keeps_wires") = false)
      .def("forget_wires", &Network::forgetWires)
      .def("calibrate", &calibrate)
      .def("weights", &weightsOf)
      .def("corrections", &correctionsOf)
      .def("levels", &levelsOf)
      .def("read", &readLayer)
      .def("evaluate", &evaluateNode)
      .def("run", &runEngine)
      .def("convert", &convertVector)
      .def("set_weights", &setWeights)
      .def("set_input_scale", &Network::setInputScale)
      .def("set_converter_steps", &Network::setConverterSteps)
      .def("load_calibration", &Network::loadCalibration)
      .def("calibration_text", &Network::calibrationText);
  module.def("rename_products", [](const std::string& bytes, const std::vector<std::string>& names) {
    return py::bytes(models::renameProducts(bytes, names));
  });
  module.def("program_conductances", &programConductances);
  module.def("read_noise", &readNoiseOf);
  module.def("conductance_range", &rangeOf);
}

}  // namespace ohmic::sim::python
