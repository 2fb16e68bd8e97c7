// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "configs/reader/error.h"
#include "sim/array/stop.h"

namespace ohmic::sim {

void forEachIndex(std::size_t count, int threads, const std::function<void(std::size_t, int)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failureMutex;
  const auto stop = [&](const std::exception_ptr& reason) {
    const std::lock_guard<std::mutex> lock(failureMutex);
    failure = failure ? failure : reason;
    next = count;
  };
  const auto* const isStopAsked = StopScope::current();
  const auto loop = [&](int thread) {
    const StopScope scope(isStopAsked);
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        checkStop();
        work(i, thread);
      }
    } catch (...) {
      stop(std::current_exception());
    }
  };
  std::vector<std::thread> others;
  const int useful =
      static_cast<int>(std::min<std::size_t>(count, static_cast<std::size_t>(std::max(threads, 1))));
  try {
    others.reserve(static_cast<std::size_t>(useful));
    for (int t = 1; t < useful; ++t) {
      others.emplace_back(loop, t);
    }
  } catch (const std::system_error& error) {
    // the threads that run have to end before the reason can be told
    stop(std::make_exception_ptr(configs::MachineError("cannot start a thread: " + error.code().message() +
                                                       "; use fewer with --threads")));
  } catch (...) {
    stop(std::current_exception());
  }
  loop(0);
  for (auto& other : others) {
    other.join();
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

}  // namespace ohmic::sim
