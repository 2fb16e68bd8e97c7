// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/arrangement.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace ohmic::models {
namespace {

Shape withoutOnes(const Shape& shape) {
  Shape kept;
  std::copy_if(shape.begin(), shape.end(), std::back_inserter(kept),
               [](std::int64_t extent) { return extent != 1; });
  return kept;
}

/// Moves an axis to another place, the others keep their order.
struct Move {
  std::size_t from;
  std::size_t to;
};

template <class Element>
std::vector<Element> moved(std::vector<Element> axes, const Move& move) {
  const Element axis = axes[move.from];
  axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(move.from));
  axes.insert(axes.begin() + static_cast<std::ptrdiff_t>(move.to), axis);
  return axes;
}

/// How channels may move in a sample of so many axes, the likelier first.
std::vector<Move> movesOf(std::size_t axes) {
  if (axes < 2) {
    return {};
  }
  std::vector<Move> moves{{axes - 1, 0}, {0, axes - 1}};
  if (axes > 3) {
    moves.push_back({axes - 1, 1});
    moves.push_back({1, axes - 1});
  }
  return moves;
}

/// The sample's element of each element after the move.
std::vector<std::int64_t> orderOf(const Shape& sample, const Move& move) {
  std::vector<std::int64_t> strides(sample.size());
  std::int64_t stride = 1;
  for (std::size_t axis = sample.size(); axis-- > 0;) {
    strides[axis] = stride;
    stride *= sample[axis];
  }
  const Shape shape = moved(sample, move);
  strides = moved(strides, move);
  std::vector<std::int64_t> order;
  order.reserve(static_cast<std::size_t>(stride));
  std::vector<std::int64_t> at(shape.size(), 0);
  for (std::int64_t i = 0; i < stride; ++i) {
    order.push_back(std::inner_product(at.begin(), at.end(), strides.begin(), std::int64_t{0}));
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      if (++at[axis] < shape[axis]) {
        break;
      }
      at[axis] = 0;
    }
  }
  return order;
}

std::string wordsOf(const Shape& sample, const Shape& input, const char* how) {
  return fmt::format("samples of {} are taken for inputs of {}: {}", describe(sample), describe(input), how);
}

bool matches(const Shape& input, const Shape& sample) {
  return input.size() == sample.size() &&
         std::equal(input.begin(), input.end(), sample.begin(),
                    [](std::int64_t wanted, std::int64_t extent) { return wanted == 0 || wanted == extent; });
}

}  // namespace

std::optional<Arrangement> arrange(const Shape& sample, const Shape& input) {
  if (sample == input) {
    return Arrangement{};
  }
  if (elementCount(sample) != elementCount(input)) {
    return {};
  }
  const Shape from = withoutOnes(sample);
  const Shape to = withoutOnes(input);
  if (from == to) {
    return Arrangement{{}, wordsOf(sample, input, "the same elements in the same order")};
  }
  for (const Move& move : movesOf(from.size())) {
    if (moved(from, move) == to) {
      const char* const how = from.size() == 2               ? "the two axes change places"
                              : move.from == from.size() - 1 ? "channels last become channels first"
                                                             : "channels first become channels last";
      return Arrangement{orderOf(from, move), wordsOf(sample, input, how)};
    }
  }
  if (from.size() > 1 && std::is_permutation(from.begin(), from.end(), to.begin(), to.end())) {
    return {};
  }
  return Arrangement{{}, wordsOf(sample, input, "element by element, the last axis fastest")};
}

std::optional<Shape> fillFree(const Shape& input, const Shape& sample) {
  if (matches(input, sample)) {
    return sample;
  }
  for (const Move& move : movesOf(sample.size())) {
    Shape turned = moved(sample, move);
    if (matches(input, turned)) {
      return turned;
    }
  }
  if (input.size() == sample.size() + 1) {  // a picture of one channel
    for (const std::size_t at : {std::size_t{0}, sample.size()}) {
      Shape longer = sample;
      longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), 1);
      if (input[at] != 0 && matches(input, longer)) {
        return longer;
      }
    }
  }
  if (std::count(input.begin(), input.end(), 0) ==
      1) {  // one free extent follows from the number of elements
    Shape filled = input;
    const std::int64_t known =
        std::accumulate(input.begin(), input.end(), std::int64_t{1},
                        [](std::int64_t a, std::int64_t b) { return b == 0 ? a : a * b; });
    const std::int64_t all = elementCount(sample);
    if (known > 0 && all % known == 0) {
      *std::find(filled.begin(), filled.end(), 0) = all / known;
      return filled;
    }
  }
  return {};
}

}  // namespace ohmic::models
