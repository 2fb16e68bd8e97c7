// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/interruptible.h"

#include <pthread.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "configs/reader/error.h"
#include "sim/array/stop.h"

namespace ohmic::sim::python {
namespace {

namespace py = pybind11;

constexpr auto kPause = std::chrono::milliseconds(100);

std::atomic<int> atWork{0};
std::atomic<bool> isForkedAtWork{false};

struct News {
  std::string stage;
  std::int64_t done = 0, total = 0;
};

/// What the worker says and the caller hears.
class Exchange {
 public:
  void tell(const std::string& stage, std::int64_t done, std::int64_t total) {
    const std::lock_guard<std::mutex> lock(mutex_);
    news_ = {stage, done, total};
  }
  void finish() {
    const std::lock_guard<std::mutex> lock(mutex_);
    isDone_ = true;
    changed_.notify_one();
  }
  /// @returns whether the work is done.
  bool wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, kPause, [this] { return isDone_; });
  }
  std::optional<News> take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(news_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<News> news_;
  bool isDone_ = false;
};

/// Signals, and what is new. @throws py::error_already_set
void attend(const py::object& listener, Exchange& exchange) {
  const py::gil_scoped_acquire acquired;
  if (PyErr_CheckSignals() != 0) {
    throw py::error_already_set();
  }
  const auto news = exchange.take();
  if (news && !listener.is_none()) {
    listener(news->stage, news->done, news->total);
  }
}

}  // namespace

void interruptibly(const py::object& listener, const std::function<void(const Report&)>& work) {
  if (isForkedAtWork) {
    throw configs::MachineError(
        "this process was forked while Ohmic worked in another thread, whose locks stay held in the copy; "
        "start processes with multiprocessing.get_context('spawn'), or before the work begins");
  }
  std::atomic<bool> isStopAsked{false};
  std::exception_ptr failure, interruption;
  Exchange exchange;
  const auto report = [&](const std::string& stage, std::int64_t done, std::int64_t total) {
    checkStop();
    exchange.tell(stage, done, total);
  };
  const auto run = [&] {
    const StopScope scope(&isStopAsked);
    try {
      work(report);
    } catch (...) {
      failure = std::current_exception();
    }
    exchange.finish();
  };
  {
    const py::gil_scoped_release released;
    ++atWork;
    std::thread worker(run);
    while (!exchange.wait()) {
      try {
        attend(listener, exchange);
      } catch (...) {
        interruption = std::current_exception();
        isStopAsked = true;
        break;
      }
    }
    worker.join();
    --atWork;
  }
  if (interruption) {
    std::rethrow_exception(interruption);
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

void watchForks() {
  static std::once_flag once;
  std::call_once(once, [] {
    ::pthread_atfork(nullptr, nullptr, [] {
      isForkedAtWork = isForkedAtWork || atWork > 0;
      atWork = 0;
    });
  });
}

}  // namespace ohmic::sim::python
