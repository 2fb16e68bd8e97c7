// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/parameters.h"

#include <onnx/onnx_pb.h>

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/external_data.h"
#include "models/onnx/inline_functions.h"
#include "models/onnx/model_file.h"
#include "models/onnx/tensor_data.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

using Kind = Parameter::Kind;
using Proto = onnx::TensorProto;

/// What hands a tensor on: the same numbers in another shape, order or type.
bool handsOn(std::string_view type) {
  constexpr std::array<std::string_view, 8> kTypes = {"Identity", "Transpose", "Reshape",          "Flatten",
                                                      "Squeeze",  "Unsqueeze", "DequantizeLinear", "Cast"};
  for (const auto known : kTypes) {
    if (type == known) {
      return true;
    }
  }
  return false;
}

/// Operands that were trained: of an operator's inputs, first to last.
struct Trained {
  std::string_view type;
  int first;
  int last;
  Kind kind;
};

constexpr int kLast = std::numeric_limits<int>::max();

constexpr std::array<Trained, 31> kTrained = {{
    {"Conv", 1, 1, Kind::kernel},
    {"Conv", 2, 2, Kind::bias},
    {"ConvTranspose", 1, 1, Kind::kernel},
    {"ConvTranspose", 2, 2, Kind::bias},
    {"FusedConv", 1, 1, Kind::kernel},
    {"FusedConv", 2, 2, Kind::bias},
    {"Gemm", 1, 1, Kind::kernel},
    {"Gemm", 2, 2, Kind::bias},
    {"FusedGemm", 1, 1, Kind::kernel},
    {"FusedGemm", 2, 2, Kind::bias},
    {"MatMul", 0, 1, Kind::kernel},
    {"FusedMatMul", 0, 1, Kind::kernel},
    {"Einsum", 0, kLast, Kind::kernel},
    {"BatchNormalization", 1, 2, Kind::affine},
    {"BatchNormalization", 3, 3, Kind::mean},
    {"BatchNormalization", 4, 4, Kind::variance},
    {"InstanceNormalization", 1, kLast, Kind::other},
    {"LayerNormalization", 1, kLast, Kind::other},
    {"GroupNormalization", 1, kLast, Kind::other},
    {"RMSNormalization", 1, kLast, Kind::other},
    {"SkipLayerNormalization", 2, kLast, Kind::other},
    {"PRelu", 1, 1, Kind::other},
    {"BiasGelu", 1, 1, Kind::other},
    {"FastGelu", 1, 1, Kind::other},
    {"QLinearConv", 3, 3, Kind::kernel},  // codes: refused when they are read
    {"QLinearMatMul", 3, 3, Kind::kernel},
    {"QGemm", 3, 3, Kind::kernel},
    {"ConvInteger", 1, 1, Kind::kernel},
    {"MatMulInteger", 1, 1, Kind::kernel},
    {"MatMulIntegerToFloat", 1, 1, Kind::kernel},
    {"DynamicQuantizeMatMul", 1, 1, Kind::kernel},
}};

/// The role of an operand, if its operator is one of those that were trained.
std::optional<Kind> roleOf(std::string_view type, int operand) {
  for (const Trained& known : kTrained) {
    if (type == known.type && operand >= known.first && operand <= known.last) {
      return known.kind;
    }
  }
  return std::nullopt;
}

bool isArithmetic(std::string_view type) {
  return type == "Add" || type == "Sub" || type == "Mul" || type == "Div" || type == "Sum" ||
         type == "Gather";
}

}  // namespace

struct ParameterFile::Contents {
  std::unique_ptr<onnx::ModelProto> model;
  std::vector<Proto*> tensors;  ///< as the parameters
};

namespace {

/// Finds the parameters of a model, node by node.
class Search {
 public:
  explicit Search(onnx::ModelProto& model) : graph_(*model.mutable_graph()) {
    for (auto& tensor : *graph_.mutable_initializer()) {
      tensors_.emplace(tensor.name(), Source{&tensor, true});
    }
    for (auto& node : *graph_.mutable_node()) {
      addConstant(node);
      if (node.output_size() > 0) {
        writers_.emplace(node.output(0), &node);
      }
    }
  }

  void run(ExternalFiles& files, std::vector<Parameter>& parameters, std::vector<Proto*>& tensors) {
    for (const auto& node : graph_.node()) {
      for (int operand = 0; node.output_size() > 0 && operand < node.input_size(); ++operand) {
        const auto source = handsOn(node.op_type()) ? std::nullopt : sourceOf(node.input(operand));
        const auto kind = source ? kindOf(node, operand, *source) : std::nullopt;
        if (kind && seen_.insert(source->tensor).second) {
          parameters.push_back(read(node, operand, *kind, *source->tensor, files));
          tensors.push_back(source->tensor);
        }
      }
    }
  }

 private:
  struct Source {
    Proto* tensor;
    bool isInitialiser;
  };

  void addConstant(onnx::NodeProto& node) {
    if (node.op_type() != "Constant" || node.output_size() == 0) {
      return;
    }
    for (auto& attribute : *node.mutable_attribute()) {
      if (attribute.name() == "value" && attribute.has_t()) {
        tensors_.emplace(node.output(0), Source{attribute.mutable_t(), false});
      }
    }
  }

  /// The constant that a value comes from; none: it depends on the image, or is computed.
  [[nodiscard]] std::optional<Source> sourceOf(std::string name) const {
    for (std::size_t steps = 0; steps <= writers_.size(); ++steps) {
      if (const auto found = tensors_.find(name); found != tensors_.end()) {
        return found->second;
      }
      const auto writer = writers_.find(name);
      if (writer == writers_.end() || !handsOn(writer->second->op_type()) ||
          writer->second->input_size() == 0) {
        return std::nullopt;
      }
      name = writer->second->input(0);
    }
    return std::nullopt;
  }

  /// First output of the MatMul that an operand of an Add is added to; empty: there is none.
  [[nodiscard]] std::string productBehind(const onnx::NodeProto& node, int operand) const {
    const auto writer = node.op_type() == "Add" && node.input_size() == 2
                            ? writers_.find(node.input(1 - operand))
                            : writers_.end();
    const bool isProduct = writer != writers_.end() && writer->second->op_type() == "MatMul";
    return isProduct ? writer->first : std::string();
  }

  [[nodiscard]] std::optional<Kind> kindOf(const onnx::NodeProto& node, int operand,
                                           const Source& source) const {
    const auto role = roleOf(node.op_type(), operand);
    if (role) {
      return role;
    }
    const auto type = source.tensor->data_type();
    const bool isFloat = type == Proto::FLOAT || type == Proto::DOUBLE || type == Proto::FLOAT16;
    const Shape shape(source.tensor->dims().begin(), source.tensor->dims().end());
    if (!source.isInitialiser || !isFloat || !isArithmetic(node.op_type()) || elementCount(shape) < 2) {
      return std::nullopt;
    }
    return productBehind(node, operand).empty() ? Kind::other : Kind::bias;
  }

  [[nodiscard]] Parameter read(const onnx::NodeProto& node, int operand, Kind kind, const Proto& proto,
                               ExternalFiles& files) const {
    if (proto.data_type() != Proto::FLOAT && proto.data_type() != Proto::DOUBLE) {
      refuse("found tensor " + inQuotes(proto.name()) + ", trained numbers that are no 32-bit floats",
             "allowed: FLOAT, DOUBLE", "try exporting the model in float32, before it is quantised");
    }
    Operand operandRead = readTensor(proto, files);
    auto& tensor = std::get<Tensor>(operandRead);
    const std::string& name = proto.name().empty() ? node.input(operand) : proto.name();
    const std::string behind = productBehind(node, operand);
    const bool isOfProduct = kind == Kind::kernel || kind == Kind::bias;
    return {name,
            node.output(0),
            static_cast<std::uint32_t>(operand),
            !isOfProduct     ? std::string()
            : behind.empty() ? node.output(0)
                             : behind,
            kind,
            std::move(tensor.shape),
            std::move(tensor.values)};
  }

  onnx::GraphProto& graph_;
  std::map<std::string, Source> tensors_;
  std::map<std::string, const onnx::NodeProto*> writers_;
  std::set<const Proto*> seen_;
};

/// The bytes of values in a tensor's own element type.
std::string bytesOf(const std::vector<float>& values, std::int32_t type) {
  if (type == Proto::DOUBLE) {
    const std::vector<double> wide(values.begin(), values.end());
    return {reinterpret_cast<const char*>(wide.data()), wide.size() * sizeof(double)};
  }
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

/// Puts the model's own functions in their places, so that what they read is found, if they are of the
/// model's opset.
void bringFunctionsIn(onnx::ModelProto& model) {
  onnx::ModelProto whole = model;
  const NodeOpsets opsets = inlineFunctions(whole);
  const std::int64_t own = opsetOf(model);
  for (const auto& [node, opset] : opsets) {
    if (opset != own) {
      return;
    }
  }
  if (!opsets.empty()) {
    whole.clear_functions();
    model.Swap(&whole);
  }
}

}  // namespace

std::string_view wordOf(Kind kind) {
  constexpr std::array<std::string_view, 6> kWords = {"kernel", "bias",     "affine",
                                                      "mean",   "variance", "other"};
  return kWords[static_cast<std::size_t>(kind)];
}

ParameterFile::ParameterFile(const fs::path& file) : contents_(std::make_unique<Contents>()) {
  try {
    contents_->model = parseModel(readModelFile(followLink(file)));
    bringFunctionsIn(*contents_->model);
    ExternalFiles files = filesBeside(file);
    for (auto& tensor : *contents_->model->mutable_graph()->mutable_initializer()) {
      bringIn(tensor, files);
    }
    Search(*contents_->model).run(files, parameters_, contents_->tensors);
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

ParameterFile::~ParameterFile() = default;

std::string ParameterFile::bytes(const std::vector<std::vector<float>>& values) const {
  for (std::size_t p = 0; p < parameters_.size(); ++p) {
    Proto& tensor = *contents_->tensors[p];
    tensor.clear_float_data();
    tensor.clear_double_data();
    tensor.set_raw_data(bytesOf(values.at(p), tensor.data_type()));
  }
  if (contents_->model->ByteSizeLong() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    refuse("found a network of more than 2 GiB", "allowed: less, protobuf's own limit");
  }
  return contents_->model->SerializeAsString();
}

}  // namespace ohmic::models
