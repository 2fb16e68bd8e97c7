// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>

#include "configs/reader/error.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::models {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// A model of one node on one image of 2 channels and 4 x 4 pixels, with weights "w" of ones.
class OneNode : public ModelWriter {
 public:
  OneNode(const std::string& type, const std::vector<std::string>& inputs, const Shape& weights = {},
          int opset = 13)
      : ModelWriter({0, 2, 4, 4}, opset) {
    if (!weights.empty()) {
      floats("w", weights, std::vector<float>(static_cast<std::size_t>(elementCount(weights)), 1.0F));
    }
    op = &node(type, inputs, "y");
  }
  onnx::NodeProto* op;
};

std::string refusalOfBytes(std::string_view bytes) {
  try {
    static_cast<void>(importOnnx(bytes, "model.onnx"));
    return "imported";
  } catch (const configs::InputError& error) {
    return error.what();
  }
}

/// A protobuf field that holds a message.
std::string field(int number, const std::string& message) {
  std::string bytes(1, static_cast<char>(number << 3 | 2));
  std::size_t rest = message.size();
  for (; rest >= 128; rest >>= 7) {
    bytes.push_back(static_cast<char>((rest & 127) | 128));
  }
  bytes.push_back(static_cast<char>(rest));
  return bytes + message;
}

TEST(ImportRefuses, FilesThatAreNoModel) {
  const auto foreign = [](const std::string& what, const std::string& remedy) {
    return "model.onnx: found " + what + "; allowed: an ONNX model; try " + remedy;
  };
  EXPECT_EQ(refusalOfBytes(""), foreign("an empty file", "copying or downloading it again"));
  EXPECT_EQ(refusalOfBytes("PK\x03\x04 a zip file"),
            foreign("a zip archive", "unzip, and the network in it"));
  EXPECT_EQ(refusalOfBytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
            foreign("a Git LFS pointer, not the file itself", "git lfs pull in its repository"));
  const std::string exporting = "loading it and torch.onnx.export(model.eval(), image, 'model.onnx')";
  EXPECT_EQ(refusalOfBytes("PK\x03\x04..archive/data.pkl"),
            foreign("a PyTorch checkpoint: weights without a graph", exporting));
  EXPECT_EQ(refusalOfBytes("PK\x03\x04..net/data.pkl..net/code/x.py"),
            foreign("a TorchScript archive", exporting));
  EXPECT_EQ(refusalOfBytes("\x80\x02\x8a\nl\xfc"),
            foreign("a Python pickle, as older PyTorch and scikit-learn save models", exporting));
  EXPECT_NE(refusalOfBytes("\x89HDF\r\n\x1a\n....").find("found an HDF5 file, as Keras saves a model"),
            std::string::npos);
  EXPECT_NE(refusalOfBytes(std::string("\x1c\0\0\0TFL3", 8)).find("found a TensorFlow Lite model"),
            std::string::npos);
  EXPECT_NE(refusalOfBytes("\x08\x01\x12\x04....__saved_model_init_op").find("found a TensorFlow SavedModel"),
            std::string::npos);
  EXPECT_NE(refusalOfBytes("<!DOCTYPE html><html>404").find("found a web page"), std::string::npos);
  EXPECT_NE(refusalOfBytes(std::string("\x08\0\0\0\0\0\0\0{\"a\":", 13)).find("found weights in safetensors"),
            std::string::npos);
  EXPECT_NE(refusalOfBytes("\x08\x07\x12").find("found bytes that are no whole ONNX model"),
            std::string::npos);
  EXPECT_THROW(static_cast<void>(importOnnx("/nowhere/absent.onnx")), configs::InputError);
  EXPECT_THROW(static_cast<void>(importOnnx("/tmp")), configs::InputError);
}

TEST(ImportRefuses, GraphsNestedThousandsDeep) {
  std::string graph;
  for (int depth = 0; depth < 3000; ++depth) {
    graph = field(1, field(5, field(6, graph)));  // graph.node.attribute.g
  }
  EXPECT_NE(refusalOfBytes(field(7, graph)).find("no whole ONNX model"), std::string::npos);
}

TEST(ImportRefuses, OpsetsOutsideItsRange) {
  EXPECT_EQ(OneNode("Relu", {"x"}, {}, 6).refusal(),
            "model.onnx: found opset 6; allowed: 7 to 23; try torch.onnx.export(..., opset_version=13)");
  EXPECT_EQ(OneNode("Relu", {"x"}, {}, 24).refusal(),
            "model.onnx: found opset 24; allowed: 7 to 23; try torch.onnx.export(..., opset_version=13)");
  OneNode none("Relu", {"x"});
  none.model.clear_opset_import();
  EXPECT_EQ(none.refusal(),
            "model.onnx: found no opset; allowed: 7 to 23; try torch.onnx.export(..., opset_version=13)");
}

TEST(ImportRefuses, OperatorsThatItDoesNotRun) {
  const auto refuses = [](const std::string& type, const std::string& remedy) {
    const std::string message = OneNode(type, {"x"}).refusal();
    const std::string start = "model.onnx: node 'y_node' (" + type +
                              "): found an operator that Ohmic does not run (opset 13); allowed: the "
                              "operators of docs/operators.md; ";
    EXPECT_EQ(message, start + remedy);
  };
  refuses("GridSample", "try a fixed selection or grid: what is read may not depend on the image");
  refuses("Loop", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow");
  refuses("Wobble", "try network.output to stop before it, or the operators that it is made of");
  EXPECT_EQ(OneNode("Gelu", {"x"}, {}, 13).refusal(),
            "model.onnx: node 'y_node' (Gelu): found an operator that opset 13 does not have; allowed: in "
            "opset 20 and "
            "later; try torch.onnx.export(..., opset_version=20)");
  EXPECT_EQ(OneNode("Upsample", {"x"}, {}, 10).refusal(),
            "model.onnx: node 'y_node' (Upsample): found an operator that opset 10 does not have; allowed: "
            "until opset 9; "
            "try torch.onnx.export(..., opset_version=13)");
  OneNode custom("Relu", {"x"});
  custom.op->set_domain("com.example");
  EXPECT_EQ(custom.refusal(),
            "model.onnx: node 'y_node' (Relu): found an operator of domain 'com.example'; allowed: operators "
            "of ONNX "
            "itself, and those of other domains in docs/networks.md; try exporting without custom "
            "operators");
}

TEST(ImportRefuses, NamesThatAreMissingOrDouble) {
  EXPECT_EQ(OneNode("Relu", {"z"}).refusal(),
            "model.onnx: node 'y_node' (Relu): found input 'z', which nothing before this node computes; "
            "allowed: initialisers, the image and outputs of earlier nodes; try exporting the model again");
  EXPECT_EQ(OneNode("Relu", {}).refusal(),
            "model.onnx: node 'y_node' (Relu): found no input 0; allowed: all inputs of the operator; try "
            "exporting the model again");
  EXPECT_EQ(OneNode("Relu", {"y"}).refusal(),
            "model.onnx: node 'y_node' (Relu): found input 'y', which nothing before this node computes; "
            "allowed: initialisers, the image and outputs of earlier nodes; try exporting the model again");
  OneNode twice("Relu", {"x"});
  twice.node("Relu", {"x"}, "y");
  EXPECT_EQ(twice.refusal(),
            "model.onnx: node 'y_node' (Relu): found output 'y', which exists already; allowed: a new name "
            "for each output; try exporting the model again");
  OneNode initialisers("Add", {"x", "w"}, {1});
  initialisers.floats("w", {1}, {1});
  EXPECT_EQ(initialisers.refusal(),
            "model.onnx: found initialiser 'w' twice or without a name; allowed: one of each name; try "
            "exporting the model again");
  OneNode output("Relu", {"x"});
  output.model.mutable_graph()->mutable_output(0)->set_name("z");
  EXPECT_EQ(output.refusal(),
            "model.onnx: found output 'z', which no node computes; allowed: the result of a node; try "
            "exporting the model again");
  OneNode outputs("Relu", {"x"});
  outputs.model.mutable_graph()->add_output()->set_name("x");
  EXPECT_EQ(
      outputs.refusal(),
      "model.onnx: found 2 outputs: 'y', 'x'; allowed: one, the logits; try network.output: y, or another "
      "of them");
  OneNode nothing("Relu", {"x"});
  nothing.op->clear_output();
  EXPECT_EQ(nothing.refusal(),
            "model.onnx: found output 'y', which no node computes; allowed: the result of a node; try "
            "exporting the model again");
}

TEST(ImportRefuses, CyclesBecauseNoOrderExists) {
  ModelWriter writer({0, 2});
  writer.node("Add", {"x", "b"}, "a");
  writer.node("Relu", {"a"}, "b");
  writer.node("Relu", {"b"}, "y");
  EXPECT_EQ(writer.refusal(),
            "model.onnx: node 'a_node' (Add): found input 'b', which nothing before this node computes; "
            "allowed: initialisers, the image and outputs of earlier nodes; try exporting the model again");
}

TEST(ImportRefuses, InputsThatAreNoImage) {
  OneNode two("Relu", {"x"});
  two.model.mutable_graph()->add_input()->set_name("z");
  two.node("Add", {"y", "z"}, "sum");
  two.model.mutable_graph()->mutable_output(0)->set_name("sum");
  EXPECT_EQ(two.refusal(),
            "model.onnx: found 2 inputs: 'x', 'z'; allowed: one, the image; try exporting a model of one "
            "argument");
  const std::string remedy =
      "allowed: a fixed image size; try exporting with dynamic_axes={'input': {0: 'batch'}} only; a run "
      "takes "
      "the size from its data set";
  EXPECT_EQ(ModelWriter({0, 3, 0, 0}).refusal(),
            "model.onnx: found input 'x' of shape batchx3x?x?, free extents; " + remedy);
  EXPECT_EQ(ModelWriter({0}).refusal(),
            "model.onnx: found input 'x' of shape 0; allowed: the batch and at least one more axis; try "
            "exporting with an example of shape (1, ...)");
  EXPECT_EQ(ModelWriter({0, -3}).refusal(),
            "model.onnx: found input 'x' of shape batchx?, free extents; " + remedy);
  EXPECT_EQ(ModelWriter({0, 1LL << 40, 1LL << 40}).refusal(),
            "model.onnx: found shape 1099511627776x1099511627776; allowed: at most 268435456 elements; try "
            "exporting the model again");
  OneNode texts("Relu", {"x"});
  texts.model.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type()->set_elem_type(8);
  EXPECT_EQ(
      texts.refusal(),
      "model.onnx: found input 'x' of element type STRING; allowed: FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL "
      "and integers; try exporting the model in float32");
}

TEST(ImportRefuses, TensorsWhoseDataDoesNotFit) {
  const auto weights = [](void (*spoil)(onnx::TensorProto&)) {
    OneNode model("Conv", {"x", "w"}, {1, 2, 1, 1});
    spoil(*model.model.mutable_graph()->mutable_initializer(0));
    return model.refusal();
  };
  EXPECT_EQ(weights([](onnx::TensorProto& w) { w.set_raw_data("abc"); }),
            "model.onnx: tensor 'w': found 3 bytes; allowed: 8, as its shape 1x2x1x1 says; try exporting the "
            "model again");
  EXPECT_EQ(
      weights([](onnx::TensorProto& w) { w.clear_raw_data(); }),
      "model.onnx: tensor 'w': found 0 values; allowed: 2, as its shape says; try exporting the model again");
  EXPECT_EQ(
      weights([](onnx::TensorProto& w) { w.set_dims(0, -1); }),
      "model.onnx: tensor 'w': found shape -1x2x1x1; allowed: extents >= 0; try exporting the model again");
  EXPECT_EQ(weights([](onnx::TensorProto& w) { w.set_dims(0, 1LL << 62); }),
            "model.onnx: tensor 'w': found shape 4611686018427387904x2x1x1; allowed: at most 268435456 "
            "elements; try exporting the model again");
  EXPECT_EQ(
      weights([](onnx::TensorProto& w) { w.set_data_type(onnx::TensorProto::STRING); }),
      "model.onnx: tensor 'w': found element type STRING; allowed: FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL "
      "and integers of 4 to 64 bits; try exporting the model in float32");
  EXPECT_EQ(
      weights([](onnx::TensorProto& w) { w.set_data_type(99); }),
      "model.onnx: tensor 'w': found element type 99; allowed: FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL and "
      "integers of 4 to 64 bits; try exporting the model in float32");
  EXPECT_EQ(weights([](onnx::TensorProto& w) { w.mutable_segment()->set_begin(1); }),
            "model.onnx: tensor 'w': found a segmented tensor; allowed: whole tensors; try exporting the "
            "model again");
  EXPECT_EQ(weights([](onnx::TensorProto& w) { w.set_data_location(onnx::TensorProto::EXTERNAL); }),
            "model.onnx: tensor 'w': found external data in ''; allowed: data inside a model that is read "
            "from memory; try exporting the model again");
  EXPECT_EQ(weights([](onnx::TensorProto& w) { w.clear_name(); }),
            "model.onnx: found initialiser '' twice or without a name; allowed: one of each name; try "
            "exporting the model again");
}

TEST(ImportRefuses, WeightsThatAreNoNumbers) {
  ModelWriter writer({0, 2});
  writer.floats("w", {2, 2}, {1, 2, kNan, 4});
  writer.node("MatMul", {"x", "w"}, "y");
  EXPECT_EQ(writer.refusal(),
            "model.onnx: node 'y_node' (MatMul): found nan at element 2 of 'w'; allowed: finite numbers; try "
            "exporting the model again after a training without overflow");
  ModelWriter infinite({0, 2});
  infinite.floats("w", {2}, {1, std::numeric_limits<float>::infinity()});
  infinite.node("Add", {"x", "w"}, "y");
  EXPECT_EQ(infinite.refusal(),
            "model.onnx: node 'y_node' (Add): found inf at element 1 of 'w'; allowed: finite numbers; try "
            "exporting the model again after a training without overflow");
}

TEST(ImportRefuses, ConvolutionsThatDoNotFit) {
  EXPECT_EQ(OneNode("Conv", {"x", "w"}, {1, 3, 1, 1}).refusal(),
            "model.onnx: node 'y_node' (Conv): found weights 1x3x1x1 and 1 groups for input 2x4x4; allowed: "
            "groups that divide both channels, and input channels / groups as the weights' second extent; "
            "try exporting the model again");
  EXPECT_EQ(OneNode("Conv", {"x", "w"}, {1, 2, 5, 5}).refusal(),
            "model.onnx: node 'y_node' (Conv): found a window of 5x5 pixels on input 2x4x4; allowed: a "
            "window within the padded input; try images of the size that the network was trained on");
  EXPECT_EQ(OneNode("Conv", {"x", "w"}, {1, 2, 3}).refusal(),
            "model.onnx: node 'y_node' (Conv): found input 1x2x4x4 and weights 1x2x3; allowed: batch x "
            "channels x ... "
            "and out x in x ..., of one to three further axes each; try a network of one-, two- or "
            "three-dimensional "
            "layers");
  EXPECT_EQ(
      OneNode("Conv", {"w", "w"}, {1, 1, 1, 1}).refusal(),
      "model.onnx: found output 'y', which does not depend on the image; allowed: the result of a node; try "
      "exporting the model again");
  OneNode pads("Conv", {"x", "w"}, {1, 2, 1, 1});
  set(*pads.op, "pads", {-1, 0, 0, 0});
  EXPECT_EQ(pads.refusal(),
            "model.onnx: node 'y_node' (Conv): found -1 in pads; allowed: in [0, 16777216]; try exporting "
            "the model again");
  OneNode strides("Conv", {"x", "w"}, {1, 2, 1, 1});
  set(*strides.op, "strides", {0, 1});
  EXPECT_EQ(strides.refusal(),
            "model.onnx: node 'y_node' (Conv): found 0 in strides; allowed: in [1, 16777216]; try exporting "
            "the model "
            "again");
  OneNode count("Conv", {"x", "w"}, {1, 2, 1, 1});
  set(*count.op, "strides", {1, 1, 1});
  EXPECT_EQ(count.refusal(),
            "model.onnx: node 'y_node' (Conv): found 3 values of strides; allowed: 2, as the input has axes; "
            "try exporting the model again");
  OneNode automatic("Conv", {"x", "w"}, {1, 2, 1, 1});
  setText(*automatic.op, "auto_pad", "SOME");
  EXPECT_EQ(automatic.refusal(),
            "model.onnx: node 'y_node' (Conv): found auto_pad 'SOME'; allowed: NOTSET, SAME_UPPER, "
            "SAME_LOWER, VALID; try exporting the model again");
  OneNode groups("Conv", {"x", "w"}, {1, 2, 1, 1});
  set(*groups.op, "group", 0);
  EXPECT_EQ(groups.refusal(),
            "model.onnx: node 'y_node' (Conv): found weights 1x2x1x1 and 0 groups for input 2x4x4; allowed: "
            "groups that divide both channels, and input channels / groups as the weights' second extent; "
            "try exporting the model again");
}

TEST(ImportRefuses, SettingsThatItWouldHaveToIgnore) {
  OneNode unknown("Relu", {"x"});
  set(*unknown.op, "slope", 1);
  EXPECT_EQ(unknown.refusal(),
            "model.onnx: node 'y_node' (Relu): found attribute 'slope'; allowed: none; try exporting with an "
            "opset in "
            "which the operator has no such attribute");
  OneNode type("Flatten", {"x"});
  setReal(*type.op, "axis", 1.0F);
  EXPECT_EQ(type.refusal(),
            "model.onnx: node 'y_node' (Flatten): found attribute 'axis' of another type; allowed: an "
            "integer; try exporting the model again");
  OneNode twice("Flatten", {"x"});
  set(*twice.op, "axis", 1);
  set(*twice.op, "axis", 1);
  EXPECT_EQ(twice.refusal(),
            "model.onnx: node 'y_node' (Flatten): found attribute 'axis' twice; allowed: once; try exporting "
            "the model again");
  OneNode training("BatchNormalization", {"x", "w", "w", "w", "w"}, {2}, 14);
  set(*training.op, "training_mode", 1);
  EXPECT_EQ(training.refusal(),
            "model.onnx: node 'y_node' (BatchNormalization): found training_mode 1; allowed: 0, or a "
            "constant input; "
            "try exporting model.eval()");
  OneNode mode("Pad", {"x"}, {}, 9);
  setText(*mode.op, "mode", "mirror");
  EXPECT_EQ(mode.refusal(),
            "model.onnx: node 'y_node' (Pad): found mode 'mirror'; allowed: constant, reflect, edge, wrap; "
            "try exporting "
            "the model again");
}

TEST(ImportRefuses, InputsThatItWouldHaveToIgnore) {
  EXPECT_EQ(
      OneNode("Relu", {"x", "x"}).refusal(),
      "model.onnx: node 'y_node' (Relu): found 2 inputs; allowed: at most 1; try exporting the model again");
  OneNode integers("Sigmoid", {"i"});
  integers.integers("i", {2}, {1, 2});
  EXPECT_EQ(
      integers.refusal(),
      "model.onnx: node 'y_node' (Sigmoid): found integers; allowed: floats; try exporting the model again");
  OneNode both("Unsqueeze", {"x", "axes"});
  both.integers("axes", {1}, {1});
  set(*both.op, "axes", Shape{1});
  EXPECT_EQ(both.refusal(),
            "model.onnx: node 'y_node' (Unsqueeze): found attribute 'axes'; allowed: none; try exporting "
            "with an opset "
            "in which the operator has no such attribute");
}

TEST(ImportRefuses, MixingTheImagesOfABatch) {
  OneNode flatten("Flatten", {"x"});
  set(*flatten.op, "axis", 2);
  EXPECT_EQ(flatten.refusal(),
            "model.onnx: found output 'y' of shape 2x16, whose first axis is not the batch; allowed: the "
            "logits of each image, the batch first; try returning logits of batch x classes");
  ModelWriter three({3, 2, 4});
  set(three.node("Flatten", {"x"}, "y"), "axis", 2);
  EXPECT_EQ(three.refusal(),
            "model.onnx: node 'y_node' (Flatten): found result 6x4, whose first axis is not the batch; "
            "allowed: a first axis of 3; try exporting with dynamic_axes={'input': {0: 'batch'}}");
  ModelWriter turn({3, 2, 4});
  turn.node("Transpose", {"x"}, "y");
  EXPECT_EQ(turn.refusal(),
            "model.onnx: node 'y_node' (Transpose): found permutation [2, 1, 0]; allowed: each axis once, "
            "the batch first; try exporting the model again");
  ModelWriter concat({3, 2, 4});
  set(concat.node("Concat", {"x", "x"}, "y"), "axis", 0);
  EXPECT_EQ(concat.refusal(),
            "model.onnx: node 'y_node' (Concat): found axis 0, the batch; allowed: the axes of one image; "
            "try exporting a model that treats its images one by one");
  ModelWriter batches({3, 2, 4, 4});
  batches.floats("w", {3, 2, 4, 4}, std::vector<float>(96, 1.0F));
  batches.node("Add", {"x", "w"}, "y");
  EXPECT_EQ(batches.refusal(),
            "model.onnx: node 'y_node' (Add): found constant 'w' of shape 3x2x4x4 beside an activation with "
            "4 axes; allowed: the same constant for every image of the batch; try exporting the model again");
}

TEST(ImportRefuses, ProductsAndSumsThatDoNotFit) {
  ModelWriter product({0, 2, 3});
  product.node("MatMul", {"x", "x"}, "y");
  EXPECT_EQ(
      product.refusal(),
      "model.onnx: node 'y_node' (MatMul): found operands 2x3 and 2x3; allowed: ... x m x k and ... x k "
      "x n; try exporting the model again");
  EXPECT_EQ(OneNode("MatMul", {"x", "w"}, {3, 2}).refusal(),
            "model.onnx: node 'y_node' (MatMul): found input 2x4x4 for weights 2x3; allowed: as many inputs "
            "as the weights' second extent; try exporting the model again");
  EXPECT_EQ(
      OneNode("Gemm", {"x", "w"}, {4, 2}).refusal(),
      "model.onnx: node 'y_node' (Gemm): found input 1x2x4x4 and weights 4x2; allowed: batch x inputs and a "
      "matrix; try nn.Flatten before the layer");
  EXPECT_EQ(OneNode("Add", {"x", "w"}, {3}).refusal(),
            "model.onnx: node 'y_node' (Add): found operands 2x4x4 and 3; allowed: equal extents, or 1, from "
            "the last axis on; try exporting the model again");
  EXPECT_EQ(OneNode("BatchNormalization", {"x", "w", "w", "w", "w"}, {3}).refusal(),
            "model.onnx: node 'y_node' (BatchNormalization): found scale 3; allowed: 2, one per channel; try "
            "exporting the model again");
  ModelWriter variance({0, 1, 1});
  variance.floats("one", {1}, {1});
  variance.floats("negative", {1}, {-1});
  variance.node("BatchNormalization", {"x", "one", "one", "one", "negative"}, "y");
  EXPECT_EQ(variance.refusal(),
            "model.onnx: node 'y_node' (BatchNormalization): found variance -1 of channel 0 with epsilon "
            "1e-05; allowed: a positive sum; try training until the running statistics are set");
}

TEST(ImportRefuses, ShapesThatDoNotFit) {
  const auto reshape = [](const std::vector<std::int64_t>& shape) {
    OneNode model("Reshape", {"x", "shape"});
    model.integers("shape", {static_cast<std::int64_t>(shape.size())}, shape);
    return model.refusal();
  };
  EXPECT_EQ(reshape({0, 33}),
            "model.onnx: node 'y_node' (Reshape): found shape 33 for operand 2x4x4; allowed: as many "
            "elements; try exporting the model again");
  EXPECT_EQ(reshape({-1, -1}),
            "model.onnx: node 'y_node' (Reshape): found shape [-1, -1]; allowed: extents, 0 for an axis of "
            "the operand, -1 once; try exporting the model again");
  EXPECT_EQ(reshape({0, -2}),
            "model.onnx: node 'y_node' (Reshape): found shape [0, -2]; allowed: extents, 0 for an axis of "
            "the operand, -1 once; try exporting the model again");
  EXPECT_EQ(reshape({1, 1LL << 40, 1LL << 40}),
            "model.onnx: node 'y_node' (Reshape): found shape 1099511627776x1099511627776; allowed: at most "
            "268435456 elements; try exporting the model again");
  EXPECT_EQ(OneNode("Reshape", {"x", "x"}).refusal(),
            "model.onnx: node 'y_node' (Reshape): found 'x' for the shape, which is no constant of integers; "
            "allowed: constant integers; try exporting with fixed image size and do_constant_folding=True");
  OneNode pool("MaxPool", {"x"});
  set(*pool.op, "kernel_shape", {2, 2});
  set(*pool.op, "pads", {2, 2, 2, 2});
  EXPECT_EQ(pool.refusal(),
            "model.onnx: node 'y_node' (MaxPool): found pads 2, 2, 2, 2 on a window of 2x2 pixels; allowed: "
            "pads smaller than the window; try exporting the model again");
  OneNode pads("Pad", {"x"}, {}, 9);
  set(*pads.op, "pads", {0, 0, 0, 0, 0, 0, 1LL << 60, 0});
  EXPECT_EQ(pads.refusal(),
            "model.onnx: node 'y_node' (Pad): found pads 0 and 1152921504606846976 on axis 1 of operand "
            "2x4x4; allowed: a result that is not negative; try exporting the model again");
  OneNode least("Pad", {"x"}, {}, 9);
  set(*least.op, "pads", {0, 0, 0, 0, 0, 0, INT64_MIN, INT64_MIN});
  EXPECT_EQ(least.refusal(),
            "model.onnx: node 'y_node' (Pad): found pads 0 and -9223372036854775808 on axis 1 of operand "
            "2x4x4; allowed: a result that is not negative; try exporting the model again");
  OneNode fill("ConstantOfShape", {"shape"});
  fill.integers("shape", {2}, {1 << 12, 1 << 13});
  EXPECT_EQ(fill.refusal(),
            "model.onnx: node 'y_node' (ConstantOfShape): found a constant result 4096x8192; allowed: at "
            "most 16777216 elements, or as many as its operands; try exporting the model again");
}

TEST(ImportRefuses, TooManyNodes) {
  ModelWriter writer({0, 2});
  for (int i = 0; i < 100001; ++i) {
    writer.model.mutable_graph()->add_node();
  }
  EXPECT_EQ(
      writer.refusal(),
      "model.onnx: found 100001 nodes and 100008 parts; allowed: at most 100000 nodes and 1000000 parts; try "
      "exporting the model again");
}

// A few bytes must not ask for gigabytes: 100 copies of 4 MiB.
TEST(ImportRefuses, ManyCopiesOfConstants) {
  ModelWriter writer({0, 2});
  writer.integers("shape", {1}, {1 << 20});
  std::vector<std::string> all{"x"};
  for (int i = 0; i < 100; ++i) {
    all.push_back("c" + std::to_string(i));
    writer.node("ConstantOfShape", {"shape"}, all.back());
  }
  writer.node("Sum", all, "y");
  EXPECT_EQ(
      writer.refusal(),
      "model.onnx: node 'c16_node' (ConstantOfShape): found more than four copies of the model's constants; "
      "allowed: tensors that are used, or copied, a few times each; try exporting the model again");
}

TEST(ImportRefuses, FoldingBeyondTheRangeOfFloats) {
  ModelWriter writer({0, 1});
  writer.floats("w", {1, 1}, {1e30F});
  writer.floats("one", {1}, {1});
  writer.floats("large", {1}, {1e30F});
  writer.node("MatMul", {"x", "w"}, "product");
  writer.node("BatchNormalization", {"product", "large", "one", "one", "one"}, "y");
  EXPECT_EQ(writer.refusal(),
            "model.onnx: found 9.999950301324084e+59 in 'product' after folding its BatchNormalization; "
            "allowed: the range of floats; try network.fold_batch_norm: false");
}

TEST(ImportRefuses, WithoutRepeatingControlCharactersAndEndlessNames) {
  OneNode model("Relu", {"\x1b[31m" + std::string(1000, 'z')});
  EXPECT_EQ(
      model.refusal(),
      "model.onnx: node 'y_node' (Relu): found input "
      "'?[31mzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz."
      "..', which nothing before this node computes; allowed: initialisers, the image and outputs of earlier "
      "nodes; try exporting the model again");
}

}  // namespace
}  // namespace ohmic::models
