// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/digital_node.h"

#include <algorithm>

#include "sim/chip/tap.h"

namespace ohmic::sim {
namespace {

/// Values of a constant that a node reads.
const models::Tensor& constantOf(const models::Graph& graph, std::size_t value) {
  const auto node = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                 [&](const models::Node& candidate) { return candidate.output == value; });
  return std::get<models::Constant>(node->op).tensor;
}

}  // namespace

DigitalNode::DigitalNode(const sc_core::sc_module_name& name, ChipContext& context, std::size_t node)
    : sc_module(name),
      context_(context),
      node_(context.graph().nodes[node]),
      events_(context.events[context.routes.layerOfNode[node]]),
      evaluator_(context.graph(), node_),
      output_(context.graph().values[node_.output].shape),
      work_(digitalWork(context.graph(), node_)),
      steps_(steps(context.graph(), node_)),
      turn_(context.agenda, Rank::node, node, [this] { run(); }),
      rows_(node_.inputs.size()) {
  work_.operations /= steps_;
  result_.count = output_.rows / steps_;
  result_.values.resize(static_cast<std::size_t>(result_.count * output_.elements()));
  sortInputs();
}

void DigitalNode::sortInputs() {
  for (const auto value : node_.inputs) {
    inputRows_.emplace_back(context_.graph(), node_, inputRows_.size());
    layouts_.emplace_back(context_.graph().values[value].shape);
    if (context_.routes.values[value].isConstant) {
      port_.push_back(kConstant);
      constants_.push_back(constantOf(context_.graph(), value).values.data());
      continue;
    }
    const auto found = std::find(streams_.begin(), streams_.end(), value);
    port_.push_back(static_cast<int>(found - streams_.begin()));
    constants_.push_back(nullptr);
    if (found == streams_.end()) {
      streams_.push_back(value);
    }
  }
}

void DigitalNode::end_of_elaboration() {
  for (int i = 0; i < in.size(); ++i) {
    readers_.push_back(in[i]->addReader(turn_));
  }
  out->addWriter(turn_);
  if (in.size() == 0) {
    turn_.wakeAt(0);
  }
}

void DigitalNode::run() {
  while (image_ < context_.images() && ready_ <= context_.agenda.now() && isReady()) {
    start();
  }
  if (image_ < context_.images() && ready_ > context_.agenda.now()) {
    turn_.wakeAt(ready_);
  }
}

bool DigitalNode::isReady() const {
  for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
    if (port_[i] != kConstant && !in[port_[i]]->has(image_, inputRows_[i].of(step_).end)) {
      return false;
    }
  }
  return out->hasRoom(image_);
}

void DigitalNode::start() {
  const std::int64_t there = readInputs();
  const auto served = digital->serve(there, work_.operations, node_.name);
  if (work_.operations > 0) {
    events_.digital[static_cast<std::size_t>(work_.kind)] += work_.operations;
  }
  inputs_.clear();
  for (const auto& rows : rows_) {
    inputs_.push_back(rows.data());
  }
  evaluator_.run(step_, inputs_, result_.values.data());
  tap(Place::digital, result_.values);
  result_.image = image_;
  result_.first = step_ * result_.count;
  out->accept(result_, served.done);
  ready_ = std::max(there, served.entered);
  advance();
}

std::int64_t DigitalNode::readInputs() {
  std::int64_t there = context_.agenda.now();
  for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
    const RowSpan span = inputRows_[i].of(step_);
    const RowLayout& layout = layouts_[i];
    if (port_[i] == kConstant) {
      rows_[i].resize(static_cast<std::size_t>(span.count() * layout.elements()));
      layout.read(constants_[i], span.first, span.count(), rows_[i].data());
      continue;
    }
    auto* source = in[port_[i]];
    source->read(image_, span, rows_[i]);
    const bool isRead = !source->isForwarded() && !readsInPlace(node_);
    const std::int64_t bits = !isRead ? 0 : span.count() * layout.elements() * context_.model().digital.bits;
    events_.bufferReadBits += bits;
    there = std::max(there, source->fetch(bits));
  }
  return there;
}

void DigitalNode::advance() {
  if (++step_ < steps_) {
    return;
  }
  step_ = 0;
  ++image_;
  for (int i = 0; i < in.size(); ++i) {
    in[i]->release(readers_[i]);
  }
}

}  // namespace ohmic::sim
