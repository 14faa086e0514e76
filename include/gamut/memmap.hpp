// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Files as arrays: the elements stay in the file, and the system reads the pages that a program touches. A
// mapped array is a handle, whose copies share the mapping; its slices refer to it as an ndarray's do, and a
// temporary's own it. A file that another program cuts short while it is mapped ends this one (SIGBUS), here
// as in NumPy. Not included by gamut.hpp: `#include <gamut/memmap.hpp>`.
#pragma once

#include <gamut/file.hpp>
#include <gamut/io.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/operators.hpp>
#include <gamut/shared_array.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <sys/mman.h>

namespace gamut::inline GAMUT_ABI {

/// How a file is mapped: np.memmap's modes by their names. Reads only ("r").
struct readonly_t {
  static constexpr bool writable = false, shared = true, creates = false;
};
/// Changes stay in this program's memory ("c").
struct copyonwrite_t {
  static constexpr bool writable = true, shared = false, creates = false;
};
/// Changes are changes of the file ("r+").
struct readwrite_t {
  static constexpr bool writable = true, shared = true, creates = false;
};
/// A new file, in the place of an old one ("w+").
struct write_t {
  static constexpr bool writable = true, shared = true, creates = true;
};

inline namespace keywords {
inline constexpr readonly_t readonly{};
inline constexpr copyonwrite_t copyonwrite{};
inline constexpr readwrite_t readwrite{};
inline constexpr write_t write{};
} // namespace keywords
GAMUT_KEYWORD(mmap_mode)

namespace detail {

template <class M>
concept map_mode = requires {
  requires std::same_as<decltype(M::writable), bool const>;
  requires std::same_as<decltype(M::creates), bool const>;
};

/// The bytes of a file in memory.
class mapping {
public:
  /// Maps the file's first `length` bytes (-1: all of it). Where it is shorter, `readwrite` makes it longer,
  /// with zeros, and the others throw.
  template <map_mode Mode>
  mapping(Mode, std::string const& path, index length, source_location where) {
    constexpr bool writes = Mode::writable && Mode::shared;
    auto const fail = [&](int reason) {
      throw file_error(message(std::generic_category().message(reason), ": '", path, "'"), where);
    };
    descriptor const file(
        uninterrupted([&] { return ::open(path.c_str(), (writes ? O_RDWR : O_RDONLY) | O_CLOEXEC); }));
    if (!file.is_open()) fail(errno);
    struct stat what {};
    if (::fstat(file.get(), &what) != 0) fail(errno);
    if (S_ISDIR(what.st_mode)) fail(EISDIR);
    size_ = index(what.st_size);
    if (length > size_) {
      if constexpr (!writes)
        throw value_error(
            message(path, ": mmap length is greater than file size (", length, " > ", size_, ")"), where);
      else if (int const reason = ::posix_fallocate(file.get(), 0, ::off_t(length)))
        fail(reason);
    }
    if (length >= 0) size_ = length;
    if (size_ == 0) return;
    void* const memory = ::mmap(nullptr, std::size_t(size_), PROT_READ | (Mode::writable ? PROT_WRITE : 0),
                                Mode::shared ? MAP_SHARED : MAP_PRIVATE, file.get(), 0);
    if (memory == MAP_FAILED) fail(errno);
    data_ = static_cast<char*>(memory);
  }
  mapping(mapping const&) = delete;
  mapping& operator=(mapping const&) = delete;
  ~mapping() {
    if (data_) ::munmap(data_, std::size_t(size_));
  }

  char* data() const { return data_; }
  index size() const { return size_; }
  void flush(source_location where) const {
    if (data_ && ::msync(data_, std::size_t(size_), MS_SYNC) != 0)
      throw file_error(message("cannot flush a mapped file: ", std::generic_category().message(errno)),
                       where);
  }

private:
  char* data_ = nullptr;
  index size_ = 0;
};

} // namespace detail

template <class Element, int N, class Mode>
class mapped_array;
template <class T, int N, class Mode>
inline constexpr bool enable_expression<mapped_array<T, N, Mode>> = true;
namespace detail {
template <class T, int N, class Mode>
inline constexpr bool is_array<mapped_array<T, N, Mode>> = true;
}

/// An array whose elements are in a file (np.memmap): an expression, indexed and sliced as an ndarray, under
/// the host policy. Copies are handles of the same mapping, which ends with the last of them; `gm::copy`
/// makes an array of its own.
template <class Element, int N, class Mode>
class mapped_array
    : public shared_array<std::conditional_t<Mode::writable, Element, Element const>, N, host> {
  using handle = shared_array<std::conditional_t<Mode::writable, Element, Element const>, N, host>;

public:
  using mode = Mode;
  using handle::handle;
  using handle::operator=;
  mapped_array(mapped_array const&) = default;
  mapped_array& operator=(mapped_array const& e) {
    handle::operator=(e);
    return *this;
  }

  /// Writes what was changed to the disk and waits for it; without it the system does so when it sees fit.
  /// Throws `file_error` where that fails.
  void flush(source_location where = source_location::current()) const {
    static_cast<detail::mapping const*>(this->owner().get())->flush(where);
  }
};

namespace detail {

/// A file of zeros behind `header`, put where `path` was.
inline void make_file(std::string const& path, std::string_view header, index bytes, source_location where) {
  new_file file(path, where);
  file.write(header);
  file.extend(bytes);
  file.commit();
}

template <class T, int N>
index bytes_of(dims<N> const& shape, source_location where) {
  for (index const extent : shape)
    if (extent < 0) throw value_error("negative dimensions are not allowed", where);
  return checked_size<T>(shape, where) * index(sizeof(T));
}

/// A mapped bool has to be one already: its bytes are not looked at again.
template <class T>
void check_bools(T const* first, index size, std::string const& path, source_location where) {
  if constexpr (std::same_as<T, bool>) {
    auto const* const bytes = reinterpret_cast<unsigned char const*>(first);
    if (std::any_of(bytes, bytes + size, [](unsigned char b) { return b > 1; }))
      throw file_error(
          message(path, ": bytes other than 0 and 1 cannot be mapped as bool; gm::load reads them"), where);
  }
}

template <class T, map_mode Mode, int N>
mapped_array<T, N, Mode> map_raw(std::string const& path, Mode mode, index offset, dims<N> const* asked,
                                 source_location where) {
  if (offset < 0) throw value_error("offset must be non-negative", where);
  if (offset % index(alignof(T)) != 0)
    throw value_error(
        message("offset ", offset, " is no multiple of ", alignof(T), ", the alignment of ", dtype_name<T>()),
        where);
  index length = -1;
  if (asked) {
    index const bytes = bytes_of<T>(*asked, where);
    if (__builtin_add_overflow(offset, bytes, &length)) throw value_error("array is too big", where);
    if constexpr (Mode::creates) make_file(path, {}, length, where);
  }
  auto const file = std::make_shared<mapping const>(mode, path, length, where);
  dims<N> shape;
  if (asked)
    shape = *asked;
  else {
    index const bytes = file->size() - offset;
    if (bytes < 0)
      throw value_error(message(path, ": offset ", offset, " is past the end of the file"), where);
    if (bytes % index(sizeof(T)) != 0)
      throw value_error("Size of the available data is not a multiple of the data-type size.", where);
    if constexpr (N == 1) shape[0] = bytes / index(sizeof(T));
  }
  T* const first = file->data() ? reinterpret_cast<T*>(file->data() + offset) : nullptr;
  check_bools(first, product(shape), path, where);
  return {file, first, row_major_layout(shape)};
}

} // namespace detail

/// The numbers in a file from byte `offset` to its end, mapped (np.memmap(path, dtype, mode, offset)). Throws
/// `file_error` where the file cannot be opened, `value_error` where the bytes are no whole number of
/// elements or not aligned as the dtype asks.
template <dtype T = std::uint8_t, detail::map_mode Mode = readwrite_t>
mapped_array<T, 1, Mode> memmap(std::string const& path, Mode mode = {}, index offset = 0,
                                source_location where = source_location::current()) {
  static_assert(!Mode::creates, "gamut: a file that memmap is to make needs a shape");
  return detail::map_raw<T, Mode, 1>(path, mode, offset, nullptr, where);
}
/// The same in a shape (np.memmap(path, dtype, mode, offset, shape)): `gm::memmap<float>("a.bin",
/// gm::readonly, 0, {n, m})`. With `write` the file is made anew, of zeros; with `readwrite` one that is too
/// short is made longer; with the others that is a `value_error`.
template <dtype T = std::uint8_t, detail::map_mode Mode, int N>
mapped_array<T, N, Mode> memmap(std::string const& path, Mode mode, index offset, dims<N> const& shape,
                                source_location where = source_location::current()) {
  return detail::map_raw<T>(path, mode, offset, &shape, where);
}
template <dtype T = std::uint8_t, detail::map_mode Mode, std::size_t N>
mapped_array<T, int(N), Mode> memmap(std::string const& path, Mode mode, index offset,
                                     extent const (&shape)[N],
                                     source_location where = source_location::current()) {
  return memmap<T>(path, mode, offset, detail::to_dims(shape), where);
}

/// The array in a .npy file, mapped (np.lib.format.open_memmap): in either memory order, in this machine's
/// byte order. Throws as `load` does, and `dtype_error` for the other byte order.
template <dtype T, int N, detail::map_mode Mode = readwrite_t>
mapped_array<T, N, Mode> open_memmap(std::string const& path, Mode mode = {},
                                     source_location where = source_location::current()) {
  static_assert(!Mode::creates, "gamut: a file that open_memmap is to make needs a shape");
  auto const file = std::make_shared<detail::mapping const>(mode, path, -1, where);
  // The header is read from the mapping, so that it is of the same file.
  npy::detail::memory_buffer bytes(file->data(), std::size_t(file->size()));
  std::istream in(&bytes);
  npy::header const header = npy::read_header(in, path, where);
  npy::detail::check_header<T>(header, N, path, where);
  if (header.swapped)
    throw dtype_error(path + ": numbers in the other byte order cannot be mapped; gm::load reads them",
                      where);
  if (header.data_offset % alignof(T) != 0)
    throw file_error(path + ": its elements are not aligned and cannot be mapped; gm::load reads them",
                     where);
  dims<N> shape;
  for (int d = 0; d < N; ++d) shape[d] = header.shape[std::size_t(d)];
  auto where_elements = detail::row_major_layout(shape);
  if (header.fortran_order) {
    index step = 1;
    for (int d = 0; d < N; ++d) where_elements.strides[d] = step, step *= shape[d];
  }
  T* const first = reinterpret_cast<T*>(file->data() + header.data_offset);
  detail::check_bools(first, header.size(), path, where);
  return {file, first, where_elements};
}
/// A new .npy file of zeros in that shape, mapped to be written (np.lib.format.open_memmap(path, 'w+', dtype,
/// shape)). The disk has room for all of it when this returns.
template <dtype T = double, int N>
mapped_array<T, N, readwrite_t> open_memmap(std::string const& path, write_t, dims<N> const& shape,
                                            source_location where = source_location::current()) {
  index const bytes = detail::bytes_of<T>(shape, where);
  detail::make_file(path, npy::make_header<T>(std::span<index const>(shape.begin(), shape.end())), bytes,
                    where);
  return open_memmap<T, N>(path, readwrite, where);
}
template <dtype T = double, std::size_t N>
mapped_array<T, int(N), readwrite_t> open_memmap(std::string const& path, write_t mode,
                                                 extent const (&shape)[N],
                                                 source_location where = source_location::current()) {
  return open_memmap<T>(path, mode, detail::to_dims(shape), where);
}

/// np.load(path, mmap_mode="r"): `gm::load<double, 2>(path, gm::mmap_mode = gm::readonly)`, or `copyonwrite`,
/// or `readwrite`.
template <dtype T, int N, class Mode>
mapped_array<T, N, std::remove_cvref_t<Mode>> load(std::string const& path, named<key::mmap_mode, Mode> mode,
                                                   source_location where = source_location::current()) {
  static_assert(detail::map_mode<std::remove_cvref_t<Mode>>,
                "gamut: mmap_mode is gm::readonly, gm::copyonwrite or gm::readwrite");
  return open_memmap<T, N>(path, mode.value, where);
}

} // namespace gamut::inline GAMUT_ABI
