// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/zip.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <set>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"

namespace ohmic::configs {
namespace {

constexpr std::uint64_t kStep = std::uint64_t{1} << 22;
constexpr std::uint16_t kFirstDate = 0x0021;  // MS-DOS: 1 January 1980

/// A message of libzip.
std::string textOf(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

[[noreturn]] void failWriting(zip_error_t* error) {
  throw MachineError(fmt::format("cannot write an archive: {}", zip_error_strerror(error)));
}

/// An archive in memory that is written from front to back.
class ZipWriter {
 public:
  ZipWriter() {
    zip_error_init(&error_);
    source_ = zip_source_buffer_create(nullptr, 0, 0, &error_);
    archive_ = source_ == nullptr ? nullptr : zip_open_from_source(source_, ZIP_TRUNCATE, &error_);
    if (archive_ == nullptr) {
      zip_source_free(source_);
      failWriting(&error_);
    }
    zip_source_keep(source_);
  }
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;
  ~ZipWriter() {
    if (archive_ != nullptr) {
      zip_discard(archive_);
    }
    zip_source_free(source_);
    zip_error_fini(&error_);
  }

  /// @param content  lives until take().
  void add(const std::string& name, const std::string& content) {
    zip_source_t* const source = zip_source_buffer(archive_, content.data(), content.size(), 0);
    const auto index =
        source == nullptr ? -1 : zip_file_add(archive_, name.c_str(), source, ZIP_FL_ENC_GUESS);
    if (index < 0) {
      zip_source_free(source);
      failWriting(zip_get_error(archive_));
    }
    const auto entry = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(archive_, entry, ZIP_CM_STORE, 0) != 0 ||
        zip_file_set_dostime(archive_, entry, 0, kFirstDate, 0) != 0) {
      failWriting(zip_get_error(archive_));
    }
  }

  std::string take() {
    if (zip_close(archive_) != 0) {
      failWriting(zip_get_error(archive_));
    }
    archive_ = nullptr;
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_source_stat(source_, &status) != 0 || zip_source_open(source_) != 0) {
      failWriting(zip_source_error(source_));
    }
    std::string bytes(static_cast<std::size_t>(status.size), '\0');
    const auto got = zip_source_read(source_, bytes.data(), bytes.size());
    zip_source_close(source_);
    if (got != static_cast<zip_int64_t>(bytes.size())) {
      failWriting(zip_source_error(source_));
    }
    return bytes;
  }

 private:
  zip_error_t error_{};
  zip_source_t* source_ = nullptr;
  zip_t* archive_ = nullptr;
};

/// What an archive without a single file is: libzip would write no bytes at all.
std::string emptyArchive() { return std::string("PK\x05\x06", 4) + std::string(18, '\0'); }

}  // namespace

struct ZipReader::Archive {
  zip_t* zip = nullptr;
  ~Archive() {
    if (zip != nullptr) {
      zip_discard(zip);
    }
  }
};

ZipReader::ZipReader(const std::filesystem::path& file, const FileKind& kind)
    : file_(file), kind_(kind), archive_(std::make_unique<Archive>()) {
  requireFile(file, kind);
  int code = 0;
  archive_->zip = zip_open(file.c_str(), ZIP_RDONLY, &code);
  if (archive_->zip == nullptr) {
    throwIfMachineFailed(file);
    if (code == ZIP_ER_MEMORY) {
      throw MachineError(fmt::format("{}: {}", file.string(), textOf(code)));
    }
    refuse(fmt::format("found no whole ZIP archive ({})", textOf(code)));
  }
  const std::int64_t count = zip_get_num_entries(archive_->zip, 0);
  if (count > kMostArchiveFiles) {
    refuse(fmt::format("found {} files in the archive; at most {} are read", count, kMostArchiveFiles));
  }
  std::set<std::string> names;
  std::uint64_t left = kind_.mostBytes;
  for (std::int64_t i = 0; i < count; ++i) {
    addEntry(static_cast<std::uint64_t>(i));
    const ZipEntry& entry = entries_.back();
    if (!names.insert(entry.name).second) {
      refuse(fmt::format("found '{}' twice in the archive", terminalText(entry.name)));
    }
    if (entry.bytes > left) {
      refuse(fmt::format("found an archive of more than {} bytes unpacked", kind_.mostBytes));
    }
    left -= entry.bytes;
  }
}

ZipReader::~ZipReader() = default;

void ZipReader::refuse(std::string found) const {
  throw InputError(Complaint{file_.string(), {}, std::move(found), kind_.expected, kind_.remedy});
}

void ZipReader::addEntry(std::uint64_t number) {
  zip_stat_t status;
  zip_stat_init(&status);
  const char* const name = zip_get_name(archive_->zip, number, ZIP_FL_ENC_RAW);
  constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if (name == nullptr || zip_stat_index(archive_->zip, number, 0, &status) != 0 ||
      (status.valid & kNeeded) != kNeeded) {
    refuse("found a damaged archive");
  }
  const bool isStored = status.comp_method == ZIP_CM_STORE;
  if (!isStored && status.comp_method != ZIP_CM_DEFLATE) {
    refuse(fmt::format("found '{}' packed by method {}; stored and deflated files are read",
                       terminalText(name), status.comp_method));
  }
  if (isStored ? status.size > status.comp_size : status.size / kMostInflation > status.comp_size) {
    refuse(fmt::format("found '{}' of {} bytes packed into {}", terminalText(name), status.size,
                       status.comp_size));
  }
  entries_.push_back({name, status.size});
}

std::string ZipReader::read(std::size_t entry) const {
  const ZipEntry& wanted = entries_.at(entry);
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_->zip, entry, 0),
                                                               zip_fclose);
  const auto damaged = [&](const std::string& why) {
    refuse(fmt::format("found '{}' damaged in the archive ({})", terminalText(wanted.name), why));
  };
  if (!file) {
    damaged(zip_strerror(archive_->zip));
  }
  std::string content;
  for (;;) {
    const std::uint64_t left = wanted.bytes - content.size();
    const std::size_t start = content.size();
    const auto step = static_cast<std::size_t>(std::min(kStep, left + 1));  // one more: that it ends there
    content.resize(start + step);
    const auto got = zip_fread(file.get(), content.data() + start, step);
    if (got < 0) {
      damaged(zip_file_strerror(file.get()));
    }
    content.resize(start + static_cast<std::size_t>(got));
    if (content.size() > wanted.bytes) {
      damaged("longer than it states");
    }
    if (got == 0) {
      break;
    }
  }
  if (content.size() != wanted.bytes) {
    damaged("shorter than it states");
  }
  return content;
}

std::string zipBytes(const std::vector<std::pair<std::string, std::string>>& files) {
  if (files.empty()) {
    return emptyArchive();
  }
  ZipWriter writer;
  for (const auto& [name, content] : files) {
    writer.add(name, content);
  }
  return writer.take();
}

}  // namespace ohmic::configs
