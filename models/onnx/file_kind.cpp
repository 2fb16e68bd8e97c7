// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/file_kind.h"

#include <algorithm>
#include <cctype>

#include "configs/reader/pattern.h"

namespace ohmic::models {
namespace {

using namespace std::string_view_literals;

constexpr const char* kExport = "loading it and torch.onnx.export(model.eval(), image, 'model.onnx')";
constexpr const char* kConvert = "python -m tf2onnx.convert, which writes an ONNX file of it";

bool contains(std::string_view bytes, std::string_view part) {
  return bytes.find(part) != std::string_view::npos;
}

/// Bytes that begin with known ones at a known place.
struct Signature {
  std::size_t place;
  std::string_view bytes;
  const char* what;
  const char* remedy;
};

constexpr Signature kSignatures[] = {
    {0, "version https://git-lfs"sv, "a Git LFS pointer, not the file itself",
     "git lfs pull in its repository"},
    {0, "\x89HDF\r\n\x1a\n"sv, "an HDF5 file, as Keras saves a model", kConvert},
    {4, "TFL3"sv, "a TensorFlow Lite model", "python -m tf2onnx.convert --tflite FILE --output model.onnx"},
    {4, "ORTM"sv, "a model in ONNX Runtime's own format (.ort)", "the .onnx file that it was made from"},
    {0, "\x93NUMPY"sv, "a NumPy array", "the network's file; arrays belong to the data set"},
    {0, "GGUF"sv, "a GGUF model of weights", "the ONNX export of the network"},
    {0, "ptrt"sv, "a TensorRT engine", "the .onnx file that it was built from"},
    {0, "ftrt"sv, "a TensorRT engine", "the .onnx file that it was built from"},
    {0, "\x1f\x8b"sv, "a gzip file", "gunzip"},
    {0, "BZh"sv, "a bzip2 file", "bunzip2"},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     "an xz file", "unxz"},
    {0, "\x28\xb5\x2f\xfd"sv, "a Zstandard file", "unzstd"},
    {257, "ustar"sv, "a tar archive", "tar xf, and the network in it"},
    {0, "\x89PNG"sv, "a picture (PNG)", "the network's file; pictures belong to the data set"},
    {0, "\xff\xd8\xff"sv, "a picture (JPEG)", "the network's file; pictures belong to the data set"},
    {0, "MATLAB 5.0"sv, "a MATLAB file", "exportONNXNetwork in MATLAB"},
    {0, "%PDF"sv, "a PDF document", "the network's file"},
    {0,
     "\x7f"
     "ELF"sv,
     "a program or library", "the network's file"},
};

std::optional<ForeignFile> recogniseZip(std::string_view bytes) {
  if (!configs::startsWith(bytes, "PK\x03\x04")) {
    return std::nullopt;
  }
  if (contains(bytes, "serialized_exported_program") || contains(bytes, "archive_format")) {
    return ForeignFile{"a program that torch.export saved (.pt2)", kExport};
  }
  if (contains(bytes, "data.pkl")) {
    return contains(bytes, "/code/") ? ForeignFile{"a TorchScript archive", kExport}
                                     : ForeignFile{"a PyTorch checkpoint: weights without a graph", kExport};
  }
  if (contains(bytes, "model.weights.h5") || contains(bytes, "metadata.json")) {
    return ForeignFile{"a Keras model (.keras)", "model.export('model.onnx', format='onnx') in Keras"};
  }
  if (contains(bytes, ".npy")) {
    return ForeignFile{"a NumPy archive", "the network's file; arrays belong to the data set"};
  }
  return ForeignFile{"a zip archive", contains(bytes, ".onnx") ? "unzip, and the .onnx file in it"
                                                               : "unzip, and the network in it"};
}

/// The text's beginning in small letters, without blanks before it.
std::string beginning(std::string_view bytes) {
  const std::size_t start = bytes.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  std::string text(start == std::string_view::npos ? std::string_view() : bytes.substr(start, 64));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::optional<ForeignFile> recogniseText(std::string_view bytes) {
  const std::string text = beginning(bytes);
  if (configs::startsWith(text, "<!doctype html") || configs::startsWith(text, "<html")) {
    return ForeignFile{"a web page, as a failed download leaves it",
                       "downloading the file itself (the raw link)"};
  }
  if (configs::startsWith(text, "<?xml") || configs::startsWith(text, "<net")) {
    return contains(bytes.substr(0, 4096), "<net")
               ? ForeignFile{"an OpenVINO network (XML)", "the .onnx file that it was made from"}
               : ForeignFile{"an XML file", "the network's file"};
  }
  if (configs::startsWith(text, "ir_version:")) {
    return ForeignFile{"an ONNX model as text", "google.protobuf.text_format.Parse and onnx.save in Python"};
  }
  if (configs::startsWith(text, "<ir_version") || configs::startsWith(text, "<\n")) {
    return ForeignFile{"an ONNX model as text", "onnx.parser.parse_model and onnx.save in Python"};
  }
  if (configs::startsWith(text, "{") || configs::startsWith(text, "[")) {
    return ForeignFile{"a text (JSON or the like)", "the network's file"};
  }
  const std::string_view head = bytes.substr(0, 512);
  const bool isText = !head.empty() && std::all_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || c == '\n' || c == '\r' || c == '\t';
  });
  return isText ? std::optional(ForeignFile{"a text", "the network's file"}) : std::nullopt;
}

/// Weights in safetensors: eight bytes of length, then JSON.
bool isSafetensors(std::string_view bytes) {
  return bytes.size() > 10 && bytes.substr(8, 2) == "{\"" && bytes[6] == '\0' && bytes[7] == '\0';
}

/// A pickle of protocol 2 to 5.
bool isPickle(std::string_view bytes) {
  return bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= '\x02' && bytes[1] <= '\x05';
}

std::optional<ForeignFile> recogniseTensorFlow(std::string_view bytes) {
  if (contains(bytes, "saved_model_main_op") || contains(bytes, "__saved_model_init_op") ||
      contains(bytes, "serving_default")) {
    return ForeignFile{"a TensorFlow SavedModel",
                       "python -m tf2onnx.convert --saved-model FOLDER --output model.onnx"};
  }
  const bool isGraph = configs::startsWith(bytes, "\x0a") && contains(bytes.substr(0, 4096), "Placeholder") &&
                       contains(bytes.substr(0, 4096), "dtype");
  return isGraph ? std::optional(ForeignFile{"a frozen TensorFlow graph", kConvert}) : std::nullopt;
}

}  // namespace

std::optional<ForeignFile> recogniseForeign(std::string_view bytes) {
  if (bytes.empty()) {
    return ForeignFile{"an empty file", "copying or downloading it again"};
  }
  for (const Signature& signature : kSignatures) {
    if (bytes.size() > signature.place &&
        configs::startsWith(bytes.substr(signature.place), signature.bytes)) {
      return ForeignFile{signature.what, signature.remedy};
    }
  }
  if (isSafetensors(bytes)) {
    return ForeignFile{"weights in safetensors, without a graph", kExport};
  }
  if (isPickle(bytes)) {
    return ForeignFile{"a Python pickle, as older PyTorch and scikit-learn save models", kExport};
  }
  if (auto zip = recogniseZip(bytes)) {
    return zip;
  }
  if (auto graph = recogniseTensorFlow(bytes)) {
    return graph;
  }
  return recogniseText(bytes);
}

}  // namespace ohmic::models
