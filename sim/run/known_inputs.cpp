// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/known_inputs.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "configs/reader/distinct_text.h"
#include "configs/reader/pattern.h"
#include "models/datasets/file_digest.h"
#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

/// @param section  "network." with the dot.
std::string saidOf(const RunRequest& request, const std::vector<std::string_view>& role,
                   const std::string& section) {
  std::string text = configs::distinctText(role);
  for (const auto& value : request.config) {
    if (configs::startsWith(value.path, section)) {
      text += configs::distinctText({value.path, value.isFile ? value.file.string() : value.value});
    }
  }
  return text;
}

/// Networks whose extents are free take those of the data set.
std::string keyOfGraph(const RunRequest& request) {
  return configs::distinctText({keyOfNetwork(request), keyOfSamples(request, request.dataset)});
}

std::string keyOfForm(const RunRequest& request, const models::DatasetChoice& choice,
                      const std::optional<models::SampleForm>& form) {
  return configs::distinctText(
      {keyOfSamples(request, choice), choice.section, choice.takesFewer ? "fewer" : "",
       form ? fmt::format("{} of type {}", models::describe(form->shape), static_cast<int>(form->type))
            : "as they are"});
}

/// Size and time of each file.
using Stamps = std::vector<std::pair<std::uintmax_t, fs::file_time_type>>;

Stamps stampsOf(const std::vector<fs::path>& files) {
  Stamps stamps;
  for (const fs::path& file : files) {
    std::error_code gone;
    const std::uintmax_t size = fs::file_size(file, gone);
    stamps.emplace_back(size, fs::last_write_time(file, gone));
  }
  return stamps;
}

/// What was read from files, with what they were.
template <class Content>
struct Known {
  Content content;
  Stamps stamps;  ///< before the files were digested
  std::string digest;
};

/// What is known under a key, unless its files have changed: then it is forgotten.
template <class Content>
const Known<Content>* find(std::map<std::string, Known<Content>>& all, const std::string& key,
                           const std::vector<fs::path>& (*filesOf)(const Content&)) {
  const auto found = all.find(key);
  if (found == all.end()) {
    return nullptr;
  }
  if (found->second.stamps != stampsOf(filesOf(found->second.content))) {
    all.erase(found);
    return nullptr;
  }
  return &found->second;
}

using Images = std::shared_ptr<const models::Samples>;

const std::vector<fs::path>& filesOfGraph(const models::Graph& graph) { return graph.files; }
const std::vector<fs::path>& filesOfImages(const Images& images) { return images->files(); }

}  // namespace

struct KnownInputs::Kept {
  std::uintmax_t free;  ///< bytes
  std::map<std::string, Known<models::Graph>> graphs;
  std::map<std::string, Known<Images>> images;

  /// Whether there is room for so many bytes, which is then taken.
  bool take(std::uintmax_t bytes) {
    const bool fits = bytes <= free;
    free -= fits ? bytes : 0;
    return fits;
  }
};

KnownInputs::KnownInputs(std::uintmax_t mostBytes) : kept_(std::make_shared<Kept>(Kept{mostBytes, {}, {}})) {}

std::string keyOfNetwork(const RunRequest& request) {
  return saidOf(request, {"network", request.network.model.string()}, "network.");
}

std::string keyOfSamples(const RunRequest& request, const models::DatasetChoice& choice) {
  return saidOf(request,
                {"samples", choice.name, models::splitName(choice.split), fmt::to_string(choice.images),
                 choice.path.string()},
                "dataset.");
}

std::string samplesDigest(const models::DatasetChoice& choice, const models::Samples& samples) {
  return choice.name == "folder" ? models::fileDigest(samples.files(), choice.path)
                                 : models::fileDigest(samples.files());
}

models::Graph KnownInputs::graph(const RunRequest& request) const {
  if (!kept_) {
    return models::importOnnx(request.network.model, request.network.options);
  }
  const std::string key = keyOfGraph(request);
  if (const auto* known = find(kept_->graphs, key, filesOfGraph)) {
    return known->content;
  }
  models::Graph graph = models::importOnnx(request.network.model, request.network.options);
  Stamps stamps = stampsOf(graph.files);
  std::uintmax_t bytes = 0;
  for (const auto& stamp : stamps) {
    bytes += stamp.first;
  }
  if (kept_->take(bytes)) {
    std::string digest = models::fileDigest(graph.files);
    kept_->graphs.insert_or_assign(key, Known<models::Graph>{graph, std::move(stamps), std::move(digest)});
  }
  return graph;
}

std::string KnownInputs::digest(const RunRequest& request, const models::Graph& graph) const {
  if (kept_) {
    if (const auto known = kept_->graphs.find(keyOfGraph(request)); known != kept_->graphs.end()) {
      return known->second.digest;
    }
  }
  return models::fileDigest(graph.files);
}

std::shared_ptr<const models::Samples> KnownInputs::samples(
    const RunRequest& request, const models::DatasetChoice& choice,
    const std::optional<models::SampleForm>& form) const {
  if (!kept_) {
    return models::openSamples(choice, form);
  }
  const std::string key = keyOfForm(request, choice, form);
  if (const auto* known = find(kept_->images, key, filesOfImages)) {
    return known->content;
  }
  Images images = models::openSamples(choice, form);
  const std::int64_t elements = images->count() * models::elementCount(images->shape());
  if (kept_->take(static_cast<std::uintmax_t>(elements) * sizeof(float))) {
    Stamps stamps = stampsOf(images->files());
    std::string digest = samplesDigest(choice, *images);
    kept_->images.insert_or_assign(key, Known<Images>{images, std::move(stamps), std::move(digest)});
  }
  return images;
}

std::string KnownInputs::digest(const models::DatasetChoice& choice, const models::Samples& samples) const {
  if (kept_) {
    for (const auto& [key, known] : kept_->images) {
      if (known.content.get() == &samples) {
        return known.digest;
      }
    }
  }
  return samplesDigest(choice, samples);
}

}  // namespace ohmic::sim
