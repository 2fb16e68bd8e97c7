// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/class_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "configs/files/csv.h"
#include "configs/files/limits.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr const char* kAnnotations = "val_annotations.txt";
constexpr const char* kMetadata = "metadata.csv";

bool isHidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.empty() || name[0] == '.' || name == "__MACOSX";
}

std::string endingOf(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending;
}

bool isPicture(const fs::path& file) {
  const std::string ending = endingOf(file);
  return ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

std::vector<fs::directory_entry> entriesOf(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  std::error_code failure;
  for (auto at = fs::directory_iterator(folder, failure); !failure && at != fs::directory_iterator();
       at.increment(failure)) {
    entries.push_back(*at);
  }
  if (failure) {
    throw within(folder.string(),
                 configs::InputError("found no readable folder; allowed: a folder per class"));
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::vector<fs::path> foldersOf(const fs::path& folder) {
  std::vector<fs::path> folders;
  for (const auto& entry : entriesOf(folder)) {
    std::error_code failure;
    if (entry.is_directory(failure) && !isHidden(entry.path())) {
      folders.push_back(entry.path());
    }
  }
  return folders;
}

/// Walks a class's folder down.
class Walk {
 public:
  explicit Walk(const fs::path& folder) : class_{folder.filename().string(), {}, {}, {}} {
    visit(folder, folder.string());
    std::sort(found_.begin(), found_.end());
    for (const auto& [root, name] : found_) {
      class_.pictures.push_back(fs::path(root) / name);
    }
  }

  [[nodiscard]] const ClassFolder& result() const noexcept { return class_; }

 private:
  static constexpr std::size_t kMostLevels = 32;

  void visit(const fs::path& folder, const std::string& root) {
    std::error_code failure;
    const fs::path real = fs::canonical(folder, failure);
    if (failure || above_.size() >= kMostLevels || !above_.insert(real.string()).second) {
      throw within(folder.string(),
                   configs::InputError(
                       fmt::format("found folders that lead into each other; allowed: {} levels of folders, "
                                   "without links to a folder above",
                                   kMostLevels)));
    }
    for (const auto& entry : entriesOf(folder)) {
      const fs::path& path = entry.path();
      if (isHidden(path)) {
        passOver(path, "hidden");
      } else if (entry.is_directory(failure)) {
        visit(path, root + "/" + path.filename().string());
      } else if (!isPicture(path)) {
        passOver(path, endingOf(path));
      } else if (entry.exists(failure)) {
        configs::requireFile(path, configs::kPictureFile);
        found_.emplace_back(root, path.filename().string());
      } else {
        throw within(path.string(),
                     configs::InputError("found no file, or a link that leads to none; allowed: a "
                                         "picture; try copying the data set again"));
      }
    }
    above_.erase(real.string());
  }

  void passOver(const fs::path& file, const std::string& kind) {
    ++class_.passedOver[kind.empty() ? "without an ending" : kind];
    class_.example = class_.example.empty() ? file.string() : class_.example;
  }

  ClassFolder class_;
  std::vector<std::pair<std::string, std::string>> found_;  ///< folder and name, to be sorted as os.walk's
  std::set<std::string> above_;
};

using PicturesByClass = std::map<std::string, std::vector<fs::path>>;

ClassFolders listed(const fs::path& folder, const fs::path& list, PicturesByClass byClass) {
  ClassFolders result{folder, {}, {list}};
  for (auto& [name, pictures] : byClass) {
    std::sort(pictures.begin(), pictures.end());
    result.classes.push_back({name, std::move(pictures), {}, {}});
  }
  return result;
}

/// The place of a column in a table's header; none if it is not there.
std::optional<std::size_t> columnOf(const configs::CsvRow& header, const std::string& name) {
  const auto found = std::find(header.fields.begin(), header.fields.end(), name);
  return found == header.fields.end()
             ? std::nullopt
             : std::optional<std::size_t>(static_cast<std::size_t>(found - header.fields.begin()));
}

/// Hugging Face's ImageFolder: metadata.csv names the pictures of a split and their labels.
/// @returns none if the file has no column of labels: it describes the pictures otherwise.
std::optional<ClassFolders> readMetadata(const fs::path& folder, const fs::path& metadata) {
  const auto rows = configs::readCsv(metadata);
  const auto name = rows.empty() ? std::nullopt : columnOf(rows.front(), "file_name");
  const auto label = rows.empty() ? std::nullopt : columnOf(rows.front(), "label");
  if (!name || !label) {
    return {};
  }
  PicturesByClass byClass;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& fields = rows[i].fields;
    const fs::path picture = *name < fields.size() ? fields[*name] : std::string();
    const bool leadsOut =
        picture.is_absolute() || std::find(picture.begin(), picture.end(), "..") != picture.end();
    if (fields.size() != rows.front().fields.size() || picture.empty() || leadsOut ||
        fields[*label].empty()) {
      throw within(rows[i].place,
                   configs::InputError("found no picture and its label; allowed: as many fields as "
                                       "the header, a file of the folder or below, a label"));
    }
    byClass[fields[*label]].push_back(folder / picture);
  }
  return listed(folder, metadata, std::move(byClass));
}

/// Tiny ImageNet: val/images holds all pictures, val/val_annotations.txt a line for each, "name class ...".
ClassFolders readAnnotations(const fs::path& folder, const fs::path& annotations) {
  PicturesByClass byClass;
  std::istringstream stream(configs::readFile(annotations, configs::kTableFile));
  std::string line;
  while (std::getline(stream, line)) {
    const std::size_t name = line.find('\t');
    const std::size_t end = line.find_first_of("\t\r", name == std::string::npos ? name : name + 1);
    if (name == std::string::npos) {
      throw within(annotations.string(),
                   configs::InputError("found " + inQuotes(line) +
                                       "; allowed: a line per picture: its name, a tab, its class"));
    }
    const fs::path file = fs::path(line.substr(0, name)).filename();
    byClass[line.substr(name + 1, end == std::string::npos ? end : end - name - 1)].push_back(
        folder / "images" / file);
  }
  return listed(folder, annotations, std::move(byClass));
}

/// The pictures that a list in the folder gives classes; none if there is no such list.
std::optional<ClassFolders> readList(const fs::path& folder) {
  std::error_code failure;
  if (fs::exists(folder / kAnnotations, failure)) {
    return readAnnotations(folder, folder / kAnnotations);
  }
  return fs::exists(folder / kMetadata, failure) ? readMetadata(folder, folder / kMetadata) : std::nullopt;
}

bool hasPictures(const fs::path& folder) {
  const auto entries = entriesOf(folder);
  return std::any_of(entries.begin(), entries.end(),
                     [](const auto& entry) { return isPicture(entry.path()); });
}

std::optional<fs::path> splitAmong(const fs::path& root, Split split) {
  std::vector<fs::path> named;
  for (const fs::path& folder : foldersOf(root)) {
    if (folder.filename() == splitName(split)) {
      return folder;
    }
    if (splitOfName(folder.filename().string()) == split) {
      named.push_back(folder);
    }
  }
  if (named.size() > 1) {
    throw within(root.string(),
                 configs::InputError(fmt::format(
                     "found {} and {}; allowed: one folder of the {} split; try renaming it to {}",
                     inQuotes(named[0].filename().string()), inQuotes(named[1].filename().string()),
                     splitName(split), splitName(split))));
  }
  return named.empty() ? std::nullopt : std::optional<fs::path>(named[0]);
}

}  // namespace

std::optional<fs::path> findSplitFolder(const fs::path& root, Split split) {
  std::optional<fs::path> found = splitAmong(root, split);
  if (!found) {
    const auto folders = foldersOf(root);
    found = folders.size() == 1 ? splitAmong(folders[0], split) : std::nullopt;
  }
  if (found) {
    const auto inner = foldersOf(*found);  // seg_train/seg_train
    if (inner.size() == 1 && splitOfName(inner[0].filename().string()) == split) {
      return inner[0];
    }
  }
  return found;
}

ClassFolders listClassFolders(const fs::path& folder) {
  if (auto list = readList(folder)) {
    return *std::move(list);
  }
  ClassFolders result{folder, {}, {}};
  for (const fs::path& path : foldersOf(folder)) {
    result.classes.push_back(Walk(path).result());
  }
  if (result.classes.empty()) {
    throw within(
        folder.string(),
        configs::InputError(hasPictures(folder)
                                ? "found pictures without a folder per class, so without labels; allowed: "
                                  "one folder of pictures per class, or a metadata.csv of file_name,label; "
                                  "try a split that has labels (val)"
                                : "found no folders; allowed: one folder of pictures per class; try "
                                  "naming the folder that holds the classes' folders"));
  }
  return result;
}

std::vector<std::string> classNamesIn(const fs::path& folder) {
  std::vector<std::string> names;
  if (const auto list = readList(folder)) {
    for (const ClassFolder& named : list->classes) {
      names.push_back(named.name);
    }
    return names;
  }
  for (const fs::path& path : foldersOf(folder)) {
    names.push_back(path.filename().string());
  }
  return names;
}

}  // namespace ohmic::models
