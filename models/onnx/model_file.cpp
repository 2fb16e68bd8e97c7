// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/model_file.h"

#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <onnx/onnx_pb.h>

#include <fstream>
#include <limits>
#include <system_error>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kLeastOpset = 9;
constexpr std::int64_t kGreatestOpset = 17;

}  // namespace

std::string readModelFile(const fs::path& file) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) {
    refuse(fs::is_directory(file, failure) ? "found a folder" : "found no such file",
           "allowed: an ONNX model", "try another path");
  }
  const auto size = fs::file_size(file, failure);
  constexpr auto kMost = static_cast<std::uintmax_t>(std::numeric_limits<int>::max());
  if (failure || size > kMost) {
    refuse(fmt::format("found {} bytes", size), fmt::format("allowed: at most {}", kMost),
           "try saving the weights as external data");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    refuse("found a file that cannot be read", "allowed: a readable file", "try chmod a+r");
  }
  return bytes;
}

std::unique_ptr<onnx::ModelProto> parseModel(std::string_view bytes) {
  const char* const found = "found bytes that are no whole ONNX model";
  const char* const allowed = "allowed: a model as torch.onnx.export writes it";
  const char* const remedy = "try copying or exporting the file again";
  if (bytes.empty() || bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    refuse(found, allowed, remedy);
  }
  const auto size = static_cast<int>(bytes.size());
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(bytes.data()), size);
  stream.SetTotalBytesLimit(size);
  stream.SetRecursionLimit(50);
  auto model = std::make_unique<onnx::ModelProto>();
  if (!model->ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage() || !model->has_graph()) {
    refuse(found, allowed, remedy);
  }
  return model;
}

std::int64_t opsetOf(const onnx::ModelProto& model) {
  for (const auto& import : model.opset_import()) {
    if (import.domain().empty() || import.domain() == "ai.onnx") {
      if (import.version() < kLeastOpset || import.version() > kGreatestOpset) {
        refuse(fmt::format("found opset {}", import.version()),
               fmt::format("allowed: {} to {}", kLeastOpset, kGreatestOpset),
               "try torch.onnx.export(..., opset_version=13)");
      }
      return import.version();
    }
  }
  refuse("found no opset", fmt::format("allowed: {} to {}", kLeastOpset, kGreatestOpset),
         "try torch.onnx.export(..., opset_version=13)");
}

}  // namespace ohmic::models
