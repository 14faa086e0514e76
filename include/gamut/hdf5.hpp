// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays in HDF5 files, through the HDF5 library: `load_hdf5` and `save_hdf5`, with the types that h5py gives
// them. Link CMake's `gamut::hdf5`, or define GAMUT_WITH_HDF5 and link libhdf5. The library parses the file:
// what it allocates on its own account for a file that lies is its affair. Not included by gamut.hpp:
// `#include <gamut/hdf5.hpp>`.
#pragma once

#include <gamut/io.hpp>
#include <gamut/keyword.hpp>

#if defined(GAMUT_WITH_HDF5)
#include <hdf5.h>
#endif

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

inline namespace keywords {
/// The level of deflate, 1 to 9, with which save_hdf5 compresses (h5py's compression_opts).
/// Whether the bytes of each significance are put together before (h5py's shuffle).
} // namespace keywords
GAMUT_KEYWORD(compression)
GAMUT_KEYWORD(shuffle_bytes)

#if defined(GAMUT_WITH_HDF5)
namespace hdf5 {
namespace detail {

using gamut::detail::message;

/// Something of the library's that is open.
class handle {
public:
  using closer = herr_t (*)(hid_t);
  handle(hid_t id, closer closes) : id_(id), close_(closes) {}
  handle(handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  handle& operator=(handle&&) = delete;
  ~handle() { close(); }
  operator hid_t() const { return id_; }
  bool close() { return id_ < 0 || close_(std::exchange(id_, -1)) >= 0; }

private:
  hid_t id_;
  closer close_;
};

/// One use of the library, which need not be safe for threads and is not to print its errors: they are
/// thrown.
class session {
public:
  session(std::string const& path, source_location where) : lock_(mutex()), path_(path), where_(where) {
    ::H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    ::H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  session(session const&) = delete;
  session& operator=(session const&) = delete;
  ~session() { ::H5Eset_auto2(H5E_DEFAULT, print_, data_); }

  [[noreturn]] void fail(std::string const& reason) const { throw file_error(path_ + ": " + reason, where_); }
  source_location where() const { return where_; }
  std::string const& path() const { return path_; }

  /// What the library gave, or its own words as a `file_error`.
  template <class Result>
  Result check(Result result) const {
    if (result < 0) fail_as_library();
    return result;
  }
  handle own(hid_t id, handle::closer close) const { return {check(id), close}; }

private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  [[noreturn]] void fail_as_library() const {
    // From what failed inside to the function that was called.
    std::vector<std::string> reasons;
    auto const add = [](unsigned, ::H5E_error2_t const* error, void* to) -> herr_t {
      static_cast<std::vector<std::string>*>(to)->emplace_back(error->desc ? error->desc : "");
      return 0;
    };
    ::H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, add, &reasons);
    ::H5Eclear2(H5E_DEFAULT);
    if (reasons.empty()) fail("the HDF5 library failed");
    fail(reasons.size() > 1 ? reasons.back() + " (" + reasons.front() + ")" : reasons.front());
  }

  std::lock_guard<std::mutex> lock_;
  std::string const& path_;
  source_location where_;
  ::H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

inline handle integer_type(session const& s, std::size_t size, bool is_signed) {
  hid_t const types[4][2] = {{H5T_NATIVE_UINT8, H5T_NATIVE_INT8},
                             {H5T_NATIVE_UINT16, H5T_NATIVE_INT16},
                             {H5T_NATIVE_UINT32, H5T_NATIVE_INT32},
                             {H5T_NATIVE_UINT64, H5T_NATIVE_INT64}};
  int const log = size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;
  return s.own(::H5Tcopy(types[log][is_signed]), ::H5Tclose);
}

/// The type that h5py gives a dtype: bool is an enumeration of FALSE and TRUE, a complex number a pair of r
/// and i.
template <dtype T>
handle type_of(session const& s, bool little) {
  static_assert(
      !std::same_as<T, bfloat16>,
      "gamut: an HDF5 file has no bfloat16; save gm::astype<float>(a) or gm::astype<gm::float16>(a)");
  if constexpr (complex_floating<T>) {
    using R = real_t<T>;
    handle const part = type_of<R>(s, little);
    handle type = s.own(::H5Tcreate(H5T_COMPOUND, sizeof(T)), ::H5Tclose);
    s.check(::H5Tinsert(type, "r", 0, part));
    s.check(::H5Tinsert(type, "i", sizeof(R), part));
    return type;
  } else if constexpr (std::same_as<T, bool>) {
    handle const number = integer_type(s, 1, true);
    s.check(::H5Tset_order(number, little ? H5T_ORDER_LE : H5T_ORDER_BE));
    handle type = s.own(::H5Tenum_create(number), ::H5Tclose);
    for (std::int8_t const value : {std::int8_t(0), std::int8_t(1)})
      s.check(::H5Tenum_insert(type, value ? "TRUE" : "FALSE", &value));
    return type;
  } else {
    handle type = integer<T>                ? integer_type(s, sizeof(T), std::is_signed_v<T>)
                  : std::same_as<T, double> ? s.own(::H5Tcopy(H5T_NATIVE_DOUBLE), ::H5Tclose)
                                            : s.own(::H5Tcopy(H5T_NATIVE_FLOAT), ::H5Tclose);
    if constexpr (half_floating<T>) {
      s.check(::H5Tset_fields(type, 15, 10, 5, 0, 10));
      s.check(::H5Tset_size(type, 2));
      s.check(::H5Tset_ebias(type, 15));
    }
    s.check(::H5Tset_order(type, little ? H5T_ORDER_LE : H5T_ORDER_BE));
    return type;
  }
}
inline constexpr bool little = npy::detail::little;

/// Whether elements of a type in a file are of the dtype, in either byte order.
template <dtype T>
bool matches(session const& s, hid_t type) {
  return ::H5Tequal(type, type_of<T>(s, true)) > 0 || ::H5Tequal(type, type_of<T>(s, false)) > 0;
}
/// The dtype's name, or what it is not.
inline std::string name_of(session const& s, hid_t type) {
  auto const find = [&]<class... T>(T...) {
    std::string name;
    static_cast<void>(((matches<T>(s, type) && (name = dtype_name<T>(), true)) || ...));
    return name;
  };
  std::string const name = find(bool(), std::int8_t(), std::int16_t(), std::int32_t(), std::int64_t(),
                                std::uint8_t(), std::uint16_t(), std::uint32_t(), std::uint64_t(), float16(),
                                float(), double(), std::complex<float>(), std::complex<double>());
  return name.empty() ? "elements of no dtype of gamut's" : name;
}

/// A dataset that is open, with its shape.
class dataset {
public:
  dataset(session const& s, std::string const& name)
      : session_(s),
        file_((static_cast<void>(npy::open(s.path(), s.where())),
               s.own(::H5Fopen(s.path().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), ::H5Fclose))),
        set_(s.own(::H5Dopen2(file_, name.c_str(), H5P_DEFAULT), ::H5Dclose)),
        space_(s.own(::H5Dget_space(set_), ::H5Sclose)),
        shown_("dataset '" + name + "'") {
    check_place();
    if (::H5Sget_simple_extent_type(space_) == H5S_NULL) s.fail(shown_ + " is empty: it has no shape");
    shape_.resize(std::size_t(s.check(::H5Sget_simple_extent_ndims(space_))));
    s.check(::H5Sget_simple_extent_dims(space_, shape_.data(), nullptr));
    for (hsize_t const extent : shape_)
      if (extent > hsize_t(std::numeric_limits<index>::max()))
        s.fail(shown_ + " has a shape that no array can have");
  }

  /// Its shape, where it has `N` dimensions and elements of dtype `T`.
  template <dtype T, int N>
  dims<N> shape() const {
    handle const type = session_.own(::H5Dget_type(set_), ::H5Tclose);
    if (!matches<T>(session_, type))
      throw dtype_error(message(session_.path(), ": ", shown_, " holds ", name_of(session_, type), ", not ",
                                dtype_name<T>()),
                        session_.where());
    if (shape_.size() != std::size_t(N))
      throw shape_error(message(session_.path(), ": ", shown_, " holds an array of ", shape_.size(),
                                " dimensions, not ", N),
                        session_.where());
    dims<N> result;
    for (int d = 0; d < N; ++d) result[d] = index(shape_[std::size_t(d)]);
    return result;
  }

  /// Reads `count` elements an axis from `start` on, `step` apart.
  template <dtype T, int N>
  ndarray<T, N, host> read(dims<N> const& start, dims<N> const& step, dims<N> const& count) const {
    check_size(count, sizeof(T));
    ndarray<T, N, host> result(count, session_.where());
    if (result.size() == 0) return result;
    if constexpr (N > 0) {
      hsize_t from[N], by[N], n[N];
      for (int d = 0; d < N; ++d)
        from[d] = hsize_t(start[d]), by[d] = hsize_t(step[d]), n[d] = hsize_t(count[d]);
      session_.check(::H5Sselect_hyperslab(space_, H5S_SELECT_SET, from, by, n, nullptr));
      handle const here = session_.own(::H5Screate_simple(N, n, nullptr), ::H5Sclose);
      session_.check(::H5Dread(set_, type_of<T>(session_, little), here, space_, H5P_DEFAULT, result.data()));
    } else
      session_.check(
          ::H5Dread(set_, type_of<T>(session_, little), H5S_ALL, H5S_ALL, H5P_DEFAULT, result.data()));
    if constexpr (std::same_as<T, bool>) {
      auto* const bytes = reinterpret_cast<unsigned char*>(result.data());
      std::transform(bytes, bytes + result.size(), bytes,
                     [](unsigned char b) -> unsigned char { return b != 0; });
    }
    return result;
  }

private:
  /// A file says what is in itself: not what is in another, to which a link or its storage may lead.
  void check_place() const {
    auto const name_of_file = [&](hid_t object) {
      auto const size = std::size_t(session_.check(::H5Fget_name(object, nullptr, 0)));
      std::string name(size + 1, '\0');
      session_.check(::H5Fget_name(object, name.data(), name.size()));
      return name;
    };
    handle const properties = session_.own(::H5Dget_create_plist(set_), ::H5Pclose);
    if (name_of_file(set_) != name_of_file(file_) || ::H5Pget_layout(properties) == H5D_VIRTUAL ||
        ::H5Pget_external_count(properties) > 0)
      session_.fail(shown_ + " is in another file, which is not read");
  }
  /// A shape that lies is not to have its memory: deflate makes of one byte at most 1032.
  template <int N>
  void check_size(dims<N> const& count, std::size_t itemsize) const {
    index bytes = index(itemsize);
    bool counted = true;
    for (int d = 0; d < N; ++d) counted = counted && !__builtin_mul_overflow(bytes, count[d], &bytes);
    hsize_t size = 0;
    session_.check(::H5Fget_filesize(file_, &size));
    index const least = index(1) << 26, most = std::numeric_limits<index>::max() / 1032;
    if (!counted || bytes > std::max(least, std::min(index(size), most) * 1032))
      session_.fail(message(shown_, " claims shape ",
                            npy::detail::tuple_text(std::span<index const>(count.begin(), count.end())),
                            " of ", itemsize, " bytes, more than the file can hold"));
  }

  session const& session_;
  handle file_, set_, space_;
  std::string shown_;
  std::vector<hsize_t> shape_;
};

/// Chunks of at most 1 MiB: the longest axis is halved until they are.
inline std::vector<hsize_t> chunk_of(std::vector<hsize_t> shape, std::size_t itemsize) {
  for (;;) {
    double bytes = double(itemsize);
    for (hsize_t const extent : shape) bytes *= double(extent);
    if (bytes <= 1 << 20) return shape;
    auto const longest = std::max_element(shape.begin(), shape.end());
    *longest = (*longest + 1) / 2;
  }
}

} // namespace detail

/// A name and the array that is saved by it; made from `{"a", A}`: it refers to a named host array, and keeps
/// the value of anything else. Slashes in the name make groups.
class member {
public:
  template <expression E>
  member(std::string name, E&& e) : name_(std::move(name)) {
    using T = value_type_t<E>;
    itemsize_ = sizeof(T);
    type_ = [](detail::session const& s) { return detail::type_of<T>(s, detail::little); };
    if constexpr (gamut::detail::is_ndarray<std::remove_cvref_t<E>> && std::same_as<policy_t<E>, host> &&
                  std::is_lvalue_reference_v<E>)
      take(e);
    else {
      auto const values = std::make_shared<ndarray<T, ndim_v<E>, host> const>(to<host>(std::forward<E>(e)));
      take(*values);
      owner_ = values;
    }
  }

  std::string const& name() const { return name_; }
  void write(detail::session const& s, hid_t file, int compression, bool shuffle) const {
    using detail::handle;
    bool const some = std::find(shape_.begin(), shape_.end(), hsize_t(0)) == shape_.end();
    handle const space =
        s.own(shape_.empty() ? ::H5Screate(H5S_SCALAR)
                             : ::H5Screate_simple(int(shape_.size()), shape_.data(), nullptr),
              ::H5Sclose);
    handle const links = s.own(::H5Pcreate(H5P_LINK_CREATE), ::H5Pclose);
    s.check(::H5Pset_create_intermediate_group(links, 1));
    s.check(::H5Pset_char_encoding(links, H5T_CSET_UTF8));
    handle const properties = s.own(::H5Pcreate(H5P_DATASET_CREATE), ::H5Pclose);
    if (compression > 0 && some && !shape_.empty()) {
      s.check(::H5Pset_chunk(properties, int(shape_.size()), detail::chunk_of(shape_, itemsize_).data()));
      if (shuffle) s.check(::H5Pset_shuffle(properties));
      s.check(::H5Pset_deflate(properties, unsigned(compression)));
    }
    handle const type = type_(s);
    handle set =
        s.own(::H5Dcreate2(file, name_.c_str(), type, space, links, properties, H5P_DEFAULT), ::H5Dclose);
    if (some) s.check(::H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data_));
    s.check(set.close() ? 0 : -1);
  }

private:
  template <class A>
  void take(A const& a) {
    for (index const extent : a.shape()) shape_.push_back(hsize_t(extent));
    data_ = a.data();
  }
  std::string name_;
  std::vector<hsize_t> shape_;
  std::size_t itemsize_ = 0;
  detail::handle (*type_)(detail::session const&) = nullptr;
  void const* data_ = nullptr;
  std::shared_ptr<void const> owner_;
};

} // namespace hdf5

/// A dataset of an HDF5 file (h5py.File(path)[dataset][()]), which must be of dtype `T`, in either byte
/// order, and have `N` dimensions; groups are in its name: "g/a". Throws `dtype_error`, `shape_error`, and
/// `file_error` with HDF5's words.
template <dtype T, int N, policy P = default_policy>
ndarray<T, N, P> load_hdf5(std::string const& path, std::string const& dataset,
                           source_location where = source_location::current()) {
  auto values = [&] {
    hdf5::detail::session const s(path, where);
    hdf5::detail::dataset const set(s, dataset);
    dims<N> start, step;
    for (int d = 0; d < N; ++d) start[d] = 0, step[d] = 1;
    return set.template read<T, N>(start, step, set.template shape<T, N>());
  }();
  return to<P>(std::move(values), where);
}
/// A part of it, of which alone is read (h5py.File(path)[dataset][1:5, ::2]): `gm::load_hdf5<double, 2>(path,
/// "a", {slice(1, 5), slice(_, _, 2)})`. Throws `value_error` for a step below 1.
template <dtype T, int N, policy P = default_policy>
ndarray<T, N, P> load_hdf5(std::string const& path, std::string const& dataset, slice const (&part)[N],
                           source_location where = source_location::current()) {
  auto values = [&] {
    hdf5::detail::session const s(path, where);
    hdf5::detail::dataset const set(s, dataset);
    dims<N> const shape = set.template shape<T, N>();
    dims<N> start, step, count;
    for (int d = 0; d < N; ++d) {
      if (part[d].step().given && part[d].step().value < 1)
        throw value_error(detail::message("Step must be >= 1 (got ", part[d].step().value, ")"), where);
      auto const range = part[d].over(shape[d]);
      start[d] = range.start, step[d] = range.step, count[d] = range.count;
    }
    return set.template read<T, N>(start, step, count);
  }();
  return to<P>(std::move(values), where);
}

/// Writes arrays to an HDF5 file, in the place of one that is there: `gm::save_hdf5("a.h5", {{"a", A},
/// {"g/b", B * 2.}}, gm::compression = 4)`, which h5py reads with the same dtypes. Throws `value_error`, and
/// `file_error` with HDF5's words; the file that was there is then still there.
template <keyword_argument... K>
void save_hdf5(detail::path_argument const& path, std::vector<hdf5::member> const& members, K const&... k) {
  detail::takes<key::compression, key::shuffle_bytes>::template check<K...>();
  int const level = detail::option<key::compression>(0, k...);
  bool const shuffle = detail::option<key::shuffle_bytes>(false, k...);
  if (level < 0 || level > 9) throw value_error("GZIP setting must be an integer from 0-9", path.where);
  std::vector<std::string> names;
  for (hdf5::member const& m : members) {
    if (m.name().empty() || m.name().find('\0') != std::string::npos)
      throw value_error("a dataset needs a name, of characters", path.where);
    names.push_back(m.name());
  }
  std::sort(names.begin(), names.end());
  if (auto const twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
    throw value_error("two arrays are named '" + *twice + "'", path.where);

  detail::new_file out(path.path, path.where);
  hdf5::detail::session const s(path.path, path.where);
  // In memory first: a disk that is full while the library writes to it ends the program (HDF5 1.10).
  hdf5::detail::handle const access = s.own(::H5Pcreate(H5P_FILE_ACCESS), ::H5Pclose);
  s.check(::H5Pset_fapl_core(access, std::size_t(1) << 20, 0));
  hdf5::detail::handle const file =
      s.own(::H5Fcreate(path.path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), ::H5Fclose);
  for (hdf5::member const& m : members) m.write(s, file, level, shuffle);
  s.check(::H5Fflush(file, H5F_SCOPE_GLOBAL));
  auto const size = s.check(::H5Fget_file_image(file, nullptr, 0));
  void* image = nullptr;
  s.check(::H5Fget_vfd_handle(file, access, &image));
  out.write(*static_cast<void**>(image), std::size_t(size));
  out.commit();
}

#else

/// Needs the HDF5 library.
template <dtype T, int N, policy P = default_policy, class... A>
ndarray<T, N, P> load_hdf5(A const&...) {
  static_assert(sizeof(T) == 0,
                "gamut: load_hdf5 needs the HDF5 library: link gamut::hdf5, or define GAMUT_WITH_HDF5");
}

#endif

} // namespace gamut::inline GAMUT_ABI
