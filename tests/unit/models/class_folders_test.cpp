// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Folders of pictures as torchvision, Kaggle, fastai and Tiny ImageNet lay them out.

#include "models/datasets/class_folders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "configs/reader/error.h"
#include "models/datasets/imagenet_wnids.h"
#include "models/datasets/open_samples.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kPicture =
    fs::path(tests::sourceFolder()) / "tests/golden/pictures/formats/test/png-4-grey/png-4-grey.png";

using Names = std::vector<std::string>;

class ClassFoldersTest : public tests::TestInFolder {
 protected:
  /// Puts a picture at a place.
  void put(const std::string& file) const {
    fs::create_directories((folder_ / file).parent_path());
    fs::copy_file(kPicture, folder_ / file);
  }

  DatasetChoice choice(Split split = Split::test) const {
    DatasetChoice chosen;
    chosen.name = "folder";
    chosen.path = folder_;
    chosen.split = split;
    chosen.resize = 0;
    chosen.crop = 4;
    return chosen;
  }

  std::string refusal(const DatasetChoice& chosen) const {
    try {
      static_cast<void>(openSamples(chosen));
      return "opened";
    } catch (const configs::InputError& error) {
      return error.what();
    }
  }

  /// The label of each picture by its path below the folder.
  std::map<std::string, int> labels(const Samples& samples) const {
    std::map<std::string, int> byFile;
    for (std::int64_t i = 0; i < samples.count(); ++i) {
      byFile[fs::relative(samples.files()[static_cast<std::size_t>(i)], folder_).string()] = samples.label(i);
    }
    return byFile;
  }
};

TEST_F(ClassFoldersTest, ClassesAreThoseOfAllSplits) {
  for (const char* const file :
       {"train/a/1.png", "train/b/1.png", "train/c/1.png", "test/a/1.png", "test/c/1.png"}) {
    put(file);
  }
  const auto samples = openSamples(choice());
  EXPECT_EQ(samples->classes(), (Names{"a", "b", "c"}));
  EXPECT_EQ(labels(*samples), (std::map<std::string, int>{{"test/a/1.png", 0}, {"test/c/1.png", 2}}));
  ASSERT_EQ(samples->notes().size(), 1U);
  EXPECT_NE(samples->notes()[0].find("1 of the 3 classes have no pictures"), std::string::npos);
}

TEST_F(ClassFoldersTest, NumbersAreClassesInTheirOrder) {
  for (int i = 0; i < 12; ++i) {
    put("test/" + std::to_string(i) + "/x.png");
  }
  const auto samples = openSamples(choice());
  EXPECT_EQ(samples->classes()[2], "2");
  EXPECT_EQ(samples->classes()[10], "10");
  EXPECT_EQ(labels(*samples).at("test/10/x.png"), 10);
  EXPECT_NE(samples->notes().at(0).find(
                "in their order, 0, 1, 2, ... (torchvision's ImageFolder sorts them as texts: 0, "
                "1, 10, ...)"),
            std::string::npos);
}

TEST_F(ClassFoldersTest, SplitsAreFoundByTheirWord) {
  for (const auto& [split, name] :
       {std::pair{Split::train, "Training"}, {Split::test, "Testing"}, {Split::validation, "valid"}}) {
    put(std::string(name) + "/a/1.png");
    EXPECT_EQ(*findSplitFolder(folder_, split), folder_ / name);
    fs::remove_all(folder_ / name);
    put("archive/my_" + std::string(name) + "_set/a/1.png");
    EXPECT_EQ(*findSplitFolder(folder_, split), folder_ / "archive" / ("my_" + std::string(name) + "_set"));
    fs::remove_all(folder_ / "archive");
  }
  put("seg_train/seg_train/a/1.png");
  EXPECT_EQ(*findSplitFolder(folder_, Split::train), folder_ / "seg_train" / "seg_train");
  EXPECT_FALSE(findSplitFolder(folder_, Split::test));
  put("old_train/a/1.png");
  EXPECT_THROW(static_cast<void>(findSplitFolder(folder_, Split::train)), configs::InputError);
}

TEST_F(ClassFoldersTest, PicturesMayLieDeeperAndBehindLinks) {
  put("test/a/images/2.png");
  put("test/a/images/1.png");
  put("store/3.png");
  fs::create_directories(folder_ / "test/b");
  fs::create_symlink(folder_ / "store/3.png", folder_ / "test/b/3.png");
  fs::create_directory_symlink(folder_ / "store", folder_ / "test/c");
  EXPECT_EQ(labels(*openSamples(choice())),
            (std::map<std::string, int>{
                {"test/a/images/1.png", 0}, {"test/a/images/2.png", 0}, {"store/3.png", 2}}));
  fs::create_directory_symlink(folder_ / "test/a", folder_ / "test/a/again");
  EXPECT_NE(refusal(choice()).find("found folders that lead into each other"), std::string::npos);
  fs::remove(folder_ / "test/a/again");
  fs::create_symlink(folder_ / "nowhere.png", folder_ / "test/a/gone.png");
  EXPECT_NE(refusal(choice()).find("test/a/gone.png: found no file, or a link that leads to none"),
            std::string::npos);
}

TEST_F(ClassFoldersTest, WhatIsNoPictureIsCountedAndNamed) {
  put("test/a/1.png");
  put("test/a/.hidden.png");
  put("test/.ipynb_checkpoints/1.png");
  write("test/a/2.webp", "RIFF....WEBP");
  write("test/a/3.webp", "RIFF....WEBP");
  write("test/a/list.txt", "1");
  const auto samples = openSamples(choice());
  EXPECT_EQ(samples->count(), 1);
  EXPECT_EQ(samples->classes(), Names{"a"});
  ASSERT_EQ(samples->notes().size(), 1U);
  EXPECT_NE(samples->notes()[0].find("no JPEG or PNG are not read: 1 .txt, 2 .webp, 1 hidden ("),
            std::string::npos)
      << samples->notes()[0];
  fs::create_directories(folder_ / "test/b");
  write("test/b/1.webp", "RIFF....WEBP");
  EXPECT_NE(
      refusal(choice()).find("test/b: found no pictures, but 1 .webp; allowed: .jpg, .jpeg or .png files"),
      std::string::npos);
}

TEST_F(ClassFoldersTest, LabelsThatAreGivenCount) {
  put("test/n02102040/1.png");
  put("test/n03000684/1.png");
  DatasetChoice chosen = choice();
  const auto wnids = imagenetWnids();
  for (std::size_t i = 0; i < wnids.size(); ++i) {
    chosen.labels[wnids[i]] = static_cast<int>(i);
  }
  const auto samples = openSamples(chosen);
  EXPECT_EQ(samples->label(0), 217);  // English springer
  EXPECT_EQ(samples->label(1), 491);  // chain saw
  EXPECT_EQ(samples->classes().size(), 1000U);
  chosen.labels = {{"n02102040", 4}};
  EXPECT_NE(refusal(chosen).find("test/n03000684: found a folder that dataset.labels does not name"),
            std::string::npos);
}

TEST_F(ClassFoldersTest, TinyImageNetsValidationIsReadByItsAnnotations) {
  for (const char* const file : {"train/n1/images/a.png", "train/n2/images/b.png", "test/images/z.png",
                                 "val/images/val_0.png", "val/images/val_1.png"}) {
    put(file);
  }
  write("val/val_annotations.txt", "val_0.png\tn2\t0\t0\t9\t9\nval_1.png\tn1\t0\t0\t9\t9\r\n");
  const auto samples = openSamples(choice(Split::validation));
  EXPECT_EQ(samples->classes(), (Names{"n1", "n2"}));
  EXPECT_EQ(samples->count(), 2);
  EXPECT_EQ(labels(*samples).at("val/images/val_0.png"), 1);
  EXPECT_NE(refusal(choice()).find(
                "test: found the folder 'images', and no folder that the train split has ('n1', ...)"),
            std::string::npos)
      << refusal(choice());
}

TEST_F(ClassFoldersTest, HuggingFacesMetadataNamesTheLabels) {
  for (const char* const file :
       {"train/0.png", "train/1.png", "train/more/2.png", "test/0.png", "test/1.png"}) {
    put(file);
  }
  write("train/metadata.csv", "file_name,label\n0.png,fox\n1.png,cat\nmore/2.png,dog\n");
  write("test/metadata.csv", "file_name,additional,label\n1.png,\"a, b\",dog\n0.png,,fox\n");
  const auto samples = openSamples(choice());
  EXPECT_EQ(samples->classes(), (Names{"cat", "dog", "fox"}));
  EXPECT_EQ(labels(*samples), (std::map<std::string, int>{{"test/0.png", 2}, {"test/1.png", 1}}));
  EXPECT_EQ(labels(*openSamples(choice(Split::train))).at("train/more/2.png"), 1);
  for (const char* const line : {"../test/0.png,a", "/etc/passwd,a", "0.png", "0.png,", ",a"}) {
    write("test/metadata.csv", std::string("file_name,label\n") + line + "\n");
    EXPECT_NE(refusal(choice()).find("metadata.csv:2: found no picture and its label"), std::string::npos)
        << refusal(choice());
  }
  write("test/metadata.csv", "file_name,text\n0.png,a fox\n");
  EXPECT_NE(refusal(choice()).find("or a metadata.csv of file_name,label"), std::string::npos);
}

TEST_F(ClassFoldersTest, PicturesWithoutClassesAreExplained) {
  put("train/a/1.png");
  put("test/1.png");
  EXPECT_NE(refusal(choice()).find("test: found pictures without a folder per class, so without labels"),
            std::string::npos);
}

// The order and anchors of ILSVRC 2012's classes as torchvision's and TensorFlow's models have them.
TEST(ImagenetWnids, AreAThousandInOrder) {
  const auto wnids = imagenetWnids();
  ASSERT_EQ(wnids.size(), 1000U);
  EXPECT_TRUE(std::is_sorted(wnids.begin(), wnids.end()));
  EXPECT_EQ(std::set<std::string>(wnids.begin(), wnids.end()).size(), 1000U);
  const std::map<int, const char*> anchors = {
      {0, "n01440764"},    // tench
      {100, "n01860187"},  // black swan
      {207, "n02099601"},  // golden retriever
      {217, "n02102040"},  // English springer
      {281, "n02123045"},  // tabby
      {388, "n02510455"},  // giant panda
      {404, "n02690373"},  // airliner
      {482, "n02979186"},  // cassette player
      {491, "n03000684"},  // chain saw
      {497, "n03028079"},  // church
      {566, "n03394916"},  // French horn
      {569, "n03417042"},  // garbage truck
      {571, "n03425413"},  // gas pump
      {574, "n03445777"},  // golf ball
      {701, "n03888257"},  // parachute
      {817, "n04285008"},  // sports car
      {920, "n06874185"},  // traffic light
      {954, "n07753592"},  // banana
      {963, "n07873807"},  // pizza
      {980, "n09472597"},  // volcano
      {999, "n15075141"},  // toilet tissue
  };
  for (const auto& [label, wnid] : anchors) {
    EXPECT_EQ(wnids[static_cast<std::size_t>(label)], wnid) << label;
  }
}

}  // namespace
}  // namespace ohmic::models
