// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/pickle_dictionary.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr std::size_t kMostSteps = 2'000'000;  // CIFAR-100's training split takes 600,000 at most
constexpr const char* kAllowed =
    "allowed: a dictionary of lists and NumPy arrays, pickled by protocol 2 to 4";
constexpr const char* kRemedy = "try downloading it again";

[[noreturn]] void refusePickle(std::string found) { refuse(std::move(found), kAllowed, kRemedy); }

/// Bytes that are written as the UTF-8 of the first 256 characters.
std::string latinBytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      bytes.push_back(text[at]);
    } else if ((lead == 0xc2 || lead == 0xc3) && at + 1 < text.size() && (text[at + 1] & 0xc0) == 0x80) {
      bytes.push_back(static_cast<char>((lead & 3) << 6 | (text[++at] & 0x3f)));
    } else {
      refusePickle("found a text that is no Latin 1");
    }
  }
  return bytes;
}

}  // namespace

/// Pickle's machine: a stack of objects, marks on it, and a memo of objects by number.
class PickleReader {
 public:
  PickleReader(std::string_view bytes, std::vector<PickleDictionary::Object>& objects)
      : bytes_(bytes), objects_(objects) {}

  /// @returns the place of the one object that is left.
  std::uint32_t read() {
    for (std::size_t steps = 0; steps < kMostSteps; ++steps) {
      const char code = take(1)[0];
      if (code == '.') {
        const std::uint32_t root = pop();
        if (!stack_.empty() || at_ != bytes_.size()) {
          refusePickle("found more than one object");
        }
        return root;
      }
      step(code);
    }
    refusePickle(fmt::format("found more than {} instructions", kMostSteps));
  }

 private:
  using Kind = PickleDictionary::Kind;
  using Object = PickleDictionary::Object;

  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size() - at_) {
      refusePickle("found a pickle that ends too early");
    }
    const std::string_view part = bytes_.substr(at_, static_cast<std::size_t>(count));
    at_ += part.size();
    return part;
  }

  std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    const std::string_view part = take(size);
    for (std::size_t i = size; i-- > 0;) {
      value = value << 8 | static_cast<unsigned char>(part[i]);
    }
    return value;
  }

  std::string_view line() {
    const std::size_t end = bytes_.find('\n', at_);
    const std::string_view text = take(end == std::string_view::npos ? bytes_.size() : end - at_);
    take(1);
    return text;
  }

  void push(Object object) {
    stack_.push_back(static_cast<std::uint32_t>(objects_.size()));
    objects_.push_back(std::move(object));
  }
  void push(Kind kind, std::string_view text) { push({kind, false, 0, text, {}}); }
  void pushNumber(std::int64_t value) { push({Kind::number, false, value, {}, {}}); }

  /// The object on top, which is no mark.
  std::uint32_t top() const {
    if (stack_.empty() || objects_[stack_.back()].kind == Kind::mark) {
      refusePickle("found an instruction without its operand");
    }
    return stack_.back();
  }

  std::uint32_t pop() {
    const std::uint32_t object = top();
    stack_.pop_back();
    return object;
  }

  /// The topmost @p count objects, in their order.
  std::vector<std::uint32_t> popMany(std::size_t count) {
    std::vector<std::uint32_t> parts(count);
    for (std::size_t i = count; i-- > 0;) {
      parts[i] = pop();
    }
    return parts;
  }

  /// The objects above the topmost mark, which goes with them.
  std::vector<std::uint32_t> popToMark() {
    std::size_t first = stack_.size();
    while (first > 0 && objects_[stack_[first - 1]].kind != Kind::mark) {
      --first;
    }
    std::vector<std::uint32_t> parts = popMany(stack_.size() - first);
    if (stack_.empty()) {
      refusePickle("found an end without its mark");
    }
    stack_.pop_back();
    return parts;
  }

  void pushTuple(std::vector<std::uint32_t> parts) { push({Kind::tuple, false, 0, {}, std::move(parts)}); }

  /// Put parts at the end of the list or dictionary on top.
  void append(Kind kind, const std::vector<std::uint32_t>& parts) {
    Object& target = objects_[top()];
    if (target.kind != kind || (kind == Kind::dictionary && parts.size() % 2 != 0)) {
      refusePickle("found entries of something else than a list or a dictionary");
    }
    target.parts.insert(target.parts.end(), parts.begin(), parts.end());
  }

  void remember(std::uint64_t place) { memo_[place] = top(); }

  void recall(std::uint64_t place) {
    const auto known = memo_.find(place);
    if (known == memo_.end()) {
      refusePickle("found a reference to nothing");
    }
    stack_.push_back(known->second);
  }

  const Object& part(const Object& tuple, std::size_t index, Kind kind) const {
    if (tuple.kind != Kind::tuple || index >= tuple.parts.size() ||
        objects_[tuple.parts[index]].kind != kind) {
      refusePickle("found other arguments than those of a text or an array");
    }
    return objects_[tuple.parts[index]];
  }

  /// What a call of a known name would give; nothing is called.
  void reduce() {
    const std::uint32_t tuple = pop();
    const Object& name = objects_[pop()];
    const Object& arguments = objects_[tuple];
    if (name.kind == Kind::name && name.text == "_codecs encode") {
      if (part(arguments, 1, Kind::text).text != "latin1") {
        refusePickle("found bytes in another code than latin1");
      }
      push({Kind::text, true, 0, part(arguments, 0, Kind::text).text, {}});
    } else if (name.kind == Kind::name && name.text == "numpy dtype") {
      push(Kind::type, part(arguments, 0, Kind::text).text);
    } else if (name.kind == Kind::name && (name.text == "numpy.core.multiarray _reconstruct" ||
                                           name.text == "numpy._core.multiarray _reconstruct")) {
      push(Kind::array, {});
    } else {
      refusePickle("found a call, as in a pickle that runs code");
    }
  }

  /// An array's state: (version, shape, type, isFortran, bytes). Of a type it says the order of its bytes.
  void build() {
    const std::uint32_t state = pop();
    Object& target = objects_[top()];
    if (target.kind == Kind::array && objects_[state].parts.size() == 5) {
      static_cast<void>(part(objects_[state], 1, Kind::tuple));
      static_cast<void>(part(objects_[state], 2, Kind::type));
      static_cast<void>(part(objects_[state], 3, Kind::number));
      static_cast<void>(part(objects_[state], 4, Kind::text));
      target.parts = objects_[state].parts;
    } else if (target.kind != Kind::type) {
      refusePickle("found an object that is neither list, dictionary nor array");
    }
  }

  void pushName(std::string_view module, std::string_view name) {
    for (const std::string_view known :
         {"_codecs encode", "numpy dtype", "numpy ndarray", "numpy.core.multiarray _reconstruct",
          "numpy._core.multiarray _reconstruct"}) {
      if (known.size() == module.size() + 1 + name.size() && known.substr(0, module.size()) == module &&
          known.substr(module.size() + 1) == name) {
        push(Kind::name, known);
        return;
      }
    }
    refusePickle("found the name " + inQuotes(std::string(module) + "." + std::string(name)));
  }

  void step(char code) {
    switch (code) {
      case '\x80': {  // PROTO
        const std::uint64_t protocol = number(1);
        if (protocol < 2 || protocol > 4) {
          refusePickle(fmt::format("found pickle protocol {}", protocol));
        }
        break;
      }
      case '\x95':  // FRAME
        static_cast<void>(number(8));
        break;
      case '(':  // MARK
        push(Kind::mark, {});
        break;
      case '0':  // POP
        static_cast<void>(pop());
        break;
      case 'N':  // NONE
        push(Kind::none, {});
        break;
      case '\x88':  // NEWTRUE
      case '\x89':  // NEWFALSE
        pushNumber(code == '\x88' ? 1 : 0);
        break;
      case 'K':  // BININT1
      case 'M':  // BININT2
        pushNumber(static_cast<std::int64_t>(number(code == 'K' ? 1 : 2)));
        break;
      case 'J':  // BININT
        pushNumber(static_cast<std::int32_t>(number(4)));
        break;
      case 'U':     // SHORT_BINSTRING
      case 'C':     // SHORT_BINBYTES
      case '\x8c':  // SHORT_BINUNICODE
        push(Kind::text, take(number(1)));
        break;
      case 'T':  // BINSTRING
      case 'B':  // BINBYTES
      case 'X':  // BINUNICODE
        push(Kind::text, take(number(4)));
        break;
      case '\x8e':  // BINBYTES8
      case '\x8d':  // BINUNICODE8
        push(Kind::text, take(number(8)));
        break;
      case ']':  // EMPTY_LIST
        push(Kind::list, {});
        break;
      case '}':  // EMPTY_DICT
        push(Kind::dictionary, {});
        break;
      case ')':  // EMPTY_TUPLE
        pushTuple({});
        break;
      case '\x85':  // TUPLE1
      case '\x86':  // TUPLE2
      case '\x87':  // TUPLE3
        pushTuple(popMany(static_cast<std::size_t>(code - '\x84')));
        break;
      case 't':  // TUPLE
        pushTuple(popToMark());
        break;
      case 'a':  // APPEND
      case 'e':  // APPENDS
        append(Kind::list, code == 'a' ? popMany(1) : popToMark());
        break;
      case 's':  // SETITEM
      case 'u':  // SETITEMS
        append(Kind::dictionary, code == 's' ? popMany(2) : popToMark());
        break;
      case 'q':  // BINPUT
      case 'r':  // LONG_BINPUT
        remember(number(code == 'q' ? 1 : 4));
        break;
      case '\x94':  // MEMOIZE
        remember(memo_.size());
        break;
      case 'h':  // BINGET
      case 'j':  // LONG_BINGET
        recall(number(code == 'h' ? 1 : 4));
        break;
      case 'c': {  // GLOBAL
        const std::string_view module = line();
        pushName(module, line());
        break;
      }
      case '\x93': {  // STACK_GLOBAL
        const auto names = popMany(2);
        pushName(objects_[names[0]].text, objects_[names[1]].text);
        break;
      }
      case 'R':  // REDUCE
        reduce();
        break;
      case 'b':  // BUILD
        build();
        break;
      default:
        refusePickle(fmt::format("found instruction 0x{:02x}", static_cast<unsigned char>(code)));
    }
  }

  std::string_view bytes_;
  std::vector<Object>& objects_;
  std::size_t at_ = 0;
  std::vector<std::uint32_t> stack_;
  std::unordered_map<std::uint64_t, std::uint32_t> memo_;
};

PickleDictionary::PickleDictionary(std::string_view bytes) : root_(PickleReader(bytes, objects_).read()) {
  if (bytes.substr(0, 1) != "\x80" || objects_[root_].kind != Kind::dictionary) {
    refusePickle("found no pickled dictionary");
  }
}

const PickleDictionary::Object* PickleDictionary::find(std::string_view key) const {
  const std::vector<std::uint32_t>& entries = objects_[root_].parts;
  const Object* found = nullptr;
  for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
    const Object& name = objects_[entries[i]];
    found = name.kind == Kind::text && name.text == key ? &objects_[entries[i + 1]] : found;  // the last one
  }
  return found;
}

const PickleDictionary::Object& PickleDictionary::require(std::string_view key, Kind kind,
                                                          const char* allowed) const {
  const Object* object = find(key);
  if (object == nullptr || object->kind != kind) {
    refuse((object == nullptr ? "found no " : "found something else as ") + inQuotes(key), allowed, kRemedy);
  }
  return *object;
}

std::vector<std::int64_t> PickleDictionary::numbers(std::string_view key) const {
  constexpr const char* kList = "allowed: a list of whole numbers";
  std::vector<std::int64_t> values;
  for (const std::uint32_t place : require(key, Kind::list, kList).parts) {
    if (objects_[place].kind != Kind::number) {
      refuse("found something else in " + inQuotes(key), kList, kRemedy);
    }
    values.push_back(objects_[place].number);
  }
  return values;
}

std::string PickleDictionary::matrix(std::string_view key, std::int64_t columns) const {
  const std::string allowed = fmt::format("allowed: an array of N x {} bytes (uint8)", columns);
  const Object& array = require(key, Kind::array, allowed.c_str());
  const auto refuseMatrix = [&] { refuse("found another array as " + inQuotes(key), allowed, kRemedy); };
  if (array.parts.empty() || objects_[array.parts[2]].text != "u1") {
    refuseMatrix();
  }
  const std::vector<std::uint32_t>& shape = objects_[array.parts[1]].parts;
  const Object& content = objects_[array.parts[4]];
  std::string bytes = content.isLatin ? latinBytes(content.text) : std::string(content.text);
  const auto width = static_cast<std::size_t>(columns);
  const std::size_t rows = bytes.size() / width;
  const auto extent = [&](std::size_t axis) {
    return objects_[shape[axis]].kind == Kind::number ? objects_[shape[axis]].number : -1;
  };
  if (shape.size() != 2 || extent(1) != columns || extent(0) != static_cast<std::int64_t>(rows) ||
      bytes.size() % width != 0) {
    refuseMatrix();
  }
  if (objects_[array.parts[3]].number == 0) {
    return bytes;
  }
  std::string turned(bytes.size(), '\0');  // it lies column by column
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    turned[at % rows * width + at / rows] = bytes[at];
  }
  return turned;
}

}  // namespace ohmic::models
