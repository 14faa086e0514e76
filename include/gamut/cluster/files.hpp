// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// .npy files written and read by all processors: an array is cut into strips of whole rows, each of which is
// one piece of the file. All processes have to see the file. As on the host it is written beside its place
// and moved there when all of it is on the disk; what goes wrong in one task reaches every process.
#pragma once

#include <gamut/cluster/on_one.hpp>
#include <gamut/cluster/strips.hpp>
#include <gamut/create.hpp>
#include <gamut/file.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/npy.hpp>

#include <cerrno>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace gamut::inline GAMUT_ABI::backends::cluster {

[[noreturn]] inline void cannot_write(std::string const& path, int reason) {
  throw file_error(
      gamut::detail::message("cannot write '", path, "': ", std::generic_category().message(reason)));
}
/// Text as an argument of a task, and back.
inline legate::Scalar text_scalar(std::string_view text) {
  return legate::Scalar(legate::binary_type(std::uint32_t(text.size())), text.data(), true);
}
inline std::string text_of(legate::Scalar const& text) {
  return {static_cast<char const*>(text.ptr()), text.size()};
}
/// Writes all of some bytes at a place of a file.
inline void write_at(gamut::detail::descriptor const& file, std::string const& path, void const* from,
                     index size, index at) {
  for (auto const* bytes = static_cast<char const*>(from); size > 0;) {
    auto const n = gamut::detail::uninterrupted(
        [&] { return ::pwrite(file.get(), bytes, std::size_t(size), ::off_t(at)); });
    if (n < 0) cannot_write(path, errno);
    bytes += n, at += n, size -= index(n);
  }
}
inline void open_to_write(gamut::detail::descriptor& file, std::string const& path, int flags) {
  file.reset(
      gamut::detail::uninterrupted([&] { return ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666); }));
  if (!file.is_open()) cannot_write(path, errno);
}

/// One process makes the file, with its header and room for all.
struct create_file_task : legate::LegateTask<create_file_task> {
  static constexpr bool may_throw = true;

  static void cpu_variant(legate::TaskContext context) {
    std::string const path = text_of(context.scalar(1)), target = text_of(context.scalar(2)),
                      header = text_of(context.scalar(3));
    index const size = *received<index>(context.scalar(0));
    struct stat old {};
    bool const exists = ::stat(target.c_str(), &old) == 0;
    // A file that may not be written is not to be replaced either.
    if (exists && ::access(target.c_str(), W_OK) != 0) cannot_write(target, errno);
    gamut::detail::descriptor file;
    open_to_write(file, path, O_CREAT | O_EXCL);
    try {
      if (exists) static_cast<void>(::fchmod(file.get(), old.st_mode & 07777) == 0);
      write_at(file, path, header.data(), index(header.size()), 0);
      if (int const reason = ::posix_fallocate(file.get(), 0, ::off_t(size))) cannot_write(target, reason);
      if (!file.close()) cannot_write(target, errno);
    } catch (...) {
      ::unlink(path.c_str());
      throw;
    }
  }
};
/// Where a strip's rows are in a file: places along `axis` of so many elements each, behind the header.
struct rows_in_file {
  index header;
  int axis;
  index row;
  bool swapped; // of the other byte order

  /// How many elements are before those of a task.
  index before(legate::PhysicalStore const& strip) const { return begin_of(strip.domain(), axis) * row; }
};

/// Writes a strip, and says how many elements that were.
template <class T>
struct write_rows_task : legate::LegateTask<write_rows_task<T>> {
  static constexpr bool may_throw = true;

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "rows to a file");
    auto const where = *received<rows_in_file>(context.scalar(0));
    std::string const path = text_of(context.scalar(1));
    auto* const written = argument_of<std::int64_t>(context.output(0).data()).data;
    strip<T const> const rows(context.input(0).data());
    index const n = rows.shape().size(), before = where.before(context.input(0).data());
    *reinterpret_cast<std::int64_t*>(written) = 0;
    gamut::detail::descriptor file;
    open_to_write(file, path, 0);
    write_at(file, path, rows.data(), n * index(sizeof(T)), where.header + before * index(sizeof(T)));
    if (!file.close()) cannot_write(path, errno);
    *reinterpret_cast<std::int64_t*>(written) = n;
  }
};
/// Puts the file in its place where all rows were written, else removes it.
struct commit_file_task : legate::LegateTask<commit_file_task> {
  static constexpr bool may_throw = true;

  static void cpu_variant(legate::TaskContext context) {
    std::string const path = text_of(context.scalar(1)), target = text_of(context.scalar(2));
    strip<std::int64_t const> const written(context.input(0).data());
    index left = *received<index>(context.scalar(0));
    for (index i = 0; i < written.shape().size(); ++i) left -= written.data()[i];
    if (left != 0) return static_cast<void>(::unlink(path.c_str())); // a task before this one says why
    gamut::detail::descriptor file;
    open_to_write(file, path, 0);
    bool const done = (::fsync(file.get()) == 0 || errno == EINVAL) && file.close() &&
                      ::rename(path.c_str(), target.c_str()) == 0;
    if (done) return;
    int const reason = errno;
    ::unlink(path.c_str());
    cannot_write(target, reason);
  }
};

/// The extents of one number for a task that one process is to run: Legate runs a task that has nothing but
/// 0-d stores in each of them.
inline extents one_number() { return extents(shape_of(1)); }
/// A number that all processes know and that no other run has: of the process that made it.
inline index number_of_run() {
  static index const number = [] {
    block of(one_number(), std::type_identity<std::int64_t>{});
    on_one([](std::int64_t* n) { *n = ::getpid(); }, place<std::int64_t>(&of));
    return index(value_at(place<std::int64_t const>(&of)));
  }();
  return number;
}
/// The strips of an array that are one piece of a row-major file: along its first axis that is no single
/// place.
inline strips rows_of(extents const& array) {
  int axis = 0;
  while (axis + 1 < array.ndim && array.at[axis] == 1) ++axis;
  return {array, axis};
}

/// Writes a whole array to a .npy file, all processors; false, and nothing done, where the path is of no
/// regular file.
template <class T>
bool save_rows(policy, std::string const& path, std::string const& header, place<T const> from,
               source_location where) {
  block& of = *from.owner();
  extents const& shape = of.shape();
  std::string const target = gamut::detail::resolved(path);
  struct stat old {};
  if (shape.ndim == 0 || (::stat(target.c_str(), &old) == 0 && !S_ISREG(old.st_mode))) return false;
  static index files = 0;
  std::string const beside =
      gamut::detail::message(target, ".", number_of_run(), "-", std::to_string(files++), ".part");
  index const bytes = index(header.size()) + shape.size() * index(sizeof(T));

  // A process that is behind may be reading the file that is to be replaced: all come so far first.
  session::get().runtime().issue_execution_fence(true);

  // What orders the tasks: the file is there, and so many elements are in it.
  block made(one_number(), std::type_identity<std::int64_t>{});
  auto create = new_task<create_file_task>();
  create.add_output(made.store());
  create.add_scalar_arg(bytes_of(bytes));
  for (auto const& text : {beside, target, header}) create.add_scalar_arg(text_scalar(text));
  submit(std::move(create));
  made.set_written();

  strips const cut = rows_of(shape);
  extents pieces;
  pieces.ndim = shape.ndim;
  for (int d = 0; d < shape.ndim; ++d) pieces.at[d] = d == cut.axis ? cut.count : 1;
  block written(pieces, std::type_identity<std::int64_t>{});
  strip_tasks<write_rows_task<T>> write(cut, shape.ndim);
  write.read(of);
  write.read_whole(made);
  write.write(written, 1);
  write.submit(rows_in_file{index(header.size()), cut.axis, shape.step(cut.axis), false},
               {text_scalar(beside)});

  auto commit = new_task<commit_file_task>();
  commit.add_constraint(legate::broadcast(commit.add_input(written.store())));
  commit.add_scalar_arg(bytes_of(shape.size()));
  for (auto const& text : {beside, target}) commit.add_scalar_arg(text_scalar(text));
  submit(std::move(commit));
  try {
    session::get().failed_tasks().raise();
  } catch (file_error const& e) {
    throw file_error(e.message(), where);
  }
  return true;
}

/// Reads a strip.
template <class T>
struct read_rows_task : legate::LegateTask<read_rows_task<T>> {
  static constexpr bool may_throw = true;

  static void cpu_variant(legate::TaskContext context) {
    task_log const log(context, "rows of a file");
    auto const where = *received<rows_in_file>(context.scalar(0));
    std::string const path = text_of(context.scalar(1));
    legate::PhysicalStore const store = context.output(0).data();
    strip<T> const rows(store);
    std::ifstream in = npy::open(path, {});
    in.seekg(std::streamoff(where.header + where.before(store) * index(sizeof(T))));
    if (!npy::detail::read_elements(in, where.swapped, rows.data(), rows.shape().size()))
      throw file_error(path + ": it was cut short while it was read");
    rows.finish();
  }
};
/// The array behind a header that fits it, read by all processors; nothing where the file is a pipe, or the
/// array has no rows.
template <class T, int N>
std::optional<ndarray<T, N, policy>> load_rows(policy, std::string const& path, npy::header const& h,
                                               source_location where) {
  if (N == 0 || h.size() == 0 || !h.bytes_known) return {};
  bool const turned = N > 1 && h.fortran_order; // its rows are the array's last axis
  dims<N> shape;
  for (int d = 0; d < N; ++d) shape[d] = h.shape[std::size_t(turned ? N - 1 - d : d)];
  ndarray<T, N, policy> result(shape, where);
  block& to = *result.memory().owner();
  strips const cut = rows_of(to.shape());
  strip_tasks<read_rows_task<T>> read(cut, N);
  read.write(to);
  read.submit(rows_in_file{index(h.data_offset), cut.axis, to.shape().step(cut.axis), h.swapped},
              {text_scalar(path)});
  try {
    session::get().failed_tasks().raise();
  } catch (file_error const& e) {
    throw file_error(e.message(), where);
  }
  if constexpr (N > 1)
    if (turned) return eval(result.T());
  return result;
}

} // namespace gamut::inline GAMUT_ABI::backends::cluster
