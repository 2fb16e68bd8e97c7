// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/model_file.h"

#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <onnx/onnx_pb.h>

#include <limits>
#include <system_error>

#include "configs/files/limits.h"
#include "models/graph/refusal.h"
#include "models/onnx/file_kind.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kLeastOpset = 7;
constexpr std::int64_t kGreatestOpset = 23;
constexpr std::int64_t kMostNodes = 100000;

constexpr std::int64_t kMostParts = 1000000;

/// Reads a protobuf number at the front of @p bytes and takes it off; 0 at their end.
std::uint64_t takeNumber(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80U) {
      break;
    }
  }
  return number;
}

/// Calls @p visit with the number and the bytes of every message that lies directly in @p bytes; stops at
/// damage, which the parser then reports.
template <class Visit>
void forEachMessage(std::string_view bytes, Visit visit) {
  while (!bytes.empty()) {
    const std::uint64_t tag = takeNumber(bytes);
    std::uint64_t length = 0;
    switch (tag & 7U) {
      case 0:
        takeNumber(bytes);
        break;
      case 1:
        length = 8;
        break;
      case 2:
        length = takeNumber(bytes);
        break;
      case 5:
        length = 4;
        break;
      default:
        return;
    }
    if (length > bytes.size()) {
      return;
    }
    if ((tag & 7U) == 2) {
      visit(tag >> 3U, bytes.substr(0, length));
    }
    bytes.remove_prefix(length);
  }
}

/// Refuses what would take far more memory parsed than it takes in the file: a node of two bytes becomes
/// hundreds.
void expectFewParts(std::string_view bytes) {
  constexpr std::uint64_t kGraph = 7;
  constexpr std::uint64_t kNode = 1;
  std::int64_t nodes = 0;
  std::int64_t parts = 0;
  forEachMessage(bytes, [&](std::uint64_t field, std::string_view graph) {
    ++parts;
    forEachMessage(graph, [&](std::uint64_t inner, std::string_view part) {
      ++parts;
      nodes += field == kGraph && inner == kNode ? 1 : 0;
      if (part.size() < 1024 || (field == kGraph && inner == kNode)) {
        forEachMessage(part, [&](std::uint64_t, std::string_view) { ++parts; });
      }
    });
  });
  if (nodes > kMostNodes || parts > kMostParts) {
    refuse(fmt::format("found {} nodes and {} parts", nodes, parts),
           fmt::format("allowed: at most {} nodes and {} parts", kMostNodes, kMostParts));
  }
}

}  // namespace

std::string readModelFile(const fs::path& file) {
  try {
    return configs::readFile(file, configs::kModelFile);
  } catch (const configs::InputError& error) {  // whoever knows the model's name adds it
    const configs::Complaint& complaint = error.complaint();
    refuse(complaint.found, complaint.allowed, complaint.remedy);
  }
}

std::unique_ptr<onnx::ModelProto> parseModel(std::string_view bytes) {
  const char* const found = "found bytes that are no whole ONNX model";
  const char* const allowed = "allowed: a model as torch.onnx.export writes it";
  const char* const remedy = "try copying or exporting the file again";
  const bool mayBeModel = !bytes.empty() && bytes.front() == '\x08';  // a model begins with its IR version
  if (const auto foreign = mayBeModel ? std::nullopt : recogniseForeign(bytes)) {
    refuse("found " + foreign->what, "allowed: an ONNX model", "try " + foreign->remedy);
  }
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    refuse(found, allowed, remedy);
  }
  expectFewParts(bytes);
  const auto size = static_cast<int>(bytes.size());
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(bytes.data()), size);
  stream.SetTotalBytesLimit(size);
  stream.SetRecursionLimit(50);
  auto model = std::make_unique<onnx::ModelProto>();
  if (!model->ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage() || !model->has_graph()) {
    if (const auto foreign = recogniseForeign(bytes)) {
      refuse("found " + foreign->what, "allowed: an ONNX model", "try " + foreign->remedy);
    }
    refuse(found, allowed, remedy);
  }
  return model;
}

std::int64_t checkOpset(std::int64_t version) {
  if (version < kLeastOpset || version > kGreatestOpset) {
    refuse(fmt::format("found opset {}", version),
           fmt::format("allowed: {} to {}", kLeastOpset, kGreatestOpset),
           "try torch.onnx.export(..., opset_version=13)");
  }
  return version;
}

std::int64_t opsetOf(const onnx::ModelProto& model) {
  for (const auto& import : model.opset_import()) {
    if (import.domain().empty() || import.domain() == "ai.onnx") {
      return checkOpset(import.version());
    }
  }
  refuse("found no opset", fmt::format("allowed: {} to {}", kLeastOpset, kGreatestOpset),
         "try torch.onnx.export(..., opset_version=13)");
}

}  // namespace ohmic::models
