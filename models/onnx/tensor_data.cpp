// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/tensor_data.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/element_type.h"
#include "models/onnx/external_data.h"

namespace ohmic::models {
namespace {

using Proto = onnx::TensorProto;

/// Bits of one element in raw data.
std::size_t elementBits(std::int32_t type) {
  switch (type) {
    case kInt4:
    case kUint4:
      return 4;
    case kBool:
    case kInt8:
    case kUint8:
      return 8;
    case kFloat16:
    case kBfloat16:
    case kInt16:
    case kUint16:
      return 16;
    case kFloat:
    case kInt32:
    case kUint32:
      return 32;
    case kDouble:
    case kInt64:
    case kUint64:
      return 64;
    default:
      refuse("found element type " + elementTypeName(type),
             "allowed: FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL and integers of 4 to 64 bits",
             "try exporting the model in float32");
  }
}

/// Bytes of raw data; two elements of 4 bits share one.
std::size_t byteCount(std::int32_t type, std::size_t elements) {
  return (elements * elementBits(type) + 7) / 8;
}

/// Number of a key of the external data, as its text must be: digits only.
std::int64_t parseNumber(const std::string& text) {
  const bool digits =
      !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) {
    refuse("found " + inQuotes(text) + " in the external data", "allowed: a number of bytes");
  }
  return std::stoll(text);
}

std::string readExternalBytes(const Proto& proto, std::size_t expected, ExternalFiles& files) {
  ExternalPart part;
  part.length = static_cast<std::int64_t>(expected);
  for (const auto& entry : proto.external_data()) {
    if (entry.key() == "location") {
      part.location = entry.value();
    } else if (entry.key() == "offset") {
      part.offset = parseNumber(entry.value());
    } else if (entry.key() == "length") {
      part.length = parseNumber(entry.value());
    }
  }
  if (part.length != static_cast<std::int64_t>(expected)) {
    refuse(fmt::format("found {} bytes of external data", part.length), fmt::format("allowed: {}", expected));
  }
  const std::filesystem::path file = findExternal(files.folder, files.realFolder, part.location);
  files.read.insert(file);
  return readExternal(file, part);
}

template <class Stored, class Value>
std::vector<Value> fromBytes(std::string_view bytes) {
  std::vector<Value> values(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < values.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    values[i] = static_cast<Value>(stored);
  }
  return values;
}

template <class Value, class Field>
std::vector<Value> fromField(const Field& field, std::size_t count) {
  if (static_cast<std::size_t>(field.size()) != count) {
    refuse(fmt::format("found {} values", field.size()),
           fmt::format("allowed: {}, as its shape says", count));
  }
  return std::vector<Value>(field.begin(), field.end());
}

/// The value of a 16-bit float (IEEE 754 binary16), exact in 32 bits.
float fromHalf(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000U) << 16U;
  const std::uint32_t exponent = bits >> 10U & 0x1FU;
  const std::uint32_t fraction = bits & 0x3FFU;
  if (exponent == 0) {  // zero and subnormal numbers: fraction * 2^-24
    const float size = static_cast<float>(fraction) * 5.9604644775390625e-8F;
    return sign != 0 ? -size : size;
  }
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;
  const std::uint32_t word = sign | wide << 23U | fraction << 13U;
  float value = 0.0F;
  std::memcpy(&value, &word, sizeof value);
  return value;
}

/// The value of a bfloat16: the upper half of a 32-bit float.
float fromBfloat16(std::uint16_t bits) {
  const std::uint32_t word = static_cast<std::uint32_t>(bits) << 16U;
  float value = 0.0F;
  std::memcpy(&value, &word, sizeof value);
  return value;
}

template <class Halves>
std::vector<float> fromHalves(std::int32_t type, const Halves& halves) {
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(halves.size()));
  for (const auto half : halves) {
    const auto bits = static_cast<std::uint16_t>(half);
    values.push_back(type == kFloat16 ? fromHalf(bits) : fromBfloat16(bits));
  }
  return values;
}

/// Whole numbers of 4 bits, the first in a byte's low half.
template <class Bytes>
std::vector<std::int64_t> fromNibbles(std::int32_t type, const Bytes& bytes, std::size_t count) {
  std::vector<std::int64_t> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[static_cast<int>(i / 2)]);
    const std::int64_t bits = i % 2 == 0 ? byte & 0xFU : byte >> 4U;
    values.push_back(type == kInt4 && bits > 7 ? bits - 16 : bits);
  }
  return values;
}

/// The numbers of UINT64, none beyond 2^63.
std::vector<std::int64_t> signedValues(std::vector<std::uint64_t> values) {
  for (const std::uint64_t value : values) {
    if (value > static_cast<std::uint64_t>(rangeOf(IntType::uint64).greatest)) {
      refuse(fmt::format("found {}", value), "allowed: numbers below 2^63");
    }
  }
  return std::vector<std::int64_t>(values.begin(), values.end());
}

std::vector<std::int64_t> integersFromRaw(std::int32_t type, std::string_view bytes, std::size_t count) {
  switch (type) {
    case kInt4:
    case kUint4:
      return fromNibbles(type, bytes, count);
    case kInt8:
      return fromBytes<std::int8_t, std::int64_t>(bytes);
    case kInt16:
      return fromBytes<std::int16_t, std::int64_t>(bytes);
    case kUint16:
      return fromBytes<std::uint16_t, std::int64_t>(bytes);
    case kInt32:
      return fromBytes<std::int32_t, std::int64_t>(bytes);
    case kUint32:
      return fromBytes<std::uint32_t, std::int64_t>(bytes);
    case kInt64:
      return fromBytes<std::int64_t, std::int64_t>(bytes);
    case kUint64:
      return signedValues(fromBytes<std::uint64_t, std::uint64_t>(bytes));
    default:
      return fromBytes<std::uint8_t, std::int64_t>(bytes);
  }
}

Operand fromRaw(std::int32_t type, Shape shape, std::string_view bytes) {
  switch (type) {
    case kFloat:
      return Tensor{std::move(shape), fromBytes<float, float>(bytes)};
    case kFloat16:
    case kBfloat16:
      return Tensor{std::move(shape), fromHalves(type, fromBytes<std::uint16_t, std::uint16_t>(bytes))};
    case kDouble:
      return Tensor{std::move(shape), fromBytes<double, float>(bytes)};
    default:
      const auto count = static_cast<std::size_t>(elementCount(shape));
      return IntTensor{std::move(shape), integersFromRaw(type, bytes, count), *intTypeOf(type)};
  }
}

Operand fromFields(const Proto& proto, Shape shape, std::size_t count) {
  const std::int32_t type = proto.data_type();
  switch (type) {
    case kFloat:
      return Tensor{std::move(shape), fromField<float>(proto.float_data(), count)};
    case kFloat16:
    case kBfloat16:
      return Tensor{std::move(shape), fromHalves(type, fromField<std::int32_t>(proto.int32_data(), count))};
    case kDouble:
      return Tensor{std::move(shape), fromField<float>(proto.double_data(), count)};
    case kInt64:
      return IntTensor{std::move(shape), fromField<std::int64_t>(proto.int64_data(), count)};
    case kUint32:
    case kUint64:
      return IntTensor{std::move(shape), signedValues(fromField<std::uint64_t>(proto.uint64_data(), count)),
                       *intTypeOf(type)};
    case kInt4:
    case kUint4:
      return IntTensor{
          std::move(shape),
          fromNibbles(type, fromField<std::int32_t>(proto.int32_data(), byteCount(type, count)), count),
          *intTypeOf(type)};
    default:
      return IntTensor{std::move(shape), fromField<std::int64_t>(proto.int32_data(), count),
                       *intTypeOf(type)};
  }
}

Operand readData(const Proto& proto, ExternalFiles& files) {
  if (proto.has_segment()) {
    refuse("found a segmented tensor", "allowed: whole tensors");
  }
  static_cast<void>(elementBits(proto.data_type()));
  Shape shape(proto.dims().begin(), proto.dims().end());
  const auto count = static_cast<std::size_t>(elementCount(shape));
  const std::size_t size = byteCount(proto.data_type(), count);
  if (proto.data_location() == Proto::EXTERNAL) {
    return fromRaw(proto.data_type(), std::move(shape), readExternalBytes(proto, size, files));
  }
  if (!proto.has_raw_data()) {
    return fromFields(proto, std::move(shape), count);
  }
  if (proto.raw_data().size() != size) {
    refuse(fmt::format("found {} bytes", proto.raw_data().size()),
           fmt::format("allowed: {}, as its shape {} says", size, describe(shape)));
  }
  return fromRaw(proto.data_type(), std::move(shape), proto.raw_data());
}

}  // namespace

ExternalFiles filesBeside(const std::filesystem::path& model) {
  const auto folderOf = [](const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  };
  return {folderOf(model), folderOf(followLink(model)), {}};
}

Operand readTensor(const Proto& proto, ExternalFiles& files) {
  try {
    return readData(proto, files);
  } catch (const configs::InputError& error) {
    throw proto.name().empty() ? error : within("tensor " + inQuotes(proto.name()), error);
  }
}

Operand readSparse(const onnx::SparseTensorProto& proto, ExternalFiles& files) {
  const Operand values = readTensor(proto.values(), files);
  const Operand indexOperand = readTensor(proto.indices(), files);
  const auto* indices = std::get_if<IntTensor>(&indexOperand);
  const Shape shape(proto.dims().begin(), proto.dims().end());
  checkGrowth(shape, 0);
  const Tensor reals = asReals(values);
  Tensor result{shape, std::vector<float>(static_cast<std::size_t>(elementCount(shape)), 0.0F)};
  const std::size_t axes = indices == nullptr || indices->shape.size() < 2 ? 1 : shape.size();
  if (indices == nullptr || indices->values.size() != reals.values.size() * axes) {
    refuse("found a sparse tensor whose indices do not fit its values", "allowed: one place for each value");
  }
  for (std::size_t i = 0; i < reals.values.size(); ++i) {
    std::int64_t place = axes == 1 && shape.size() != 1 ? indices->values[i] : 0;
    for (std::size_t axis = 0; axis < shape.size() && (axes > 1 || shape.size() == 1); ++axis) {
      const std::int64_t own = indices->values[i * axes + axis];
      place = own < 0 || own >= shape[axis] || place < 0 ? -1 : place * shape[axis] + own;
    }
    if (place < 0 || static_cast<std::size_t>(place) >= result.values.size()) {
      refuse(fmt::format("found place {} in a sparse tensor {}", place, describe(shape)),
             "allowed: its elements");
    }
    result.values[static_cast<std::size_t>(place)] = reals.values[i];
  }
  return result;
}

void bringIn(Proto& proto, ExternalFiles& files) {
  if (proto.data_location() != Proto::EXTERNAL) {
    return;
  }
  try {
    const auto count = static_cast<std::size_t>(elementCount({proto.dims().begin(), proto.dims().end()}));
    proto.set_raw_data(readExternalBytes(proto, byteCount(proto.data_type(), count), files));
    proto.clear_external_data();
    proto.set_data_location(Proto::DEFAULT);
  } catch (const configs::InputError& error) {
    throw within("tensor " + inQuotes(proto.name()), error);
  }
}

}  // namespace ohmic::models
