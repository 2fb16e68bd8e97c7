// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <functional>
#include <string>

#include "configs/files/csv.h"
#include "configs/reader/error.h"
#include "devices/cells/faults.h"
#include "devices/cells/measured_table.h"
#include "models/datasets/idx_file.h"
#include "models/datasets/numpy_file.h"
#include "models/datasets/picture.h"
#include "models/datasets/table_samples.h"
#include "models/onnx/import.h"
#include "tests/fuzz/targets.h"
#include "tests/places.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

void readNetwork(const fs::path& file) { static_cast<void>(models::importOnnx(file)); }

void readArray(const fs::path& file) { static_cast<void>(models::readNpy(file)); }

void readArchive(const fs::path& file) {
  for (const auto& name : models::namesInArchive(file)) {
    static_cast<void>(models::readFromArchive(file, name));
  }
}

/// Images of the file beside labels of the corpus: two of them.
void readIdx(const fs::path& file) {
  const fs::path labels = fs::path(sourceFolder()) / "tests/fuzz/corpus/idx/labels.idx";
  static_cast<void>(models::readIdx(file, labels, 100));
}

void readPicture(const fs::path& file) {
  static_cast<void>(models::resizeAndCrop(models::readPicture(file), 8, 8));
}

void readRows(const fs::path& file) { static_cast<void>(configs::readCsv(file)); }

/// As each kind of table that its header may say, and as samples: refused if none of them accepts it.
void readTable(const fs::path& file) {
  models::DatasetChoice samples;
  samples.name = "csv";
  samples.path = file;
  const std::function<void()> readers[] = {
      [&] { static_cast<void>(devices::readStuckCells(file)); },
      [&] { static_cast<void>(devices::readErrorTable(file)); },
      [&] { static_cast<void>(devices::readCurve(file, devices::TableKind::relaxation)); },
      [&] { static_cast<void>(devices::readCurve(file, devices::TableKind::readNoise)); },
      [&] { static_cast<void>(models::readTable(samples)); },
      [&] { static_cast<void>(devices::readMeasuredTable(file)); }};
  std::exception_ptr refusal;
  bool isAccepted = false;
  for (const auto& read : readers) {
    try {
      read();
      isAccepted = true;
    } catch (const configs::InputError&) {
      refusal = std::current_exception();
    }
  }
  if (!isAccepted) {
    std::rethrow_exception(refusal);
  }
}

}  // namespace

const std::vector<FuzzTarget>& dataTargets() {
  static const std::vector<FuzzTarget> targets = {
      {"onnx", readNetwork}, {"npy", readArray},    {"npz", readArchive}, {"idx", readIdx},
      {"png", readPicture},  {"jpeg", readPicture}, {"csv", readRows},    {"table", readTable}};
  return targets;
}

}  // namespace ohmic::tests
