// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/external_data.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "configs/reader/error.h"
#include "tests/folder.h"
#include "tests/unit/models/model_writer.h"
#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

/// A model whose weights {2, 1} lie in another file.
class ExternalData : public tests::TestInFolder {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "model" / "sub");
    const std::vector<float> values{9.0F, 2.0F, 3.0F};
    const std::string bytes(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    for (const char* name : {"outside.bin", "model/inside.bin", "model/sub/deep.bin"}) {
      write(name, bytes);
    }
  }

  fs::path writeModel(const std::string& location, const std::string& offset = "4") const {
    ModelWriter writer({0, 2});
    auto& weights = *writer.model.mutable_graph()->add_initializer();
    weights.set_name("w");
    weights.set_data_type(onnx::TensorProto::FLOAT);
    weights.add_dims(2);
    weights.add_dims(1);
    weights.set_data_location(onnx::TensorProto::EXTERNAL);
    const auto entry = [&](const char* key, const std::string& value) {
      auto& pair = *weights.add_external_data();
      pair.set_key(key);
      pair.set_value(value);
    };
    entry("location", location);
    entry("offset", offset);
    entry("length", "8");
    writer.node("MatMul", {"x", "w"}, "y");
    return write("model/model.onnx", writer.bytes());
  }

  std::string refusal(const std::string& location, const std::string& offset = "4") const {
    const fs::path file = writeModel(location, offset);
    try {
      static_cast<void>(importOnnx(file));
      return "imported";
    } catch (const configs::InputError& error) {
      return std::string(error.what()).substr(file.string().size());
    }
  }
};

TEST_F(ExternalData, IsReadFromTheModelsFolderAndBelow) {
  for (const char* location : {"inside.bin", "sub/deep.bin"}) {
    const fs::path file = writeModel(location);
    const Graph graph = importOnnx(file);
    EXPECT_EQ(runOnce(graph, {1, 10}), (std::vector<float>{32}));
    ASSERT_EQ(graph.files.size(), 2U);
    EXPECT_EQ(graph.files[0], file);
    EXPECT_EQ(graph.files[1], fs::canonical(folder_ / "model" / location));
  }
}

TEST_F(ExternalData, DoesNotLeaveTheFolder) {
  const std::string dots =
      ": tensor 'w': found external data in '../outside.bin'; allowed: a file in the model's folder or "
      "below; "
      "try moving the file beside the model";
  EXPECT_EQ(refusal("../outside.bin"), dots);
  EXPECT_NE(refusal("sub/../../outside.bin").find("try moving"), std::string::npos);
  EXPECT_NE(refusal((folder_ / "outside.bin").string()).find("try moving"), std::string::npos);
  EXPECT_NE(refusal("/etc/passwd").find("try moving"), std::string::npos);
  fs::create_symlink(folder_ / "outside.bin", folder_ / "model" / "link.bin");
  EXPECT_EQ(refusal("link.bin"),
            ": tensor 'w': found external data in 'link.bin', which leads out of the model's folder; "
            "allowed: a file "
            "in the model's folder or below; try replacing the link by the file");
  fs::create_directory_symlink(folder_, folder_ / "model" / "up");
  EXPECT_NE(refusal("up/outside.bin").find("leads out of the model's folder"), std::string::npos);
}

// Hugging Face's cache: the snapshot's files are links into a folder of blobs; git without links leaves their
// paths.
TEST_F(ExternalData, LiesBesideTheFileThatTheModelsPathLinksTo) {
  const fs::path model = writeModel("model.data");
  fs::create_directories(folder_ / "blobs");
  fs::create_directories(folder_ / "snapshot");
  fs::rename(model, folder_ / "blobs" / "1111");
  fs::copy_file(folder_ / "model" / "inside.bin", folder_ / "blobs" / "2222");
  fs::create_symlink("../blobs/1111", folder_ / "snapshot" / "model.onnx");
  fs::create_symlink("../blobs/2222", folder_ / "snapshot" / "model.data");
  EXPECT_EQ(runOnce(importOnnx(folder_ / "snapshot" / "model.onnx"), {1, 10}), (std::vector<float>{32}));
  fs::create_directories(folder_ / "copied");
  std::ofstream(folder_ / "copied" / "model.onnx") << "../blobs/1111";
  std::ofstream(folder_ / "copied" / "model.data") << "../blobs/2222";
  EXPECT_EQ(runOnce(importOnnx(folder_ / "copied" / "model.onnx"), {1, 10}), (std::vector<float>{32}));
}

TEST_F(ExternalData, RefusesMissingFilesFoldersAndPartsBeyondTheEnd) {
  EXPECT_NE(refusal("absent.bin").find("which is missing"), std::string::npos);
  EXPECT_NE(refusal("sub").find("which is no regular file"), std::string::npos);
  ASSERT_EQ(mkfifo((folder_ / "model" / "pipe.bin").c_str(), 0600), 0);
  EXPECT_NE(refusal("pipe.bin").find("found a pipe"), std::string::npos) << refusal("pipe.bin");
  EXPECT_NE(refusal("").find("found external data in ''"), std::string::npos);
  EXPECT_EQ(refusal("inside.bin", "8"),
            ": tensor 'w': found 12 bytes in 'inside.bin', 8 bytes asked for at offset 8; allowed: a part "
            "within the "
            "file; try copying the file again");
  EXPECT_NE(refusal("inside.bin", "-4").find("allowed: a number of bytes"), std::string::npos);
  EXPECT_NE(refusal("inside.bin", "99999999999999999999").find("allowed: a number of bytes"),
            std::string::npos);
}

TEST_F(ExternalData, IsRefusedForModelsFromMemory) {
  const fs::path file = writeModel("inside.bin");
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  EXPECT_THROW(static_cast<void>(importOnnx(bytes, "memory")), configs::InputError);
}

}  // namespace
}  // namespace ohmic::models
