// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/attributes.h"

#include <onnx/onnx_pb.h>

#include <utility>

#include "models/graph/refusal.h"

namespace ohmic::models {

using Proto = onnx::AttributeProto;

const Proto* Attributes::find(const std::string& name) const {
  for (const Proto& attribute : node_.attribute()) {
    if (attribute.name() == name) {
      return &attribute;
    }
  }
  return nullptr;
}

const Proto* Attributes::know(const std::string& name, int type, const char* typeName) {
  known_.insert(name);
  const Proto* attribute = find(name);
  if (attribute != nullptr && attribute->type() != type) {
    refuse("found attribute " + inQuotes(name) + " of another type", std::string("allowed: ") + typeName);
  }
  return attribute;
}

bool Attributes::has(const std::string& name) const { return find(name) != nullptr; }

std::int64_t Attributes::integer(const std::string& name, std::int64_t fallback) {
  const Proto* attribute = know(name, Proto::INT, "an integer");
  return attribute == nullptr ? fallback : attribute->i();
}

std::vector<std::int64_t> Attributes::integers(const std::string& name, std::vector<std::int64_t> fallback) {
  const Proto* attribute = know(name, Proto::INTS, "integers");
  return attribute == nullptr ? std::move(fallback)
                              : std::vector<std::int64_t>(attribute->ints().begin(), attribute->ints().end());
}

float Attributes::real(const std::string& name, float fallback) {
  const Proto* attribute = know(name, Proto::FLOAT, "a real number");
  return attribute == nullptr ? fallback : attribute->f();
}

std::vector<float> Attributes::reals(const std::string& name) {
  const Proto* attribute = know(name, Proto::FLOATS, "real numbers");
  return attribute == nullptr ? std::vector<float>()
                              : std::vector<float>(attribute->floats().begin(), attribute->floats().end());
}

std::string Attributes::text(const std::string& name, std::string fallback) {
  const Proto* attribute = know(name, Proto::STRING, "a text");
  return attribute == nullptr ? std::move(fallback) : attribute->s();
}

const onnx::TensorProto* Attributes::tensor(const std::string& name) {
  const Proto* attribute = know(name, Proto::TENSOR, "a tensor");
  return attribute == nullptr ? nullptr : &attribute->t();
}

const onnx::SparseTensorProto* Attributes::sparse(const std::string& name) {
  const Proto* attribute = know(name, Proto::SPARSE_TENSOR, "a sparse tensor");
  return attribute == nullptr ? nullptr : &attribute->sparse_tensor();
}

const onnx::GraphProto* Attributes::graph(const std::string& name) {
  const Proto* attribute = know(name, Proto::GRAPH, "a graph");
  return attribute == nullptr ? nullptr : &attribute->g();
}

void Attributes::finish() const {
  std::set<std::string> seen;
  for (const Proto& attribute : node_.attribute()) {
    if (known_.count(attribute.name()) == 0) {
      std::string names;
      for (const std::string& name : known_) {
        names += (names.empty() ? "" : ", ") + name;
      }
      refuse("found attribute " + inQuotes(attribute.name()), "allowed: " + (names.empty() ? "none" : names),
             "try exporting with an opset in which the operator has no such attribute");
    }
    if (!seen.insert(attribute.name()).second) {
      refuse("found attribute " + inQuotes(attribute.name()) + " twice", "allowed: once");
    }
  }
}

}  // namespace ohmic::models
