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
#include "models/onnx/external_data.h"

namespace ohmic::models {
namespace {

using Proto = onnx::TensorProto;

std::size_t elementSize(std::int32_t type) {
  switch (type) {
    case Proto::BOOL:
    case Proto::INT8:
    case Proto::UINT8:
      return 1;
    case Proto::FLOAT16:
      return 2;
    case Proto::FLOAT:
    case Proto::INT32:
      return 4;
    case Proto::DOUBLE:
    case Proto::INT64:
      return 8;
    default:
      refuse(fmt::format("found element type {}",
                         onnx::TensorProto_DataType_IsValid(type)
                             ? onnx::TensorProto_DataType_Name(static_cast<onnx::TensorProto_DataType>(type))
                             : std::to_string(type)),
             "allowed: FLOAT, FLOAT16, DOUBLE, INT64, INT32, INT8, UINT8, BOOL",
             "try exporting the model in float32");
  }
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
  const std::filesystem::path file = findExternal(files.folder, part.location);
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

template <class Halves>
std::vector<float> fromHalves(const Halves& halves) {
  std::vector<float> values;
  for (const auto half : halves) {
    values.push_back(fromHalf(static_cast<std::uint16_t>(half)));
  }
  return values;
}

Operand fromRaw(std::int32_t type, Shape shape, std::string_view bytes) {
  switch (type) {
    case Proto::FLOAT:
      return Tensor{std::move(shape), fromBytes<float, float>(bytes)};
    case Proto::FLOAT16:
      return Tensor{std::move(shape), fromHalves(fromBytes<std::uint16_t, std::uint16_t>(bytes))};
    case Proto::DOUBLE:
      return Tensor{std::move(shape), fromBytes<double, float>(bytes)};
    case Proto::INT8:
      return IntTensor{std::move(shape), fromBytes<std::int8_t, std::int64_t>(bytes)};
    case Proto::INT64:
      return IntTensor{std::move(shape), fromBytes<std::int64_t, std::int64_t>(bytes)};
    case Proto::INT32:
      return IntTensor{std::move(shape), fromBytes<std::int32_t, std::int64_t>(bytes)};
    default:
      return IntTensor{std::move(shape), fromBytes<std::uint8_t, std::int64_t>(bytes), type == Proto::UINT8};
  }
}

Operand fromFields(const Proto& proto, Shape shape, std::size_t count) {
  switch (proto.data_type()) {
    case Proto::FLOAT:
      return Tensor{std::move(shape), fromField<float>(proto.float_data(), count)};
    case Proto::FLOAT16:
      return Tensor{std::move(shape), fromHalves(fromField<std::int32_t>(proto.int32_data(), count))};
    case Proto::DOUBLE:
      return Tensor{std::move(shape), fromField<float>(proto.double_data(), count)};
    case Proto::INT64:
      return IntTensor{std::move(shape), fromField<std::int64_t>(proto.int64_data(), count)};
    default:
      return IntTensor{std::move(shape), fromField<std::int64_t>(proto.int32_data(), count),
                       proto.data_type() == Proto::UINT8};
  }
}

Operand readData(const Proto& proto, ExternalFiles& files) {
  if (proto.has_segment()) {
    refuse("found a segmented tensor", "allowed: whole tensors");
  }
  const std::size_t size = elementSize(proto.data_type());
  Shape shape(proto.dims().begin(), proto.dims().end());
  const auto count = static_cast<std::size_t>(elementCount(shape));
  if (proto.data_location() == Proto::EXTERNAL) {
    return fromRaw(proto.data_type(), std::move(shape), readExternalBytes(proto, count * size, files));
  }
  if (!proto.has_raw_data()) {
    return fromFields(proto, std::move(shape), count);
  }
  if (proto.raw_data().size() != count * size) {
    refuse(fmt::format("found {} bytes", proto.raw_data().size()),
           fmt::format("allowed: {}, as its shape {} says", count * size, describe(shape)));
  }
  return fromRaw(proto.data_type(), std::move(shape), proto.raw_data());
}

}  // namespace

Operand readTensor(const Proto& proto, ExternalFiles& files) {
  try {
    return readData(proto, files);
  } catch (const configs::InputError& error) {
    throw proto.name().empty() ? error : within("tensor " + inQuotes(proto.name()), error);
  }
}

void bringIn(Proto& proto, ExternalFiles& files) {
  if (proto.data_location() != Proto::EXTERNAL) {
    return;
  }
  try {
    const auto count = static_cast<std::size_t>(elementCount({proto.dims().begin(), proto.dims().end()}));
    proto.set_raw_data(readExternalBytes(proto, count * elementSize(proto.data_type()), files));
    proto.clear_external_data();
    proto.set_data_location(Proto::DEFAULT);
  } catch (const configs::InputError& error) {
    throw within("tensor " + inQuotes(proto.name()), error);
  }
}

}  // namespace ohmic::models
