// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// A library for LD_PRELOAD that makes one system call or allocation of a program fail, counted from the entry
// of its main:
//
//     OHMIC_FAIL="write 3"   the third write fails (once), as on a full disk
//     OHMIC_FAIL_VERB=run    only in a process whose first argument this is, not in those that it forks
//     OHMIC_FAIL_VERB=points only in forked processes, a study's points, counted from the fork
//     OHMIC_FAIL_TOLD=FILE   is made if the program came so far
//
// Calls: malloc (and calloc, realloc, memalign), open (and fopen), write (and pwrite), fsync, rename (and
// renameat2), mkdir, flock, pthread_create.

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
}

namespace {

enum Call { kMalloc, kOpen, kWrite, kFsync, kRename, kMkdir, kFlock, kThread, kNone };
const char* const kNames[] = {"malloc", "open", "write", "fsync", "rename", "mkdir", "flock", "thread"};

Call failing = kNone;
long atNumber = 0;
char told[4096];
std::atomic<bool> isArmed{false};
std::atomic<long> count{0};
int (*realMain)(int, char**, char**) = nullptr;

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// Whether this very call is to fail.
bool fails(Call call, int reason) {
  if (!isArmed || call != failing || ++count != atNumber) {
    return false;
  }
  const auto realOpen = next<int (*)(const char*, int, ...)>("open");
  const int file = told[0] == '\0' ? -1 : realOpen(told, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (file >= 0) {
    ::close(file);
  }
  errno = reason;
  return true;
}

void readEnvironment() {
  const char* const wish = ::getenv("OHMIC_FAIL");
  if (wish == nullptr) {
    return;
  }
  char name[16] = {};
  if (::sscanf(wish, "%15s %ld", name, &atNumber) != 2) {
    return;
  }
  for (int call = kMalloc; call < kNone; ++call) {
    if (::strcmp(name, kNames[call]) == 0) {
      failing = static_cast<Call>(call);
    }
  }
  if (const char* const file = ::getenv("OHMIC_FAIL_TOLD")) {
    ::strncpy(told, file, sizeof told - 1);
  }
}

bool isVerb(const char* wanted) {
  const char* const verb = ::getenv("OHMIC_FAIL_VERB");
  return verb != nullptr && ::strcmp(verb, wanted) == 0;
}

void startForked() {
  count = 0;
  isArmed = failing != kNone && isVerb("points");
}

int countedMain(int argc, char** argv, char** environment) {
  ::pthread_atfork(nullptr, nullptr, startForked);
  const bool isEvery = ::getenv("OHMIC_FAIL_VERB") == nullptr;
  isArmed = failing != kNone && (isEvery || (argc > 1 && isVerb(argv[1])));
  return realMain(argc, argv, environment);
}

}  // namespace

extern "C" {

int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, void (*init)(), void (*fini)(),
                      void (*rtldFini)(), void* stackEnd) {
  using Start = int (*)(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*);
  realMain = main;
  readEnvironment();
  return next<Start>("__libc_start_main")(countedMain, argc, argv, init, fini, rtldFini, stackEnd);
}

void* malloc(size_t size) { return fails(kMalloc, ENOMEM) ? nullptr : __libc_malloc(size); }

void* calloc(size_t n, size_t size) { return fails(kMalloc, ENOMEM) ? nullptr : __libc_calloc(n, size); }

void* realloc(void* block, size_t size) {
  return fails(kMalloc, ENOMEM) ? nullptr : __libc_realloc(block, size);
}

void* memalign(size_t alignment, size_t size) {
  return fails(kMalloc, ENOMEM) ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, size_t alignment, size_t size) {
  *block = memalign(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}

int open(const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0;
  va_end(list);
  return fails(kOpen, EMFILE) ? -1 : next<int (*)(const char*, int, ...)>("open")(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0;
  va_end(list);
  return fails(kOpen, EMFILE) ? -1 : next<int (*)(const char*, int, ...)>("open64")(path, flags, mode);
}

FILE* fopen(const char* path, const char* mode) {
  return fails(kOpen, EMFILE) ? nullptr : next<FILE* (*)(const char*, const char*)>("fopen")(path, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  return fails(kOpen, EMFILE) ? nullptr : next<FILE* (*)(const char*, const char*)>("fopen64")(path, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
  return fails(kWrite, ENOSPC) ? -1 : next<ssize_t (*)(int, const void*, size_t)>("write")(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return fails(kWrite, ENOSPC)
             ? -1
             : next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off_t at) { return pwrite(file, bytes, size, at); }

int fsync(int file) { return fails(kFsync, EIO) ? -1 : next<int (*)(int)>("fsync")(file); }

int rename(const char* from, const char* to) {
  return fails(kRename, ENOSPC) ? -1 : next<int (*)(const char*, const char*)>("rename")(from, to);
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) {
  using Rename = int (*)(int, const char*, int, const char*, unsigned);
  return fails(kRename, ENOSPC) ? -1 : next<Rename>("renameat2")(fromFolder, from, toFolder, to, flags);
}

int mkdir(const char* path, mode_t mode) {
  return fails(kMkdir, ENOSPC) ? -1 : next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}

int flock(int file, int operation) {
  return fails(kFlock, ENOLCK) ? -1 : next<int (*)(int, int)>("flock")(file, operation);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*),
                   void* argument) {
  return fails(kThread, EAGAIN) ? EAGAIN
                                : next<int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>(
                                      "pthread_create")(thread, attributes, work, argument);
}

}  // extern "C"
