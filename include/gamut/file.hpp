// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A file that is written whole or not at all: its bytes go to a temporary file in the same folder, which
// takes the place of the old one when all of them are on the disk. A crash, a full disk or an exception on
// the way leaves the old file as it was.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>

#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gamut::inline GAMUT_ABI::detail {

/// A descriptor of the system's, closed when it goes.
class descriptor {
public:
  explicit descriptor(int number = -1) : number_(number) {}
  descriptor(descriptor const&) = delete;
  descriptor& operator=(descriptor const&) = delete;
  ~descriptor() { close(); }
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void reset(int number) {
    close();
    number_ = number;
  }
  /// False where the system says now that something could not be written.
  bool close() {
    int const number = number_;
    number_ = -1;
    return number < 0 || ::close(number) == 0 || errno == EINTR;
  }

private:
  int number_;
};

/// A system's call again, as long as a signal interrupts it.
template <class Call>
auto uninterrupted(Call const& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

/// A path, and where it was written: a function with a pack of arrays has no other place for the caller's.
struct path_argument {
  std::string path;
  source_location where;

  template <std::convertible_to<std::string> S>
  path_argument(S const& value, source_location caller = source_location::current())
      : path(value), where(caller) {}
};

/// Where writing to a path ends up: the file that a symbolic link leads to, so that the link stays.
inline std::string resolved(std::string const& path) {
  struct stat what {};
  if (::lstat(path.c_str(), &what) != 0 || !S_ISLNK(what.st_mode)) return path;
  char* const real = ::realpath(path.c_str(), nullptr);
  if (!real) return path;
  std::string result(real);
  std::free(real);
  return result;
}

/// A new file in the place of `path`. It appears there with `commit()`; without it, nothing has happened.
/// What is no regular file (a pipe, /dev/stdout) is written to as the bytes come. Throws `file_error`.
class new_file {
public:
  new_file(std::string const& path, source_location where)
      : path_(path), target_(resolved(path)), where_(where) {
    struct stat old {};
    bool const exists = ::stat(target_.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) fail(EISDIR);
    if (exists && !S_ISREG(old.st_mode)) {
      file_.reset(uninterrupted([&] { return ::open(target_.c_str(), O_WRONLY | O_CLOEXEC); }));
      if (!file_.is_open()) fail(errno);
      return;
    }
    buffer_.reserve(capacity); // whatever throws, throws before there is a file
    // A file that may not be written is not to be replaced either.
    if (exists && ::access(target_.c_str(), W_OK) != 0) fail(errno);
    for (int attempt = 0; attempt < 1000; ++attempt) {
      std::string name = target_ + "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part";
      file_.reset(
          uninterrupted([&] { return ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); }));
      if (file_.is_open()) {
        temporary_ = std::move(name);
        break;
      }
      if (errno != EEXIST) break;
    }
    if (!file_.is_open()) fail(errno);
    if (exists) static_cast<void>(::fchmod(file_.get(), old.st_mode & 07777) == 0);
  }
  new_file(new_file const&) = delete;
  new_file& operator=(new_file const&) = delete;
  ~new_file() { discard(); }

  void write(void const* bytes, std::size_t size) {
    if (size > capacity - buffer_.size()) {
      flush();
      if (size >= capacity) return write_out(static_cast<char const*>(bytes), size);
    }
    buffer_.append(static_cast<char const*>(bytes), size);
  }
  void write(std::string_view bytes) { write(bytes.data(), bytes.size()); }

  /// Appends zeros, for which the disk then has room.
  void extend(index size) {
    flush();
    if (temporary_.empty()) fail(ESPIPE);
    if (size == 0) return;
    if (int const reason = ::posix_fallocate(file_.get(), ::off_t(written_), ::off_t(size))) fail(reason);
    written_ += size;
  }
  /// The bytes written so far.
  index position() const { return written_ + index(buffer_.size()); }
  /// Writes over bytes that were written before.
  void rewrite(index at, std::string_view bytes) {
    flush();
    if (temporary_.empty()) fail(ESPIPE);
    while (!bytes.empty()) {
      auto const n =
          uninterrupted([&] { return ::pwrite(file_.get(), bytes.data(), bytes.size(), ::off_t(at)); });
      if (n < 0) fail(errno);
      bytes.remove_prefix(std::size_t(n));
      at += n;
    }
  }
  /// Whether `rewrite` and `extend` can be used: not of a pipe.
  bool rewritable() const { return !temporary_.empty(); }

  /// Puts the file in its place, once its bytes have reached the disk.
  void commit() {
    flush();
    if (temporary_.empty()) {
      if (!file_.close()) fail(errno);
      return;
    }
    if (uninterrupted([&] { return ::fsync(file_.get()); }) != 0 && errno != EINVAL) fail(errno);
    if (!file_.close()) fail(errno);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
    temporary_.clear();
    // The folder's entry is to survive a crash as well; a system that cannot say so is not an error.
    auto const slash = target_.rfind('/');
    std::string const folder = slash == target_.npos ? "." : target_.substr(0, slash + 1);
    descriptor const entry(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (entry.is_open()) static_cast<void>(::fsync(entry.get()) == 0);
  }

private:
  static constexpr std::size_t capacity = std::size_t(1) << 16;

  [[noreturn]] void fail(int reason) {
    discard();
    throw file_error(message("cannot write '", path_, "': ", std::generic_category().message(reason)),
                     where_);
  }
  void discard() {
    file_.close();
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
    temporary_.clear();
  }
  void flush() {
    write_out(buffer_.data(), buffer_.size());
    buffer_.clear();
  }
  void write_out(char const* bytes, std::size_t size) {
    written_ += index(size);
    while (size > 0) {
      auto const n = uninterrupted([&] { return ::write(file_.get(), bytes, size); });
      if (n < 0) fail(errno);
      bytes += n;
      size -= std::size_t(n);
    }
  }

  std::string path_, target_, temporary_, buffer_;
  index written_ = 0;
  descriptor file_;
  source_location where_;
};

} // namespace gamut::inline GAMUT_ABI::detail
