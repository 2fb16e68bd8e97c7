// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/table_samples.h"

#include "configs/reader/error.h"
#include "models/datasets/open_samples.h"
#include "tests/folder.h"

namespace ohmic::models {
namespace {

class TableSamples : public tests::TestInFolder {
 protected:
  DatasetChoice choice(const std::string& file = {}) const {
    DatasetChoice chosen;
    chosen.name = "csv";
    chosen.path = file.empty() ? folder_ : folder_ / file;
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
};

std::vector<float> sampleOf(const Samples& samples, std::int64_t index) {
  std::vector<float> values(static_cast<std::size_t>(elementCount(samples.shape())));
  samples.image(index, values.data());
  return values;
}

TEST_F(TableSamples, AreLinesOfNumbersAndALabel) {
  write("train.csv", "label,a,b\n1,0.5,-2\n");
  write("test.csv", "a,b,label\n0.5,-2e3,1\n0.25,\"7\",0\n");
  const auto samples = openSamples(choice());
  EXPECT_EQ(samples->shape(), Shape{2});
  ASSERT_EQ(samples->count(), 2);
  EXPECT_EQ(samples->label(0), 1);
  EXPECT_EQ(sampleOf(*samples, 0), (std::vector<float>{0.5F, -2000.0F}));
  EXPECT_EQ(sampleOf(*samples, 1), (std::vector<float>{0.25F, 7.0F}));
  DatasetChoice train = choice();
  train.split = Split::train;
  train.mean = {0.5, 0.0};
  train.deviation = {1.0, 4.0};
  EXPECT_EQ(sampleOf(*openSamples(train), 0), (std::vector<float>{0.0F, -0.5F}));
}

TEST_F(TableSamples, LeavePandasIndexOut) {
  write("data.csv", ",x0,x1,y\n0,1.5,2.5,1\n1,3.5,4.5,0\n");
  const auto samples = openSamples(choice("data.csv"));
  EXPECT_EQ(sampleOf(*samples, 1), (std::vector<float>{3.5F, 4.5F}));
  EXPECT_EQ(samples->notes().size(), 1U);
}

TEST_F(TableSamples, LeaveAColumnThatCountsTheLinesOut) {
  write("iris.csv", "Id,w,y\n1,1.5,1\n2,3.5,0\n3,4.5,0\n");
  const auto samples = openSamples(choice("iris.csv"));
  EXPECT_EQ(samples->shape(), Shape{1});
  EXPECT_EQ(sampleOf(*samples, 1), std::vector<float>{3.5F});
  EXPECT_EQ(samples->notes().size(), 1U);
  write("kinds.csv", "id,w,y\n7,1.5,1\n7,3.5,0\n");  // a feature of that name
  EXPECT_EQ(openSamples(choice("kinds.csv"))->shape(), Shape{2});
  write("seven.csv", "w,id,y\n1,1.5,1\n2,3.5,0\n");
  EXPECT_EQ(openSamples(choice("seven.csv"))->shape(), Shape{2});
  DatasetChoice chosen = choice("iris.csv");
  chosen.labelColumn = "Id";
  EXPECT_EQ(openSamples(chosen)->label(0), 1);
  EXPECT_EQ(openSamples(chosen)->shape(), Shape{2});
}

TEST_F(TableSamples, TakeTheColumnThatIsNamed) {
  write("data.csv", "1.5,2.5,1\n3.5,4.5,0\n");
  DatasetChoice chosen = choice("data.csv");
  EXPECT_NE(refusal(chosen).find(
                "found no header over 3 columns, '1.5,2.5,1'; allowed: one column whose header is label, "
                "class, target or y; try dataset.label_column"),
            std::string::npos)
      << refusal(chosen);
  chosen.labelColumn = "last";
  EXPECT_EQ(openSamples(chosen)->label(0), 1);
  EXPECT_EQ(sampleOf(*openSamples(chosen), 1), (std::vector<float>{3.5F, 4.5F}));
  write("named.csv", "species,w\nsetosa,1\nvirginica,2\n");
  chosen = choice("named.csv");
  chosen.labelColumn = "species";
  EXPECT_NE(refusal(chosen).find("named.csv:2: found the label 'setosa'"), std::string::npos)
      << refusal(chosen);
  chosen.classes = {"virginica", "setosa"};
  EXPECT_EQ(openSamples(chosen)->label(0), 1);
}

TEST_F(TableSamples, AreRefusedByLine) {
  write("data.csv", "a,b,label\n1,2,0\n1,x,0\n");
  EXPECT_NE(refusal(choice("data.csv")).find("data.csv:3: found 'x' in column 2; allowed: a finite number"),
            std::string::npos)
      << refusal(choice("data.csv"));
  write("data.csv", "a,b,label\n1,2,0\n1,0\n");
  EXPECT_NE(refusal(choice("data.csv")).find("data.csv:3: found 2 fields; allowed: 3"), std::string::npos);
  write("data.csv", "a,b,label\n1,2,-1\n");
  EXPECT_NE(refusal(choice("data.csv")).find("found the label '-1'"), std::string::npos);
  write("data.csv", "a,b,label\n");
  EXPECT_NE(refusal(choice("data.csv")).find("found 3 columns and 1 lines"), std::string::npos);
  DatasetChoice train = choice("data.csv");
  train.split = Split::train;
  EXPECT_NE(refusal(train).find("found no train.csv"), std::string::npos);
}

}  // namespace
}  // namespace ohmic::models
