// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/robustness/hostile_models.h"

#include <cstdint>
#include <fstream>
#include <limits>

#include "tests/unit/models/model_writer.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using models::ModelWriter;
using models::set;
using models::setReal;
using models::setText;
using models::Shape;
using Type = onnx::TensorProto;

constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// A protobuf field that holds a message.
std::string field(int number, const std::string& message) {
  std::string bytes;
  const auto put = [&bytes](std::uint64_t rest) {
    for (; rest >= 128; rest >>= 7U) {
      bytes.push_back(static_cast<char>((rest & 127U) | 128U));
    }
    bytes.push_back(static_cast<char>(rest));
  };
  put(static_cast<std::uint64_t>(number) << 3U | 2U);
  put(message.size());
  return bytes + message;
}

std::string nested(int depth, const std::vector<int>& path) {
  std::string graph;
  for (int i = 0; i < depth; ++i) {
    for (auto number = path.rbegin(); number != path.rend(); ++number) {
      graph = field(*number, graph);
    }
  }
  return graph;
}

/// A model of one node "op" on images of 2 x 4 x 4, with a constant "w" of ones.
template <class Change>
std::string oneNode(const std::string& op, const std::vector<std::string>& inputs, const Shape& weights,
                    Change change, int opset = 13) {
  ModelWriter writer({0, 2, 4, 4}, opset);
  if (!weights.empty()) {
    writer.floats("w", weights,
                  std::vector<float>(static_cast<std::size_t>(models::elementCount(weights)), 1.0F));
  }
  change(writer, writer.node(op, inputs, "y"));
  return writer.bytes();
}

std::string oneNode(const std::string& op, const std::vector<std::string>& inputs, const Shape& weights = {},
                    int opset = 13) {
  return oneNode(
      op, inputs, weights, [](ModelWriter&, onnx::NodeProto&) {}, opset);
}

/// y = x * w with a damaged w.
template <class Damage>
std::string damagedWeights(Damage damage) {
  return oneNode("Mul", {"x", "w"}, {1, 2, 1, 1}, [&](ModelWriter& writer, onnx::NodeProto&) {
    damage(*writer.model.mutable_graph()->mutable_initializer(0));
  });
}

std::string weightsOf(const Shape& shape) {
  return damagedWeights([&](Type& tensor) { *tensor.mutable_dims() = {shape.begin(), shape.end()}; });
}

std::string externalWeights(const std::string& location, const std::string& offset = "",
                            const std::string& length = "") {
  return damagedWeights([&](Type& tensor) {
    tensor.clear_raw_data();
    tensor.set_data_location(Type::EXTERNAL);
    const auto add = [&tensor](const char* key, const std::string& value) {
      if (!value.empty()) {
        auto& entry = *tensor.add_external_data();
        entry.set_key(key);
        entry.set_value(value);
      }
    };
    add("location", location);
    add("offset", offset);
    add("length", length);
  });
}

void writeEightBytes(const fs::path& folder) { std::ofstream(folder / "w.bin") << "12345678"; }

std::string oneInteger(const std::string& op, const std::vector<std::int64_t>& values, int opset = 13) {
  return oneNode(
      op, {"x", "numbers"}, {},
      [&](ModelWriter& writer, onnx::NodeProto&) {
        writer.integers("numbers", {static_cast<std::int64_t>(values.size())}, values);
      },
      opset);
}

std::string windowed(const std::string& op, const char* name, const Shape& values) {
  return oneNode(op, {"x"}, {}, [&](ModelWriter&, onnx::NodeProto& node) {
    set(node, "kernel_shape", Shape{2, 2});
    if (std::string(name) == "kernel_shape") {
      node.clear_attribute();
    }
    set(node, name, values);
  });
}

std::string resized(const std::vector<float>& scales) {
  return oneNode("Resize", {"x", "", "scales"}, {}, [&](ModelWriter& writer, onnx::NodeProto&) {
    writer.floats("scales", {static_cast<std::int64_t>(scales.size())}, scales);
  });
}

/// Codes of a constant, by a scale and a zero point.
std::string quantised(float real, float zero) {
  return oneNode("QuantizeLinear", {"real", "scale", "zero"}, {}, [&](ModelWriter& writer, onnx::NodeProto&) {
    writer.floats("real", {1}, {real});
    writer.floats("scale", {}, {1.0F});
    writer.floats("zero", {}, {zero});
  });
}

std::string cropped(float start, const char* mode, int antialias = 0) {
  return oneNode("Resize", {"x", "roi", "scales"}, {}, [&](ModelWriter& writer, onnx::NodeProto& node) {
    writer.floats("roi", {8}, {0.0F, 0.0F, start, 0.0F, 1.0F, 1.0F, 1.0F, 1.0F});
    writer.floats("scales", {4}, {1.0F, 1.0F, 2.0F, 2.0F});
    models::setText(node, "coordinate_transformation_mode", "tf_crop_and_resize");
    models::setText(node, "mode", mode);
    set(node, "antialias", antialias);
  });
}

/// Whole numbers with a border of a real one.
std::string paddedIntegers(float border) {
  return oneNode("Pad", {"numbers", "ends", "border"}, {}, [&](ModelWriter& writer, onnx::NodeProto&) {
    writer.integers("numbers", {1}, {1});
    writer.integers("ends", {2}, {0, 1});
    writer.floats("border", {}, {border});
  });
}

/// Nodes of two bytes each: a file of 2 MB asks for hundreds.
std::string emptyNodes(int count) {
  std::string nodes;
  for (int i = 0; i < count; ++i) {
    nodes += field(1, "");
  }
  return ModelWriter({0, 2}).bytes() + field(7, nodes);
}

std::string emptyInitialisers(int count) {
  std::string tensors;
  for (int i = 0; i < count; ++i) {
    tensors += field(5, "");
  }
  return ModelWriter({0, 2}).bytes() + field(7, tensors);
}

std::string emptyAttributes(int count) {
  std::string attributes;
  for (int i = 0; i < count; ++i) {
    attributes += field(5, "");
  }
  return ModelWriter({0, 2}).bytes() + field(7, field(1, attributes));
}

/// Each node doubles the constant before it.
std::string doublings(int count) {
  ModelWriter writer({0, 2});
  writer.floats("c0", {1024}, std::vector<float>(1024, 1.0F));
  for (int i = 0; i < count; ++i) {
    const std::string before = "c" + std::to_string(i);
    set(writer.node("Concat", {before, before}, "c" + std::to_string(i + 1)), "axis", 0);
  }
  writer.model.mutable_graph()->mutable_output(0)->set_name("c" + std::to_string(count));
  return writer.bytes();
}

std::string million(const std::string& op) {
  ModelWriter writer({0, 2});
  for (int i = 0; i < 1000000; ++i) {
    auto& node = *writer.model.mutable_graph()->add_node();
    node.set_op_type(op);
    node.add_input(i == 0 ? "x" : std::to_string(i - 1));
    node.add_output(i == 999999 ? "y" : std::to_string(i));
  }
  return writer.bytes();
}

std::string manyImages(const Shape& image) { return ModelWriter(image).bytes(); }

/// A model-local function that calls the next one, and so on.
std::string functionChain(int count) {
  ModelWriter writer({0, 2});
  for (int i = 0; i < count; ++i) {
    auto& function = *writer.model.add_functions();
    function.set_name("f" + std::to_string(i));
    function.set_domain("local");
    function.add_input("a");
    function.add_output("b");
    auto& node = *function.add_node();
    node.set_op_type("f" + std::to_string(i + 1));
    node.set_domain("local");
    node.add_input("a");
    node.add_output("b");
  }
  writer.node("f0", {"x"}, "y").set_domain("local");
  return writer.bytes();
}

std::vector<HostileModel> files() {
  const std::string whole = oneNode("Relu", {"x"});
  return {
      {"EmptyFile", [] { return std::string(); }},
      {"HalfAModel", [whole] { return whole.substr(0, whole.size() / 2); }},
      {"RandomBytes", [] { return std::string("\x93\x0b\xff\xfe\x01\x80 no model", 14); }},
      {"ZeroBytes", [] { return std::string(4096, '\0'); }},
      {"EndlessNumber", [] { return std::string(64, '\xff'); }},
      {"LengthBeyondTheFile", [] { return std::string("\x3a\xff\xff\xff\xff\x07x", 7); }},
      {"NoGraph", [] { return std::string("\x08\x07", 2); }},
      {"GraphsNested3000Deep",
       [] {
         return field(7, nested(3000, {1, 5, 6}));
       }},
      {"FunctionsNested3000Deep",
       [] {
         return field(25, nested(3000, {7, 5, 6, 1, 5, 6}));
       }},
      {"FunctionsCalling3000Others", [] { return functionChain(3000); }},
      {"MillionNodes", [] { return million("Relu"); }},
      {"MillionEmptyNodes", [] { return emptyNodes(1000000); }},
      {"TwoMillionInitialisers", [] { return emptyInitialisers(2000000); }},
      {"TwoMillionAttributes", [] { return emptyAttributes(2000000); }},
      {"NoOpset",
       [] {
         ModelWriter writer({0, 2});
         writer.model.clear_opset_import();
         return writer.bytes();
       }},
      {"OpsetOfTomorrow",
       [] {
         return ModelWriter({0, 2}, 2000000000).bytes();
       }},
  };
}

std::vector<HostileModel> names() {
  return {
      {"Cycle",
       [] {
         ModelWriter writer({0, 2});
         writer.node("Add", {"x", "b"}, "a");
         writer.node("Relu", {"a"}, "b");
         writer.node("Relu", {"b"}, "y");
         return writer.bytes();
       }},
      {"NodeReadsItself", [] { return oneNode("Relu", {"y"}); }},
      {"MissingTensor",
       [] {
         return oneNode("Add", {"x", "absent"});
       }},
      {"MissingOperand", [] { return oneNode("Conv", {"x"}); }},
      {"EmptyOperand",
       [] {
         return oneNode("Add", {"x", ""});
       }},
      {"DuplicateInitialiser",
       [] {
         return oneNode("Add", {"x", "w"}, {1},
                        [](ModelWriter& writer, onnx::NodeProto&) { writer.floats("w", {1}, {1}); });
       }},
      {"InitialiserWithoutName",
       [] {
         return oneNode("Add", {"x", "w"}, {1},
                        [](ModelWriter& writer, onnx::NodeProto&) { writer.floats("", {1}, {1}); });
       }},
      {"DuplicateOutput",
       [] {
         return oneNode("Relu", {"x"}, {},
                        [](ModelWriter& writer, onnx::NodeProto&) { writer.node("Relu", {"x"}, "y"); });
       }},
      {"OutputNamedAsTheImage",
       [] {
         ModelWriter writer({0, 2});
         writer.node("Relu", {"x"}, "x");
         return writer.bytes();
       }},
      {"NodeWithoutOutput",
       [] {
         return oneNode("Relu", {"x"}, {}, [](ModelWriter&, onnx::NodeProto& node) { node.clear_output(); });
       }},
      {"NoLogits",
       [] {
         return ModelWriter({0, 2}).bytes();
       }},
      {"LogitsOfConstants",
       [] {
         return oneNode("Relu", {"w"}, {1, 2}, [](ModelWriter&, onnx::NodeProto&) {});
       }},
      {"NoOperator", [] { return oneNode("", {"x"}); }},
      {"OperatorWithControlCharacters", [] { return oneNode("\x1b[2J\x07", {"x"}); }},
      {"NameOfAMillionLetters", [] { return oneNode("Relu", {std::string(1000000, 'a')}); }},
      {"ThreeImages",
       [] {
         return oneNode("Sum", {"x", "second", "third"}, {}, [](ModelWriter& writer, onnx::NodeProto&) {
           writer.model.mutable_graph()->add_input()->set_name("second");
           writer.model.mutable_graph()->add_input()->set_name("third");
         });
       }},
      {"ImageOfText",
       [] {
         return oneNode("Relu", {"x"}, {}, [](ModelWriter& writer, onnx::NodeProto&) {
           writer.model.mutable_graph()
               ->mutable_input(0)
               ->mutable_type()
               ->mutable_tensor_type()
               ->set_elem_type(Type::STRING);
         });
       }},
      {"ImageOfNegativeSize",
       [] {
         return manyImages({0, 3, -5, 4});
       }},
      {"ImageBeyond64Bits",
       [] {
         return manyImages({0, 1LL << 32, 1LL << 32, 1LL << 32});
       }},
      {"ImageWithoutSize",
       [] {
         return manyImages({0, 3, 0, 0});
       }},
      {"ImageOfAMillionAxes", [] { return manyImages(Shape(1000000, 1)); }},
  };
}

std::vector<HostileModel> tensors() {
  const auto set64 = [](float value) {
    return damagedWeights([value](Type& tensor) {
      const float values[2] = {1.0F, value};
      tensor.set_raw_data(std::string(reinterpret_cast<const char*>(values), sizeof values));
    });
  };
  return {
      {"ExtentsBeyond64Bits",
       [] {
         return weightsOf({1LL << 32, 1LL << 32});
       }},
      {"ExtentsThatWrapToTwo",
       [] {
         return weightsOf({(1LL << 62) + 1, 4, 1});
       }},
      {"GreatestExtent", [] { return weightsOf({kGreatest}); }},
      {"NegativeExtent",
       [] {
         return weightsOf({-1, 2});
       }},
      {"LeastExtent", [] { return weightsOf({kLeast}); }},
      {"ZeroTimesGreatest",
       [] {
         return weightsOf({0, kGreatest, kGreatest});
       }},
      {"MillionAxes", [] { return weightsOf(Shape(300000, 1)); }},
      {"TooFewBytes",
       [] {
         return weightsOf({1, 3, 1, 1});
       }},
      {"TooManyBytes",
       [] {
         return weightsOf({1, 1, 1, 1});
       }},
      {"TooFewValues",
       [] {
         return damagedWeights([](Type& tensor) {
           tensor.clear_raw_data();
           tensor.add_float_data(1.0F);
         });
       }},
      {"NoData", [] { return damagedWeights([](Type& tensor) { tensor.clear_raw_data(); }); }},
      {"UnknownType", [] { return damagedWeights([](Type& tensor) { tensor.set_data_type(77); }); }},
      {"Texts", [] { return damagedWeights([](Type& tensor) { tensor.set_data_type(Type::STRING); }); }},
      {"Segments",
       [] { return damagedWeights([](Type& tensor) { tensor.mutable_segment()->set_begin(1); }); }},
      {"NotANumber", [set64] { return set64(kNan); }},
      {"Infinite", [set64] { return set64(-kInfinity); }},
      {"SparseInitialiser",
       [] {
         return oneNode("Add", {"x", "s"}, {}, [](ModelWriter& writer, onnx::NodeProto&) {
           auto& sparse = *writer.model.mutable_graph()->add_sparse_initializer();
           sparse.mutable_values()->set_name("s");
           sparse.mutable_values()->set_data_type(Type::FLOAT);
           sparse.mutable_values()->add_dims(0);
           sparse.mutable_indices()->set_data_type(Type::INT64);
           sparse.mutable_indices()->add_dims(0);
           sparse.add_dims(kGreatest);
         });
       }},
      {"ExternalAbove", [] { return externalWeights("../w.bin"); }},
      {"ExternalAboveInTheMiddle", [] { return externalWeights("weights/../../w.bin"); }},
      {"ExternalAbsolute", [] { return externalWeights("/etc/passwd"); }},
      {"ExternalThroughALink", [] { return externalWeights("link"); },
       [](const fs::path& folder) { fs::create_symlink("/etc/passwd", folder / "link"); }},
      {"ExternalThroughALinkedFolder", [] { return externalWeights("etc/passwd"); },
       [](const fs::path& folder) { fs::create_directory_symlink("/etc", folder / "etc"); }},
      {"ExternalLinkToItself", [] { return externalWeights("loop"); },
       [](const fs::path& folder) { fs::create_symlink("loop", folder / "loop"); }},
      {"ExternalFolder", [] { return externalWeights("sub"); },
       [](const fs::path& folder) { fs::create_directory(folder / "sub"); }},
      {"ExternalMissing", [] { return externalWeights("absent.bin"); }},
      {"ExternalWithoutLocation", [] { return externalWeights(""); }},
      {"ExternalTooShort", [] { return externalWeights("w.bin", "4"); }, writeEightBytes},
      {"ExternalWrongLength", [] { return externalWeights("w.bin", "0", "4"); }, writeEightBytes},
      {"ExternalOffsetBeyond64Bits", [] { return externalWeights("w.bin", "99999999999999999999", "8"); },
       writeEightBytes},
      {"ExternalNegativeOffset", [] { return externalWeights("w.bin", "-8", "8"); }, writeEightBytes},
      {"ExternalZeroByteInName", [] { return externalWeights(std::string("w.bin\0/../..", 12)); },
       writeEightBytes},
  };
}

std::vector<HostileModel> operators() {
  return {
      {"If", [] { return oneNode("If", {"x"}); }},
      {"Loop",
       [] {
         return oneNode("Loop", {"x", "x"});
       }},
      {"ConvTranspose",
       [] {
         return oneNode("ConvTranspose", {"x", "w"}, {2, 2, 2, 2}, [](ModelWriter&, onnx::NodeProto& n) {
           set(n, "output_shape", std::vector<std::int64_t>{kGreatest, kGreatest});
         });
       }},
      {"Einsum", [] { return oneNode("Einsum", {"x"}); }},
      {"Sequence", [] { return oneNode("SequenceConstruct", {"x"}); }},
      {"UnknownOperator", [] { return oneNode("Frobnicate", {"x"}); }},
      {"ForeignDomain",
       [] {
         return oneNode("Relu", {"x"}, {}, [](ModelWriter&, onnx::NodeProto& n) { n.set_domain("evil"); });
       }},
      {"UnknownAttribute",
       [] {
         return oneNode("Relu", {"x"}, {}, [](ModelWriter&, onnx::NodeProto& n) { set(n, "leak", 1); });
       }},
      {"AttributeTwice",
       [] {
         return oneNode("Softmax", {"x"}, {}, [](ModelWriter&, onnx::NodeProto& n) {
           set(n, "axis", 1);
           set(n, "axis", 1);
         });
       }},
      {"AttributeOfAnotherType",
       [] {
         return oneNode("Softmax", {"x"}, {},
                        [](ModelWriter&, onnx::NodeProto& n) { setReal(n, "axis", kNan); });
       }},
      {"AxisBeyondTheTensor",
       [] {
         return oneNode("Softmax", {"x"}, {},
                        [](ModelWriter&, onnx::NodeProto& n) { set(n, "axis", kLeast); });
       }},
      {"StrideOfZero",
       [] {
         return windowed("MaxPool", "strides", {0, 1});
       }},
      {"KernelBeyondTheImage",
       [] {
         return windowed("MaxPool", "kernel_shape", {1 << 20, 1});
       }},
      {"KernelBeyond64Bits",
       [] {
         return windowed("MaxPool", "kernel_shape", {kGreatest, kGreatest});
       }},
      {"NegativePads",
       [] {
         return windowed("AveragePool", "pads", {-1, 0, 0, 0});
       }},
      {"DilationBeyond64Bits",
       [] {
         return windowed("MaxPool", "dilations", {kGreatest, 1});
       }},
      {"UnknownPadding",
       [] {
         return oneNode("Conv", {"x", "w"}, {2, 2, 2, 2},
                        [](ModelWriter&, onnx::NodeProto& n) { setText(n, "auto_pad", "MAGIC"); });
       }},
      {"NoGroups",
       [] {
         return oneNode("Conv", {"x", "w"}, {2, 2, 2, 2},
                        [](ModelWriter&, onnx::NodeProto& n) { set(n, "group", 0); });
       }},
      {"NegativeGroups",
       [] {
         return oneNode("Conv", {"x", "w"}, {2, 2, 2, 2},
                        [](ModelWriter&, onnx::NodeProto& n) { set(n, "group", kLeast); });
       }},
      {"ReshapeBeyond64Bits",
       [] {
         return oneInteger("Reshape", {1, 1LL << 40, 1LL << 40});
       }},
      {"ReshapeOfTwoFreeExtents",
       [] {
         return oneInteger("Reshape", {-1, -1});
       }},
      {"ExpandBeyondMemory",
       [] {
         return oneInteger("Expand", {1, 1LL << 40, 4, 4});
       }},
      {"TileBeyond64Bits",
       [] {
         return oneInteger("Tile", {1, 1LL << 28, 1LL << 28, 1LL << 28});
       }},
      {"NegativeTile",
       [] {
         return oneInteger("Tile", {1, -1, 1, 1});
       }},
      {"ResizeBeyondMemory",
       [] {
         return resized({1.0F, 1.0F, 1e9F, 1e9F});
       }},
      {"ResizeToNotANumber",
       [] {
         return resized({1.0F, 1.0F, kNan, 1.0F});
       }},
      {"ResizeOfARegionThatIsNotANumber", [] { return cropped(kNan, "nearest"); }},
      {"ResizeOfARegionFarAway", [] { return cropped(1e30F, "cubic"); }},
      {"ResizeOfASmoothedRegion", [] { return cropped(0.25F, "linear", 1); }},
      {"CodeOfNotANumber", [] { return quantised(kNan, 0.0F); }},
      {"ZeroPointBeyondCodes", [] { return quantised(1.0F, 1e30F); }},
      {"ZeroPointThatIsNotANumber", [] { return quantised(1.0F, kNan); }},
      {"PadOfIntegersThatIsNotANumber", [] { return paddedIntegers(kNan); }},
      {"PadBeyondMemory",
       [] {
         return oneInteger("Pad", {0, 0, 0, 0, 0, 0, 1LL << 60, 0});
       }},
      {"SliceOfStepZero",
       [] {
         return oneNode("Slice", {"x", "zero", "one", "one", "zero"}, {},
                        [](ModelWriter& writer, onnx::NodeProto&) {
                          writer.integers("zero", {1}, {0});
                          writer.integers("one", {1}, {1});
                        });
       }},
      {"GatherOutside",
       [] {
         return oneNode("Gather", {"x", "at"}, {}, [](ModelWriter& writer, onnx::NodeProto& n) {
           writer.integers("at", {}, {kLeast});
           set(n, "axis", 1);
         });
       }},
      {"GatherWhereTheImageSays",
       [] {
         return oneNode("Gather", {"x", "x"}, {}, [](ModelWriter&, onnx::NodeProto&) {});
       }},
      {"CastOfTheImageToTexts",
       [] { return oneNode("Cast", {"x"}, {}, [](ModelWriter&, onnx::NodeProto& n) { set(n, "to", 8); }); }},
      {"SplitIntoNegativeParts",
       [] {
         return oneNode("Split", {"x", "parts"}, {}, [](ModelWriter& writer, onnx::NodeProto& n) {
           writer.integers("parts", {2}, {kGreatest, 5});
           n.add_output("z");
           set(n, "axis", 2);
         });
       }},
      {"RangeOfEverything",
       [] {
         ModelWriter writer({0, 2});
         writer.integers("a", {}, {0});
         writer.integers("b", {}, {1 << 28});
         writer.integers("c", {}, {1});
         writer.node("Range", {"a", "b", "c"}, "y");
         return writer.bytes();
       }},
      {"ConstantOfShapeOfGigabytes",
       [] {
         ModelWriter writer({0, 2});
         writer.integers("shape", {2}, {1 << 14, 1 << 14});
         writer.node("ConstantOfShape", {"shape"}, "y");
         return writer.bytes();
       }},
      {"ConstantsThatDouble", [] { return doublings(40); }},
      {"DivisionByZeroOfShapes",
       [] {
         ModelWriter writer({0, 2});
         writer.integers("a", {}, {kLeast});
         writer.integers("b", {}, {0});
         writer.node("Div", {"a", "b"}, "y");
         return writer.bytes();
       }},
      {"OverflowOfShapes",
       [] {
         ModelWriter writer({0, 2});
         writer.integers("a", {}, {kGreatest});
         writer.node("Mul", {"a", "a"}, "y");
         return writer.bytes();
       }},
      {"CastBeyond64Bits",
       [] {
         ModelWriter writer({0, 2});
         writer.floats("a", {1}, {1e30F});
         set(writer.node("Cast", {"a"}, "y"), "to", Type::INT64);
         return writer.bytes();
       }},
      {"VarianceBelowZero",
       [] {
         ModelWriter writer({0, 1, 1});
         writer.floats("one", {1}, {1});
         writer.floats("negative", {1}, {-1});
         writer.node("BatchNormalization", {"x", "one", "one", "one", "negative"}, "y");
         return writer.bytes();
       }},
      {"TrainingMode",
       [] {
         return oneNode(
             "BatchNormalization", {"x", "w", "w", "w", "w"}, {2},
             [](ModelWriter&, onnx::NodeProto& n) { set(n, "training_mode", 1); }, 14);
       }},
  };
}

}  // namespace

std::vector<HostileModel> hostileModels() {
  std::vector<HostileModel> all;
  for (const auto& group : {files(), names(), tensors(), operators()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace ohmic::tests
