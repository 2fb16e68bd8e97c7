// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/foreign_data.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHead = 4096;

struct Signature {
  std::string_view bytes;  ///< first in the file
  std::string_view part;   ///< and somewhere in its first 4 KiB
  const char* what;
  const char* remedy;
};

constexpr const char* kTorch = "torch.load and numpy.savez(FILE, x_test=..., y_test=...)";
constexpr const char* kPickle = "pickle.load and numpy.savez(FILE, x_test=..., y_test=...)";
constexpr const char* kJson = "pandas.read_json(FILE, lines=True).to_csv";

constexpr Signature kSignatures[] = {
    {"PAR1"sv, ""sv, "a Parquet file",
     "pandas.read_parquet(FILE).to_csv, or for pictures datasets.load_dataset and a folder per class"},
    {"ARROW1"sv, ""sv, "an Arrow file", "datasets.Dataset.from_file(FILE).to_csv, or a folder per class"},
    {"\x89HDF\r\n\x1a\n"sv, ""sv, "an HDF5 file",
     "h5py.File(FILE) and numpy.savez(FILE, x_test=..., y_test=...)"},
    {"MATLAB 5.0"sv, ""sv, "a MATLAB file",
     "scipy.io.loadmat(FILE) and numpy.savez(FILE, x_test=..., y_test=...)"},
    {"PK\x03\x04"sv, "data.pkl"sv, "tensors that torch.save wrote", kTorch},
    {"\x80\x02"sv, ""sv, "a Python pickle", kPickle},
    {"\x80\x03"sv, ""sv, "a Python pickle", kPickle},
    {"\x80\x04"sv, ""sv, "a Python pickle", kPickle},
    {"\x80\x05"sv, ""sv, "a Python pickle", kPickle},
    {"version https://git-lfs"sv, ""sv, "a Git LFS pointer, not the file itself", "git lfs pull"},
    {"\x1f\x8b"sv, ""sv, "a gzip file", "gunzip"},
    {"{\""sv, ""sv, "a JSON text", kJson},
    {"[{"sv, ""sv, "a JSON text", kJson},
    {"<!DOCTYPE"sv, ""sv, "a web page, as a failed download leaves it", "downloading the file itself"},
};

}  // namespace

void refuseForeignData(const fs::path& file) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) {
    return;
  }
  std::string head(kHead, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  for (const Signature& known : kSignatures) {
    if (head.compare(0, known.bytes.size(), known.bytes) == 0 && head.find(known.part) != std::string::npos) {
      throw within(file.string(),
                   configs::InputError(std::string("found ") + known.what +
                                       "; allowed: NumPy arrays (npz), tables (csv), pictures in folders "
                                       "(folder); try " +
                                       known.remedy));
    }
  }
}

}  // namespace ohmic::models
