// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/npy_array.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "configs/files/limits.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr const char* kAllowed =
    "allowed: a .npy array of truth values, integers, floats of 2 to 8 bytes or texts";
constexpr const char* kRemedy = "try numpy.save(file, x)";
constexpr std::uint64_t kMostBytes = configs::kNumpyFile.mostBytes;
constexpr std::size_t kMostAxes = 32;  // NumPy's own

/// What the header of a .npy file contains.
struct Header {
  std::string descr;
  bool isFortran = false;
  Shape shape;
};

/// Reads the header, a Python dictionary of one text, one truth value and one tuple of numbers.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view text) : text_(text) {}

  Header read() {
    Header header;
    bool hasDescr = false, hasOrder = false, hasShape = false;
    expect('{');
    while (!takes('}')) {
      const std::string key = quoted();
      expect(':');
      if (key == "descr" && !hasDescr) {
        header.descr = type();
        hasDescr = true;
      } else if (key == "fortran_order" && !hasOrder) {
        header.isFortran = truth();
        hasOrder = true;
      } else if (key == "shape" && !hasShape) {
        header.shape = tuple();
        hasShape = true;
      } else {
        refuseHeader();
      }
      if (!takes(',')) {
        expect('}');
        break;
      }
    }
    skipBlanks();
    if (at_ != text_.size() || !hasDescr || !hasOrder || !hasShape) {
      refuseHeader();
    }
    return header;
  }

 private:
  [[noreturn]] void refuseHeader() const { refuse("found the header " + inQuotes(text_), kAllowed, kRemedy); }

  void skipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r'))) {
      ++at_;
    }
  }

  bool takes(char wanted) {
    skipBlanks();
    const bool isThere = at_ < text_.size() && text_[at_] == wanted;
    at_ += isThere ? 1 : 0;
    return isThere;
  }

  void expect(char wanted) {
    if (!takes(wanted)) {
      refuseHeader();
    }
  }

  std::string quoted() {
    skipBlanks();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    const std::size_t end =
        quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
      refuseHeader();
    }
    std::string word(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return word;
  }

  std::string type() {
    skipBlanks();
    if (at_ < text_.size() && text_[at_] == '[') {
      refuse("found records of several fields", kAllowed, "try saving each field as an array of its own");
    }
    return quoted();
  }

  bool truth() {
    skipBlanks();
    for (const auto& [word, value] : {std::pair<std::string_view, bool>{"True", true}, {"False", false}}) {
      if (text_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return value;
      }
    }
    refuseHeader();
  }

  Shape tuple() {
    Shape shape;
    expect('(');
    while (!takes(')')) {
      shape.push_back(extent());
      if (!takes(',')) {
        expect(')');
        break;
      }
    }
    return shape;
  }

  std::int64_t extent() {
    constexpr std::size_t kMostDigits = 18;
    skipBlanks();
    const std::size_t start = at_;
    std::int64_t value = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && at_ - start < kMostDigits) {
      value = 10 * value + (text_[at_++] - '0');
    }
    if (at_ == start) {
      refuseHeader();
    }
    takes('L');  // Python 2's long
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::uint64_t littleEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

struct ElementType {
  char kind;
  std::int64_t size;
  std::int64_t unit;  ///< bytes that the order of bytes is about
  bool isBigEndian;
};

[[noreturn]] void refuseType(const std::string& descr) {
  const char kind = descr.size() > 1 ? descr[1] : '\0';
  const char* const what = kind == 'O'                  ? "Python objects"
                           : kind == 'c'                ? "complex numbers"
                           : kind == 'M' || kind == 'm' ? "dates or times"
                           : kind == 'V'                ? "raw records"
                           : kind == 'f'                ? "long doubles"
                                                        : "another type";
  const char* const remedy = kind == 'O' ? "try numpy.stack(x), or x.astype('float32'), before saving"
                                         : "try x.astype('float32') before saving";
  refuse(fmt::format("found {} ({})", what, inQuotes(descr)), kAllowed, remedy);
}

ElementType elementType(const std::string& descr) {
  constexpr std::size_t kMostDigits = 9;
  const bool hasOrder = !descr.empty() && std::string_view("<>|=").find(descr[0]) != std::string_view::npos;
  const std::string text = hasOrder ? descr : "|" + descr;
  std::int64_t size = 0;
  if (text.size() < 3 || text.size() > 2 + kMostDigits) {
    refuseType(text);
  }
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') {
      refuseType(text);
    }
    size = 10 * size + (text[i] - '0');
  }
  const char kind = text[1];
  const bool isPower = size == 1 || size == 2 || size == 4 || size == 8;
  const bool isKnown = kind == 'b'                  ? size == 1
                       : kind == 'i' || kind == 'u' ? isPower
                       : kind == 'f'                ? isPower && size > 1
                                                    : kind == 'U' || kind == 'S';
  if (!isKnown) {
    refuseType(text);
  }
  constexpr std::int64_t kCodePoint = 4;
  const bool isBig = text[0] == '>';
  if (kind == 'U') {
    return {kind, kCodePoint * size, kCodePoint, isBig};
  }
  return {kind, size, kind == 'S' ? 1 : size, isBig && kind != 'S'};
}

void reverseUnits(std::string& bytes, std::int64_t unit) {
  for (auto at = bytes.begin(); at != bytes.end(); at += unit) {
    std::reverse(at, at + unit);
  }
}

/// From the first axis running fastest to the last one.
std::string rowMajor(std::string_view bytes, const Shape& shape, std::int64_t size) {
  std::vector<std::int64_t> strides(shape.size());
  std::int64_t stride = size;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  std::string result;
  result.reserve(bytes.size());
  std::vector<std::int64_t> at(shape.size(), 0);
  std::int64_t source = 0;
  while (result.size() < bytes.size()) {
    result.append(bytes.substr(static_cast<std::size_t>(source), static_cast<std::size_t>(size)));
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      source += strides[axis];
      if (++at[axis] < shape[axis]) {
        break;
      }
      source -= at[axis] * strides[axis];
      at[axis] = 0;
    }
  }
  return result;
}

std::uint64_t bytesOf(const Shape& shape, std::int64_t size) {
  std::uint64_t count = static_cast<std::uint64_t>(size);
  for (const std::int64_t extent : shape) {
    const auto factor = static_cast<std::uint64_t>(extent);
    if (factor > 0 && count > kMostBytes / factor) {
      refuse("found shape " + describe(shape), fmt::format("allowed: at most {} bytes", kMostBytes));
    }
    count *= factor;
  }
  return count;
}

template <class Stored>
Stored stored(const char* at) {
  Stored value;
  std::memcpy(&value, at, sizeof(Stored));
  return value;
}

/// IEEE 754's binary16.
float halfOf(std::uint16_t bits) {
  constexpr int kFraction = 10;
  constexpr int kBias = 15;
  const int exponent = bits >> kFraction & 0x1f;
  const int fraction = bits & 0x3ff;
  float magnitude = 0.0F;
  if (exponent == 0x1f) {
    magnitude =
        fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(static_cast<float>(fraction), 1 - kBias - kFraction);
  } else {
    magnitude = std::ldexp(static_cast<float>(fraction | 1 << kFraction), exponent - kBias - kFraction);
  }
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

template <class Value>
Value numberAt(const NumpyArray& array, const char* at) {
  if (array.kind == 'f') {
    return array.size == 2   ? static_cast<Value>(halfOf(stored<std::uint16_t>(at)))
           : array.size == 4 ? static_cast<Value>(stored<float>(at))
                             : static_cast<Value>(stored<double>(at));
  }
  if (array.kind == 'i') {
    return array.size == 1   ? static_cast<Value>(stored<std::int8_t>(at))
           : array.size == 2 ? static_cast<Value>(stored<std::int16_t>(at))
           : array.size == 4 ? static_cast<Value>(stored<std::int32_t>(at))
                             : static_cast<Value>(stored<std::int64_t>(at));
  }
  return array.size == 1   ? static_cast<Value>(stored<std::uint8_t>(at))
         : array.size == 2 ? static_cast<Value>(stored<std::uint16_t>(at))
         : array.size == 4 ? static_cast<Value>(stored<std::uint32_t>(at))
                           : static_cast<Value>(stored<std::uint64_t>(at));
}

template <class Value>
std::vector<Value> numbersOf(const NumpyArray& array) {
  std::vector<Value> values;
  values.reserve(array.bytes.size() / static_cast<std::size_t>(array.size));
  for (std::size_t at = 0; at < array.bytes.size(); at += static_cast<std::size_t>(array.size)) {
    values.push_back(numberAt<Value>(array, array.bytes.data() + at));
  }
  return values;
}

void appendUtf8(std::uint32_t point, std::string& text) {
  constexpr std::uint32_t kLast = 0x10ffff;
  point = point > kLast ? 0xfffd : point;
  if (point < 0x80) {
    text.push_back(static_cast<char>(point));
    return;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  constexpr std::uint32_t kLead[] = {0, 0xc0, 0xe0, 0xf0};
  text.push_back(static_cast<char>(kLead[more] | point >> (6 * more)));
  for (int i = more; i-- > 0;) {
    text.push_back(static_cast<char>(0x80 | (point >> (6 * i) & 0x3f)));
  }
}

}  // namespace

NumpyArray parseNpy(std::string_view bytes) {
  constexpr std::size_t kMagic = 8;
  const bool isFirst = bytes.size() > kMagic && bytes[6] == 1;
  const std::size_t lengthBytes = isFirst ? 2 : 4;
  if (bytes.size() < kMagic + lengthBytes || bytes.substr(0, 6) != "\x93NUMPY" || bytes[6] < 1 ||
      bytes[6] > 3) {
    refuse("found no NumPy array", kAllowed, kRemedy);
  }
  const std::size_t start = kMagic + lengthBytes;
  const std::uint64_t length = littleEndian(bytes.substr(kMagic, lengthBytes));
  if (length > configs::kMostArrayHeader || length > bytes.size() - start) {
    refuse(fmt::format("found a header of {} bytes in a file of {}", length, bytes.size()),
           fmt::format("allowed: a whole file with a header of at most {} bytes", configs::kMostArrayHeader),
           kRemedy);
  }
  const Header header = HeaderReader(bytes.substr(start, static_cast<std::size_t>(length))).read();
  const ElementType type = elementType(header.descr);
  if (header.shape.size() > kMostAxes) {
    refuse(fmt::format("found {} axes", header.shape.size()), fmt::format("allowed: at most {}", kMostAxes));
  }
  const std::uint64_t expected = bytesOf(header.shape, type.size);
  const std::string_view content = bytes.substr(start + static_cast<std::size_t>(length));
  if (content.size() != expected) {
    refuse(fmt::format("found {} bytes of data", content.size()),
           fmt::format("allowed: {}, as its shape {} says", expected, describe(header.shape)),
           "try writing the file again");
  }
  NumpyArray array{header.shape, type.kind, type.size, {}};
  array.bytes = header.isFortran && header.shape.size() > 1 ? rowMajor(content, header.shape, type.size)
                                                            : std::string(content);
  if (type.isBigEndian && type.unit > 1) {
    reverseUnits(array.bytes, type.unit);
  }
  return array;
}

std::string typeName(const NumpyArray& array) {
  switch (array.kind) {
    case 'b':
      return "bool";
    case 'i':
      return fmt::format("int{}", 8 * array.size);
    case 'u':
      return fmt::format("uint{}", 8 * array.size);
    case 'f':
      return fmt::format("float{}", 8 * array.size);
    default:
      return "text";
  }
}

bool isText(const NumpyArray& array) { return array.kind == 'U' || array.kind == 'S'; }

std::vector<double> doublesOf(const NumpyArray& array) {
  assert(!isText(array));
  return numbersOf<double>(array);
}

std::vector<float> floatsOf(const NumpyArray& array) {
  assert(!isText(array));
  return numbersOf<float>(array);
}

std::vector<std::string> textsOf(const NumpyArray& array) {
  assert(isText(array));
  const auto count = static_cast<std::size_t>(elementCount(array.shape));
  const auto size = static_cast<std::size_t>(array.size);
  std::vector<std::string> texts(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view element = std::string_view(array.bytes).substr(i * size, size);
    if (array.kind == 'S') {
      texts[i] = element.substr(0, element.find_last_not_of('\0') + 1);
      continue;
    }
    for (std::size_t at = 0; at < size; at += 4) {
      const auto point = static_cast<std::uint32_t>(littleEndian(element.substr(at, 4)));
      if (point == 0 && element.find_first_not_of('\0', at) == std::string_view::npos) {
        break;
      }
      appendUtf8(point, texts[i]);
    }
  }
  return texts;
}

}  // namespace ohmic::models
