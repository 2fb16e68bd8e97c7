// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "models/graph/broadcast.h"
#include "models/graph/refusal.h"
#include "models/graph/shape_inference.h"
#include "models/onnx/constant_folding.h"
#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

using Inputs = std::vector<const IntTensor*>;

float fromBits(std::uint32_t bits) {
  float value = 0.0F;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

std::uint32_t toBits(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// Moves numbers by moving their places, as the bits of floats that no arithmetic touches.
IntTensor moveNumbers(const Operator& op, const Inputs& inputs, std::optional<std::int64_t> filling = {}) {
  std::vector<std::int64_t> all;
  std::vector<Tensor> places;
  for (const IntTensor* input : inputs) {
    Tensor place{input->shape, std::vector<float>(input->values.size())};
    for (std::size_t i = 0; i < place.values.size(); ++i) {
      place.values[i] = fromBits(static_cast<std::uint32_t>(all.size() + i));
    }
    places.push_back(std::move(place));
    all.insert(all.end(), input->values.begin(), input->values.end());
  }
  if (filling) {
    all.push_back(*filling);
  }
  std::vector<const Tensor*> pointers;
  for (const Tensor& place : places) {
    pointers.push_back(&place);
  }
  const Tensor moved = foldReals(op, pointers);
  IntTensor result{moved.shape, {}, inputs.front()->type};
  result.values.reserve(moved.values.size());
  for (const float place : moved.values) {
    result.values.push_back(all[toBits(place)]);
  }
  return result;
}

/// What is left of a by b, with the sign of b.
std::int64_t modulo(std::int64_t a, std::int64_t b) {
  const std::int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/// a^b by squaring; false on overflow or a negative exponent of more than 1.
bool raise(std::int64_t a, std::int64_t b, std::int64_t& result) {
  if (b < 0) {
    result = a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
    return a != 0;
  }
  result = 1;
  for (; b > 0; b /= 2) {
    if (b % 2 == 1 && __builtin_mul_overflow(result, a, &result)) {
      return false;
    }
    if (b > 1 && __builtin_mul_overflow(a, a, &a)) {
      return false;
    }
  }
  return true;
}

bool combine(Binary::Kind kind, std::int64_t a, std::int64_t b, std::int64_t& result) {
  const bool divides = b != 0 && !(b == -1 && a == std::numeric_limits<std::int64_t>::min());
  switch (kind) {
    case Binary::Kind::add:
      return !__builtin_add_overflow(a, b, &result);
    case Binary::Kind::sub:
      return !__builtin_sub_overflow(a, b, &result);
    case Binary::Kind::mul:
      return !__builtin_mul_overflow(a, b, &result);
    case Binary::Kind::div:
      result = divides ? a / b : 0;
      return divides;
    case Binary::Kind::mod:
      result = divides ? modulo(a, b) : 0;
      return divides;
    case Binary::Kind::remainder:
      result = divides ? a % b : 0;
      return divides;
    case Binary::Kind::pow:
      return raise(a, b, result);
    case Binary::Kind::min:
      result = std::min(a, b);
      return true;
    case Binary::Kind::max:
      result = std::max(a, b);
      return true;
    case Binary::Kind::equal:
      result = a == b ? 1 : 0;
      return true;
    case Binary::Kind::less:
      result = a < b ? 1 : 0;
      return true;
    case Binary::Kind::lessOrEqual:
      result = a <= b ? 1 : 0;
      return true;
    case Binary::Kind::exclusiveOr:
      result = (a != 0) != (b != 0) ? 1 : 0;
      return true;
    case Binary::Kind::pRelu:
      result = a;
      return a >= 0 || !__builtin_mul_overflow(a, b, &result);
  }
  return false;
}

bool isTruth(Binary::Kind kind) {
  return kind == Binary::Kind::equal || kind == Binary::Kind::less || kind == Binary::Kind::lessOrEqual ||
         kind == Binary::Kind::exclusiveOr;
}

/// Calls visit(place in first, place in second) for every element of what they broadcast to.
template <class Visit>
void forEachPair(const Shape& first, const Shape& second, const Shape& result, Visit visit) {
  Shape single = result;  // one more axis, so that a row is one element
  single.push_back(1);
  auto firstStrides = broadcastStrides(first, result);
  auto secondStrides = broadcastStrides(second, result);
  firstStrides.push_back(0);
  secondStrides.push_back(0);
  forEachRow(single, firstStrides, secondStrides, [&](std::int64_t a, std::int64_t b) {
    visit(static_cast<std::size_t>(a), static_cast<std::size_t>(b));
  });
}

/// One rule per operator that ONNX defines on whole numbers.
struct Rule {
  const Inputs& inputs;
  const Operator& op;

  const IntTensor& only() const { return *inputs.front(); }

  Shape resultShape() const {
    std::vector<Shape> shapes;
    std::int64_t operands = 0;
    for (const IntTensor* input : inputs) {
      shapes.push_back(input->shape);
      operands += elementCount(input->shape);
    }
    Shape shape = outputShape(op, shapes);
    checkGrowth(shape, operands);
    return shape;
  }

  template <class Function>
  IntTensor map(Function function) const {
    IntTensor result = only();
    std::transform(result.values.begin(), result.values.end(), result.values.begin(), function);
    return result;
  }

  template <class Other>
  IntTensor operator()(const Other& /*op*/) const {
    refuse("found integers", "allowed: floats");
  }

  IntTensor operator()(const Concat& /*op*/) const { return moveNumbers(op, inputs); }
  IntTensor operator()(const Slice& /*op*/) const { return moveNumbers(op, inputs); }
  IntTensor operator()(const Transpose& /*op*/) const { return moveNumbers(op, inputs); }
  IntTensor operator()(const Gather& /*op*/) const { return moveNumbers(op, inputs); }
  IntTensor operator()(const Repeat& /*op*/) const { return moveNumbers(op, inputs); }
  IntTensor operator()(const Reshape& /*op*/) const { return {resultShape(), only().values, only().type}; }

  IntTensor operator()(const Pad& pad) const {
    Pad places = pad;
    places.value = fromBits(static_cast<std::uint32_t>(only().values.size()));
    return moveNumbers(places, inputs, wholePart(static_cast<double>(pad.value)));
  }

  IntTensor operator()(const Unary& unary) const {
    switch (unary.kind) {
      case Unary::Kind::relu:
        return map([](std::int64_t x) { return std::max<std::int64_t>(x, 0); });
      case Unary::Kind::neg:
        return castIntegers(map([](std::int64_t x) { return negate(x); }), only().type);
      case Unary::Kind::abs:
        return castIntegers(map([](std::int64_t x) { return x < 0 ? negate(x) : x; }), only().type);
      case Unary::Kind::sign:
        return map([](std::int64_t x) -> std::int64_t { return x > 0 ? 1 : x < 0 ? -1 : 0; });
      case Unary::Kind::logicalNot: {
        IntTensor result = map([](std::int64_t x) -> std::int64_t { return x == 0 ? 1 : 0; });
        result.type = IntType::boolean;
        return result;
      }
      case Unary::Kind::floor:
      case Unary::Kind::ceil:
      case Unary::Kind::round:
      case Unary::Kind::truncate:
        return only();
      default:
        refuse("found integers", "allowed: floats");
    }
  }

  static std::int64_t negate(std::int64_t x) {
    return static_cast<std::int64_t>(std::uint64_t{0} - static_cast<std::uint64_t>(x));
  }

  IntTensor operator()(const Clip& clip) const {
    return map([&clip](std::int64_t x) {
      const auto real = static_cast<double>(x);
      const double raised =
          real < static_cast<double>(clip.low) ? std::ceil(static_cast<double>(clip.low)) : real;
      const double cut =
          raised > static_cast<double>(clip.high) ? std::floor(static_cast<double>(clip.high)) : raised;
      return cut == real ? x : wholePart(cut);
    });
  }

  IntTensor operator()(const Binary& binary) const {
    const IntTensor& first = *inputs[0];
    const IntTensor& second = *inputs[1];
    IntTensor result{resultShape(), {}, first.type};
    result.values.reserve(static_cast<std::size_t>(elementCount(result.shape)));
    forEachPair(first.shape, second.shape, result.shape, [&](std::size_t a, std::size_t b) {
      std::int64_t value = 0;
      if (!combine(binary.kind, first.values[a], second.values[b], value)) {
        refuse(fmt::format("found constants {} and {}, whose result is no 64-bit integer", first.values[a],
                           second.values[b]),
               "allowed: shape arithmetic without overflow");
      }
      result.values.push_back(value);
    });
    return castIntegers(std::move(result), isTruth(binary.kind) ? IntType::boolean : first.type);
  }

  IntTensor operator()(const Select& /*op*/) const {
    IntTensor result{resultShape(), {}, inputs[1]->type};
    std::vector<bool> takesFirst;
    forEachPair(inputs[0]->shape, inputs[1]->shape, result.shape,
                [&](std::size_t condition, std::size_t first) {
                  takesFirst.push_back(inputs[0]->values[condition] != 0);
                  result.values.push_back(inputs[1]->values[first]);
                });
    std::size_t i = 0;
    forEachPair(inputs[0]->shape, inputs[2]->shape, result.shape, [&](std::size_t, std::size_t second) {
      result.values[i] = takesFirst[i] ? result.values[i] : inputs[2]->values[second];
      ++i;
    });
    return result;
  }

  IntTensor operator()(const Reduce& reduce) const;
  IntTensor operator()(const MatrixProduct& /*op*/) const;
};

std::int64_t startOf(Reduce::Kind kind) {
  return kind == Reduce::Kind::max       ? std::numeric_limits<std::int64_t>::min()
         : kind == Reduce::Kind::min     ? std::numeric_limits<std::int64_t>::max()
         : kind == Reduce::Kind::product ? 1
                                         : 0;
}

/// Adds one element to a group; false on overflow, or for operators of floats.
bool fold(Reduce::Kind kind, std::int64_t x, std::int64_t& sum) {
  switch (kind) {
    case Reduce::Kind::max:
      return combine(Binary::Kind::max, sum, x, sum);
    case Reduce::Kind::min:
      return combine(Binary::Kind::min, sum, x, sum);
    case Reduce::Kind::product:
      return combine(Binary::Kind::mul, sum, x, sum);
    case Reduce::Kind::sum:
    case Reduce::Kind::mean:
      return combine(Binary::Kind::add, sum, x, sum);
    case Reduce::Kind::l1:
      return combine(x < 0 ? Binary::Kind::sub : Binary::Kind::add, sum, x, sum);
    case Reduce::Kind::sumSquare: {
      std::int64_t square = 0;
      return combine(Binary::Kind::mul, x, x, square) && combine(Binary::Kind::add, sum, square, sum);
    }
    default:
      return false;
  }
}

IntTensor Rule::operator()(const Reduce& reduce) const {
  if (reduce.kind == Reduce::Kind::argMax || reduce.kind == Reduce::Kind::argMin) {
    const Tensor reals = asReals(only());
    const Tensor places = foldReals(op, {&reals});
    return {places.shape, std::vector<std::int64_t>(places.values.begin(), places.values.end())};
  }
  IntTensor result{resultShape(), {}, only().type};
  result.values.assign(static_cast<std::size_t>(elementCount(result.shape)), startOf(reduce.kind));
  Shape kept = only().shape;
  for (const std::int64_t axis : reduce.axes) {
    kept[static_cast<std::size_t>(axis)] = 1;
  }
  forEachPair(only().shape, kept, only().shape, [&](std::size_t source, std::size_t target) {
    if (!fold(reduce.kind, only().values[source], result.values[target])) {
      refuse("found a reduction of integers whose result is no 64-bit integer",
             "allowed: sums, means, products and extremes without overflow");
    }
  });
  if (reduce.kind == Reduce::Kind::mean && !result.values.empty()) {
    const std::int64_t terms = elementCount(only().shape) / elementCount(result.shape);
    for (std::int64_t& value : result.values) {
      value /= terms;
    }
  }
  return castIntegers(std::move(result), only().type);
}

IntTensor Rule::operator()(const MatrixProduct& /*op*/) const {
  const IntTensor& first = *inputs[0];
  const IntTensor& second = *inputs[1];
  IntTensor result{resultShape(), {}, first.type};
  const std::int64_t m = result.shape.rbegin()[1], n = result.shape.back(), k = first.shape.back();
  const auto leading = [](const Shape& shape) { return Shape(shape.begin(), shape.end() - 2); };
  forEachPair(leading(first.shape), leading(second.shape), leading(result.shape),
              [&](std::size_t a, std::size_t b) {
                const std::int64_t* left = first.values.data() + static_cast<std::int64_t>(a) * m * k;
                const std::int64_t* right = second.values.data() + static_cast<std::int64_t>(b) * k * n;
                for (std::int64_t row = 0; row < m; ++row) {
                  for (std::int64_t column = 0; column < n; ++column) {
                    std::int64_t sum = 0;
                    for (std::int64_t i = 0; i < k; ++i) {
                      std::int64_t product = 0;
                      if (!combine(Binary::Kind::mul, left[row * k + i], right[i * n + column], product) ||
                          !combine(Binary::Kind::add, sum, product, sum)) {
                        refuse("found a product of integers beyond 64 bits",
                               "allowed: shape arithmetic without overflow");
                      }
                    }
                    result.values.push_back(sum);
                  }
                }
              });
  return result;
}

}  // namespace

IntTensor foldIntegers(const Operator& op, const std::vector<const IntTensor*>& inputs) {
  return std::visit(Rule{inputs, op}, op);
}

}  // namespace ohmic::models
