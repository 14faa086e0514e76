// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several arrays in one file: np.savez, np.savez_compressed and np.load of .npz archives. Compressed ones
// need zlib: link CMake's `gamut::zlib`, or define GAMUT_WITH_ZLIB and link libz; without it only stored
// members are read and written. Not included by gamut.hpp: `#include <gamut/npz.hpp>`.
#pragma once

#include <gamut/io.hpp>
#include <gamut/zip.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <initializer_list>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

/// An open .npz file (np.load of one), whose arrays are read when they are asked for. Copies share it.
class npz_file {
public:
  npz_file(std::string const& path, source_location where)
      : archive_(std::make_shared<zip::reader const>(path, where)) {}

  /// The arrays' names, in the file's order (z.files).
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (zip::member const& m : archive_->members()) result.emplace_back(stem(m.name));
    return result;
  }
  std::size_t size() const { return archive_->members().size(); }
  /// Whether there is an array of that name (`name in z`).
  bool contains(std::string_view name) const { return find(name) != nullptr; }

  /// What the array of that name is, without reading it: its dtype, shape and order.
  npy::header header(std::string_view name, source_location where = source_location::current()) const {
    zip::member const& m = at(name, where);
    zip::member_buffer buffer(*archive_, m, where);
    std::istream in(&buffer);
    return read_header(in, m, where);
  }

  /// The array of that name (z["a"]), which must be of dtype `T` and have `N` dimensions. Throws
  /// `index_error` where there is none (NumPy's KeyError), `dtype_error` and `shape_error` where it is
  /// another, `file_error` where it is damaged, cut short or not what the archive says.
  template <dtype T, int N, policy P = default_policy>
  ndarray<T, N, P> get(std::string_view name, source_location where = source_location::current()) const {
    zip::member const& m = at(name, where);
    zip::member_buffer buffer(*archive_, m, where);
    std::istream in(&buffer);
    npy::header const header = read_header(in, m, where);
    auto result = npy::detail::read_array<T, N>(in, header, called(m), where);
    buffer.finish();
    return to<P>(std::move(result), where);
  }

private:
  static std::string_view stem(std::string_view name) {
    if (name.ends_with(".npy")) name.remove_suffix(4);
    return name;
  }
  std::string called(zip::member const& m) const { return archive_->path() + "/" + m.name; }

  /// By its name with or without .npy; the exact one goes first.
  zip::member const* find(std::string_view name) const {
    zip::member const* found = nullptr;
    for (zip::member const& m : archive_->members()) {
      if (m.name == name) return &m;
      if (stem(m.name) == name) found = &m;
    }
    return found;
  }
  zip::member const& at(std::string_view name, source_location where) const {
    zip::member const* const m = find(name);
    if (!m)
      throw index_error(detail::message(archive_->path(), ": ", name, " is not a file in the archive"),
                        where);
    return *m;
  }
  npy::header read_header(std::istream& in, zip::member const& m, source_location where) const {
    in.exceptions(std::ios::badbit); // what the buffer throws is the reason
    npy::header h = npy::read_header(in, called(m), where);
    // What the archive says and what the array's header says have to agree before memory is had.
    std::uint64_t const bytes = std::uint64_t(h.size()) * std::uint64_t(h.itemsize);
    if (h.data_offset + bytes != m.size)
      throw file_error(detail::message(called(m), ": its header claims shape ",
                                       npy::detail::tuple_text(h.shape), " of ", h.dtype_name(), ", ", bytes,
                                       " bytes, and the archive has ", m.size - h.data_offset, " of them"),
                       where);
    h.bytes_known = true;
    return h;
  }

  std::shared_ptr<zip::reader const> archive_;
};

/// Opens a .npz file (np.load): `gm::loadz("a.npz").get<double, 2>("a")`. Throws `file_error` where it is
/// missing or no archive that can be trusted.
inline npz_file loadz(std::string const& path, source_location where = source_location::current()) {
  return {path, where};
}

/// A name and the array that is saved by it; made from `{"a", A}`: it refers to a named host array, and keeps
/// the value of anything else.
class npz_member {
public:
  template <expression E>
  npz_member(std::string name, E&& e) : name_(std::move(name)) {
    using T = value_type_t<E>;
    if constexpr (detail::is_ndarray<std::remove_cvref_t<E>> && std::same_as<policy_t<E>, host> &&
                  std::is_lvalue_reference_v<E>)
      take<T>(e);
    else {
      auto const values = std::make_shared<ndarray<T, ndim_v<E>, host> const>(to<host>(std::forward<E>(e)));
      take<T>(*values);
      owner_ = values;
    }
  }
  std::string const& name() const { return name_; }
  std::array<std::string_view, 2> parts() const { return {header_, bytes_}; }

private:
  template <class T, class A>
  void take(A const& a) {
    auto const shape = a.shape();
    header_ = npy::make_header<T>(std::span<index const>(shape.begin(), shape.end()));
    bytes_ = {reinterpret_cast<char const*>(a.data()), std::size_t(a.nbytes())};
  }
  std::string name_, header_;
  std::string_view bytes_;
  std::shared_ptr<void const> owner_;
};

namespace detail {

inline void save_members(std::string const& path, npz_member const* from, std::size_t count, bool compress,
                         source_location where) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(from[i].name());
  std::sort(names.begin(), names.end());
  if (auto const twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
    throw value_error("two arrays are named " + zip::detail::shown(*twice), where);
  zip::writer out(path, where);
  for (std::size_t i = 0; i < count; ++i) out.add(from[i].name() + ".npy", from[i].parts(), compress);
  out.finish();
}

template <class... E>
void save_numbered(path_argument const& to, bool compress, E const&... e) {
  int n = 0;
  npz_member const members[] = {npz_member("arr_" + std::to_string(n++), e)...};
  save_members(to.path, members, sizeof...(E), compress, to.where);
}

} // namespace detail

/// Several arrays in one file, by name (np.savez(path, a=A, b=B)): `gm::savez("f.npz", {{"a", A}, {"b",
/// B}})`. Unlike NumPy it adds no suffix to the path. Throws `file_error`; the file that was there is then
/// still there.
inline void savez(std::string const& path, std::initializer_list<npz_member> members,
                  source_location where = source_location::current()) {
  detail::save_members(path, members.begin(), members.size(), false, where);
}
inline void savez(std::string const& path, std::vector<npz_member> const& members,
                  source_location where = source_location::current()) {
  detail::save_members(path, members.data(), members.size(), false, where);
}
/// The same by the names arr_0, arr_1, ... (np.savez(path, A, B)).
template <expression... E>
requires(sizeof...(E) > 0) void savez(detail::path_argument const& path, E const&... e) {
  detail::save_numbered(path, false, e...);
}

#if defined(GAMUT_WITH_ZLIB)
/// As savez, compressed (np.savez_compressed). The path has to be a file's, not a pipe's.
inline void savez_compressed(std::string const& path, std::initializer_list<npz_member> members,
                             source_location where = source_location::current()) {
  detail::save_members(path, members.begin(), members.size(), true, where);
}
inline void savez_compressed(std::string const& path, std::vector<npz_member> const& members,
                             source_location where = source_location::current()) {
  detail::save_members(path, members.data(), members.size(), true, where);
}
template <expression... E>
requires(sizeof...(E) > 0) void savez_compressed(detail::path_argument const& path, E const&... e) {
  detail::save_numbered(path, true, e...);
}
#endif

} // namespace gamut::inline GAMUT_ABI
