// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <string>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Labels = std::string;

[[noreturn]] void refuseEquation(const std::string& equation) {
  refuse("found equation " + inQuotes(equation),
         "allowed: one letter for each axis, '...' for further axes, products and sums of axes",
         "try torch.matmul and transposes in its place");
}

/// Axes of an operand under their labels.
struct Term {
  std::size_t operand;
  Labels labels;
};

bool has(const Labels& labels, char label) { return labels.find(label) != Labels::npos; }

/// Labels of "..." are digits from the last axis on: '0' is the last.
Labels expand(const std::string& equation, const std::string& text, std::size_t rank) {
  Labels labels;
  std::size_t letters = 0;
  for (const char c : text) {
    letters += std::isalpha(static_cast<unsigned char>(c)) != 0 ? 1 : 0;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "...") == 0) {
      if (letters > rank || rank - letters > 10) {
        refuseEquation(equation);
      }
      for (std::size_t axis = rank - letters; axis-- > 0;) {
        labels.push_back(static_cast<char>('0' + axis));
      }
      i += 2;
    } else if (std::isalpha(static_cast<unsigned char>(text[i])) != 0) {
      labels.push_back(text[i]);
    } else {
      refuseEquation(equation);
    }
  }
  if (labels.size() != rank) {
    refuseEquation(equation);
  }
  return labels;
}

/// Elements whose places along two axes are equal: takes the place of both.
Term takeDiagonals(NodeReader& node, Term term, const std::string& step) {
  for (std::size_t first = 0; first < term.labels.size(); ++first) {
    const std::size_t second = term.labels.find(term.labels[first], first + 1);
    if (second == Labels::npos) {
      continue;
    }
    std::vector<std::int64_t> order;  // the two axes to the front
    for (std::size_t axis = 0; axis < term.labels.size(); ++axis) {
      if (axis != first && axis != second) {
        order.push_back(static_cast<std::int64_t>(axis));
      }
    }
    order.insert(order.begin(), {static_cast<std::int64_t>(first), static_cast<std::int64_t>(second)});
    const Shape shape = node.graphShape(term.operand);
    const std::int64_t size = shape[first];
    if (shape[second] != size) {
      refuse("found axes of one label with extents " + describe({size, shape[second]}),
             "allowed: equal ones");
    }
    std::size_t x = node.apply(Transpose{order}, {term.operand}, step + "_pair");
    Shape flat = node.graphShape(x);
    flat.erase(flat.begin());
    flat[0] = size * size;
    x = node.apply(Reshape{flat}, {x}, step + "_flat");
    std::vector<std::int64_t> places;
    for (std::int64_t i = 0; i < size; ++i) {
      places.push_back(i * (size + 1));
    }
    Labels labels(1, term.labels[first]);
    for (std::size_t axis = 0; axis < term.labels.size(); ++axis) {
      labels += axis == first || axis == second ? "" : std::string(1, term.labels[axis]);
    }
    return takeDiagonals(node,
                         {node.apply(Gather{0, {size}, std::move(places)}, {x}, step + "_diagonal"), labels},
                         step + "d");
  }
  return term;
}

/// Sums over the axes whose label nobody asks for any more.
Term sumOthers(NodeReader& node, Term term, const Labels& wanted, const std::string& step) {
  Reduce sum{Reduce::Kind::sum, {}, false};
  Labels kept;
  for (std::size_t axis = 0; axis < term.labels.size(); ++axis) {
    if (has(wanted, term.labels[axis])) {
      kept.push_back(term.labels[axis]);
    } else {
      sum.axes.push_back(static_cast<std::int64_t>(axis));
    }
  }
  if (sum.axes.empty()) {
    return term;
  }
  return {node.apply(std::move(sum), {term.operand}, step), kept};
}

/// The operand with its axes in another order.
std::size_t arrange(NodeReader& node, const Term& term, const Labels& order, const std::string& step) {
  Transpose turn;
  bool isInOrder = true;
  for (std::size_t axis = 0; axis < order.size(); ++axis) {
    turn.permutation.push_back(static_cast<std::int64_t>(term.labels.find(order[axis])));
    isInOrder = isInOrder && turn.permutation.back() == static_cast<std::int64_t>(axis);
  }
  return isInOrder ? term.operand : node.apply(std::move(turn), {term.operand}, step);
}

/// Extents of labels in an operand.
Shape extentsOf(NodeReader& node, const Term& term, const Labels& labels) {
  const Shape shape = node.graphShape(term.operand);
  Shape extents;
  for (const char label : labels) {
    extents.push_back(shape[term.labels.find(label)]);
  }
  return extents;
}

std::int64_t greater(std::int64_t a, std::int64_t b, char label) {
  if (a != b && a != 1 && b != 1) {
    refuse(fmt::format("found extents {} and {} of label '{}'", a, b, label), "allowed: equal ones");
  }
  return std::max(a, b);
}

/// The product of two terms: labels of both that somebody asks for are batches, labels of both that nobody
/// asks for are summed, by one matrix product.
Term multiply(NodeReader& node, const Term& first, const Term& second, const Labels& wanted,
              const std::string& step) {
  Labels batch, summed, left, right;
  for (const char label : first.labels) {
    (!has(second.labels, label) ? left : has(wanted, label) ? batch : summed).push_back(label);
  }
  for (const char label : second.labels) {
    if (!has(first.labels, label)) {
      right.push_back(label);
    }
  }
  const Shape leftExtents = extentsOf(node, first, left);
  const Shape rightExtents = extentsOf(node, second, right);
  const Shape depths = extentsOf(node, first, summed);
  if (depths != extentsOf(node, second, summed)) {
    refuse("found summed axes " + describe(depths) + " and " + describe(extentsOf(node, second, summed)),
           "allowed: equal extents");
  }
  Shape firstShape = extentsOf(node, first, batch);
  Shape secondShape = extentsOf(node, second, batch);
  Shape result;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    result.push_back(greater(firstShape[i], secondShape[i], batch[i]));
  }
  firstShape.insert(firstShape.end(), {elementCount(leftExtents), elementCount(depths)});
  secondShape.insert(secondShape.end(), {elementCount(depths), elementCount(rightExtents)});
  const std::size_t a = node.apply(
      Reshape{firstShape}, {arrange(node, first, batch + left + summed, step + "_first")}, step + "_rows");
  const std::size_t b =
      node.apply(Reshape{secondShape}, {arrange(node, second, batch + summed + right, step + "_second")},
                 step + "_columns");
  result.insert(result.end(), leftExtents.begin(), leftExtents.end());
  result.insert(result.end(), rightExtents.begin(), rightExtents.end());
  const auto* weights = std::get_if<Tensor>(&node.operand(b));
  std::size_t product = 0;
  if (weights != nullptr && batch.empty() && node.isActivation(a)) {  // on arrays
    Linear linear;
    linear.weight = std::get<Tensor>(node.operand(node.apply(Transpose{{1, 0}}, {b}, step + "_weights")));
    static_cast<void>(node.weights(b, "weights"));
    if (linear.weight.stepAxis != 0) {
      linear.weight.steps.clear();
    }
    product = node.apply(std::move(linear), {a}, step == "term_1" ? "product" : step + "_product");
  } else {
    product = node.apply(MatrixProduct{}, {a, b}, step + "_product");
  }
  return {node.apply(Reshape{result}, {product}, step), batch + left + right};
}

struct Equation {
  std::vector<std::string> inputs;
  std::string output;
};

Equation parse(const std::string& text) {
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != ' '; });
  Equation equation;
  const std::size_t arrow = plain.find("->");
  const std::string inputs = plain.substr(0, arrow);
  for (std::size_t start = 0; start <= inputs.size();) {
    const std::size_t end = std::min(inputs.find(',', start), inputs.size());
    equation.inputs.push_back(inputs.substr(start, end - start));
    start = end + 1;
  }
  if (arrow != std::string::npos) {
    equation.output = plain.substr(arrow + 2);
    return equation;
  }
  std::string letters;  // of labels that occur once, in their order
  for (const char c : inputs) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 &&
        std::count(inputs.begin(), inputs.end(), c) == 1) {
      letters.push_back(c);
    }
  }
  std::sort(letters.begin(), letters.end());
  equation.output = (inputs.find("...") != std::string::npos ? "..." : "") + letters;
  return equation;
}

/// Labels of the output: those of '...' are all digits that occur in the terms.
Labels outputLabels(const std::string& text, const std::string& output, const std::vector<Term>& terms) {
  Labels labels;
  for (std::size_t i = 0; i < output.size(); ++i) {
    if (output.compare(i, 3, "...") == 0) {
      for (char digit = '9'; digit >= '0'; --digit) {
        const bool stands = std::any_of(terms.begin(), terms.end(),
                                        [digit](const Term& term) { return has(term.labels, digit); });
        labels += stands ? std::string(1, digit) : "";
      }
      i += 2;
      continue;
    }
    const char label = output[i];
    const bool isKnown = std::isalpha(static_cast<unsigned char>(label)) != 0 &&
                         std::any_of(terms.begin(), terms.end(),
                                     [label](const Term& term) { return has(term.labels, label); });
    if (!isKnown || has(labels, label)) {
      refuseEquation(text);
    }
    labels.push_back(label);
  }
  return labels;
}

/// Whether the batch may stay dropped: the same label leads every activation and the result, and stands
/// nowhere else.
bool keepsBatch(const NodeReader& node, const std::vector<Term>& terms, const Labels& output) {
  const char batch = output.empty() ? '\0' : output.front();
  for (const Term& term : terms) {
    const bool isActivation = node.batchAxes(term.operand) == 1;
    const auto count = std::count(term.labels.begin(), term.labels.end(), batch);
    if (isActivation ? term.labels.empty() || term.labels.front() != batch || count != 1 : count != 0) {
      return false;
    }
  }
  return batch != '\0';
}

}  // namespace

void importEinsum(NodeReader& node) {
  const std::string text = node.attributes.text("equation", "");
  const Equation equation = parse(text);
  if (equation.inputs.size() != node.inputCount()) {
    refuseEquation(text);
  }
  std::vector<Term> terms;
  bool hasBatch = false;
  for (std::size_t i = 0; i < equation.inputs.size(); ++i) {
    terms.push_back({i, expand(text, equation.inputs[i], node.shape(i).size())});
    hasBatch = hasBatch || node.batchAxes(i) == 1;
  }
  Labels output = outputLabels(text, equation.output, terms);
  if (hasBatch && keepsBatch(node, terms, output)) {
    for (Term& term : terms) {
      term.labels.erase(0, node.batchAxes(term.operand));
    }
    output.erase(0, 1);
  } else if (hasBatch && !node.takeWhole()) {
    refuse("found equation " + inQuotes(text) + ", which mixes the images of a batch",
           "allowed: a batch that is free or 1", "try exporting with dynamic_axes={'input': {0: 'batch'}}");
  }
  const auto wantedBehind = [&](std::size_t index) {
    Labels wanted = output;
    for (std::size_t i = index; i < terms.size(); ++i) {
      wanted += terms[i].labels;
    }
    return wanted;
  };
  Term result{0, {}};
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const std::string step = fmt::format("term_{}", i);
    Labels wanted = wantedBehind(i + 1) + (i > 0 ? result.labels : Labels());
    terms[i] = takeDiagonals(node, terms[i], step + "_");
    Term own = sumOthers(node, terms[i], wanted, step + "_sum");
    if (i == 0) {
      result = own;
      continue;
    }
    result = sumOthers(node, result, wantedBehind(i), fmt::format("before_{}", i));
    result = multiply(node, result, own, wantedBehind(i + 1), step);
  }
  result = sumOthers(node, result, output, "sum");
  node.bind(node.operand(arrange(node, result, output, "arranged")));
}

}  // namespace ohmic::models
