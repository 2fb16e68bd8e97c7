// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "sim/python/bindings.h"

namespace ohmic::sim::python {
namespace {

namespace py = pybind11;
using models::Shape;

template <class Number>
py::array_t<Number> arrayOf(const Shape& shape, const std::vector<Number>& values) {
  py::array_t<Number> array(shape);
  std::copy(values.begin(), values.end(), array.mutable_data());
  return array;
}

template <class Number>
py::array_t<Number> vectorOf(const std::vector<Number>& values) {
  return arrayOf<Number>({static_cast<std::int64_t>(values.size())}, values);
}

py::dict named(const char* op) {
  py::dict attributes;
  attributes["op"] = op;
  return attributes;
}

void addWindow(const models::Window& window, py::dict& attributes) {
  attributes["kernel"] = py::make_tuple(window.kernelHeight, window.kernelWidth);
  attributes["stride"] = py::make_tuple(window.strideHeight, window.strideWidth);
  attributes["dilation"] = py::make_tuple(window.dilationHeight, window.dilationWidth);
  attributes["pads"] = py::make_tuple(window.padTop, window.padBottom, window.padLeft, window.padRight);
}

/// The name of an enumerator. @param names  of all, in the order of the enumeration, which ends with Last.
template <auto Last, std::size_t Count>
const char* nameOf(decltype(Last) kind, const std::array<const char*, Count>& names) {
  static_assert(Count == static_cast<std::size_t>(Last) + 1, "a name for each enumerator");
  return names.at(static_cast<std::size_t>(kind));
}

struct Describe {
  py::dict operator()(const models::Conv& op) const {
    py::dict a = named("conv");
    addWindow(op.window, a);
    a["groups"] = op.groups;
    a["weight"] = arrayOf(op.weight.shape, op.weight.values);
    a["bias"] = vectorOf(op.bias);
    return a;
  }
  py::dict operator()(const models::Linear& op) const {
    py::dict a = named("linear");
    a["weight"] = arrayOf(op.weight.shape, op.weight.values);
    a["bias"] = vectorOf(op.bias);
    a["is_turned"] = op.isTurned;
    return a;
  }
  py::dict operator()(const models::ChannelAffine& op) const {
    py::dict a = named("affine");
    a["scale"] = vectorOf(op.scale);
    a["shift"] = vectorOf(op.shift);
    a["axis"] = op.axis;
    return a;
  }
  py::dict operator()(const models::Unary& op) const {
    static constexpr std::array<const char*, 44> kNames = {
        "relu",        "sigmoid",    "tanh",      "erf",  "exp",      "log",      "sqrt",  "neg",
        "abs",         "reciprocal", "floor",     "ceil", "round",    "linear",   "not",   "softplus",
        "hardsigmoid", "hardswish",  "leakyrelu", "elu",  "truncate", "sign",     "selu",  "celu",
        "thresholded", "shrink",     "softsign",  "mish", "gelu",     "gelutanh", "swish", "isnan",
        "isinfinite",  "sin",        "cos",       "tan",  "asin",     "acos",     "atan",  "sinh",
        "cosh",        "asinh",      "acosh",     "atanh"};
    py::dict a = named("unary");
    a["kind"] = nameOf<models::Unary::Kind::atanh>(op.kind, kNames);
    a["alpha"] = op.alpha;
    a["beta"] = op.beta;
    return a;
  }
  py::dict operator()(const models::Clip& op) const {
    py::dict a = named("clip");
    a["low"] = op.low;
    a["high"] = op.high;
    return a;
  }
  py::dict operator()(const models::Binary& op) const {
    static constexpr std::array<const char*, 14> kNames = {"add",         "sub", "mul",       "div",   "pow",
                                                           "min",         "max", "prelu",     "equal", "less",
                                                           "lessorequal", "mod", "remainder", "xor"};
    py::dict a = named("binary");
    a["kind"] = nameOf<models::Binary::Kind::exclusiveOr>(op.kind, kNames);
    return a;
  }
  py::dict operator()(const models::Pool& op) const {
    py::dict a = named("pool");
    a["is_max"] = op.kind == models::Pool::Kind::max;
    addWindow(op.window, a);
    a["ceil_mode"] = op.ceilMode;
    a["count_include_pad"] = op.countIncludePad;
    return a;
  }
  py::dict operator()(const models::Concat& op) const {
    py::dict a = named("concat");
    a["axis"] = op.axis;
    return a;
  }
  py::dict operator()(const models::Pad& op) const {
    py::dict a = named("pad");
    a["before"] = op.before;
    a["after"] = op.after;
    a["value"] = op.value;
    return a;
  }
  py::dict operator()(const models::Slice& op) const {
    py::dict a = named("slice");
    a["starts"] = op.starts;
    a["steps"] = op.steps;
    a["counts"] = op.counts;
    return a;
  }
  py::dict operator()(const models::Transpose& op) const {
    py::dict a = named("transpose");
    a["permutation"] = op.permutation;
    return a;
  }
  py::dict operator()(const models::Reshape& op) const {
    py::dict a = named("reshape");
    a["shape"] = op.shape;
    return a;
  }
  py::dict operator()(const models::Softmax& op) const {
    py::dict a = named("softmax");
    a["first_axis"] = op.firstAxis;
    a["end_axis"] = op.endAxis;
    a["logarithm"] = op.logarithm;
    return a;
  }
  py::dict operator()(const models::Select&) const { return named("select"); }
  py::dict operator()(const models::Reduce& op) const {
    static constexpr std::array<const char*, 12> kNames = {"sum",     "mean",      "max",    "min",
                                                           "product", "sumsquare", "l1",     "l2",
                                                           "logsum",  "logsumexp", "argmax", "argmin"};
    py::dict a = named("reduce");
    a["kind"] = nameOf<models::Reduce::Kind::argMin>(op.kind, kNames);
    a["axes"] = op.axes;
    a["keep_axes"] = op.keepAxes;
    a["takes_last"] = op.takesLast;
    return a;
  }
  py::dict operator()(const models::Normalise& op) const {
    py::dict a = named("normalise");
    a["first_axis"] = op.firstAxis;
    a["end_axis"] = op.endAxis;
    a["epsilon"] = op.epsilon;
    a["scale"] = vectorOf(op.scale);
    a["shift"] = vectorOf(op.shift);
    a["per_group"] = op.perGroup;
    a["is_centred"] = op.isCentred;
    return a;
  }
  py::dict operator()(const models::Lrn& op) const {
    py::dict a = named("lrn");
    a["size"] = op.size;
    a["alpha"] = op.alpha;
    a["beta"] = op.beta;
    a["bias"] = op.bias;
    return a;
  }
  py::dict operator()(const models::MatrixProduct&) const { return named("matrixproduct"); }
  py::dict operator()(const models::Gather& op) const {
    py::dict a = named("gather");
    a["axis"] = op.axis;
    a["shape"] = op.shape;
    a["indices"] = vectorOf(op.indices);
    return a;
  }
  py::dict operator()(const models::Repeat& op) const {
    py::dict a = named("repeat");
    a["shape"] = op.shape;
    return a;
  }
  py::dict operator()(const models::Resize& op) const {
    py::dict a = named("resize");
    for (const auto& [name, taps] : {std::pair{"rows", &op.rows}, std::pair{"columns", &op.columns}}) {
      std::vector<std::int64_t> lower, upper;
      std::vector<float> weight;
      for (const auto& tap : *taps) {
        lower.push_back(tap.lower);
        upper.push_back(tap.upper);
        weight.push_back(tap.weight);
      }
      a[name] = py::make_tuple(vectorOf(lower), vectorOf(upper), vectorOf(weight));
    }
    return a;
  }
  py::dict operator()(const models::Quantise& op) const {
    py::dict a = named("quantise");
    a["scale"] = op.scale;
    a["zero"] = op.zero;
    a["low"] = op.low;
    a["high"] = op.high;
    return a;
  }
  py::dict operator()(const models::Constant& op) const {
    py::dict a = named("constant");
    a["value"] = arrayOf(op.tensor.shape, op.tensor.values);
    return a;
  }
};

}  // namespace

py::dict attributesOf(const models::Operator& op) { return std::visit(Describe{}, op); }

}  // namespace ohmic::sim::python
