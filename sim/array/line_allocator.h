// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>

namespace ohmic::sim {

/// Allocates numbers from the beginning of a cache line on: a whole vector of them is then in one line.
template <class T>
class LineAllocator {
 public:
  using value_type = T;

  LineAllocator() = default;
  template <class Other>
  LineAllocator(const LineAllocator<Other>& /*other*/) noexcept {}  // NOLINT: implicit, as allocators are

  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), kLine));
  }
  void deallocate(T* numbers, std::size_t /*count*/) noexcept { ::operator delete(numbers, kLine); }

  friend bool operator==(const LineAllocator& /*a*/, const LineAllocator& /*b*/) noexcept { return true; }
  friend bool operator!=(const LineAllocator& /*a*/, const LineAllocator& /*b*/) noexcept { return false; }

 private:
  static constexpr std::align_val_t kLine{64};
};

}  // namespace ohmic::sim
