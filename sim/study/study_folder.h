// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "sim/record/run_record.h"
#include "sim/study/point_process.h"

namespace ohmic::sim {

/// The results folder of a study: plan.json, and in points/ one file for each point. A point's file is
/// believed only if it carries the point's id and the hash of its own content: whatever else lies there, cut,
/// edited or copied from another point, is as if it were absent.
class StudyFolder {
 public:
  explicit StudyFolder(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path plan() const { return path_ / "plan.json"; }
  [[nodiscard]] std::filesystem::path cache() const { return path_ / "cache"; }  ///< of a ResultCache
  [[nodiscard]] std::filesystem::path result(const std::string& id) const;       ///< of a finished point
  [[nodiscard]] std::filesystem::path failure(const std::string& id) const;      ///< of a failed one
  [[nodiscard]] std::filesystem::path messages(const std::string& id) const;     ///< while it works

  [[nodiscard]] bool isDone(const std::string& id) const;
  [[nodiscard]] bool isFailed(const std::string& id) const;

  /// The folder of the points, in a study's folder that has its plan: it stays, as others may be about to use
  /// it.
  /// @throws configs::InputError for a link in its place, MachineError if it cannot be made or written.
  void makePoints() const;

  /// @throws configs::MachineError for a folder of the points that may not be read: they are not missing.
  void requireReadable() const;

  /// Holds a point for this process until what is returned goes, or the process ends; null if another one
  /// holds it.
  /// @throws configs::MachineError if nothing can be written there.
  [[nodiscard]] std::shared_ptr<void> claim(const std::string& id) const;

  /// Removes what earlier work left of a point that is not finished.
  void clear(const std::string& id) const;

  /// Removes what killed processes left half-written.
  void clearStale() const;

  /// The file of a point that another folder has done or failed, as this one's.
  /// @throws configs::InputError for a file that cannot be read.
  void take(const StudyFolder& other, const std::string& id) const;

  void writeFailure(const std::string& id, const PointEnd& end) const;
  /// @throws configs::InputError for a damaged file.
  [[nodiscard]] PointEnd readFailure(const std::string& id) const;

 private:
  std::filesystem::path path_;
  mutable std::set<std::string> done_;  ///< ids of points whose files were read and found right
};

/// Holds a file so that a second process cannot; released when the process ends, however it does.
class StudyLock {
 public:
  /// @throws configs::InputError if another process holds it.
  explicit StudyLock(const std::filesystem::path& file);
  StudyLock(const StudyLock&) = delete;
  StudyLock& operator=(const StudyLock&) = delete;
  ~StudyLock();

 private:
  int descriptor_ = -1;
};

}  // namespace ohmic::sim
