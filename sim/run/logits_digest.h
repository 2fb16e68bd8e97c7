// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace ohmic::sim {

/// XXH3-128 of logits' bytes, in the order they are added: read times, chips, images.
class LogitsDigest {
 public:
  LogitsDigest();
  ~LogitsDigest();

  void add(const std::vector<float>& logits);
  [[nodiscard]] std::string text() const;  ///< 32 hexadecimal digits

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ohmic::sim
