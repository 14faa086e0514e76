// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays in files: `load` and `save` of NumPy's .npy. A file is checked against the array asked for before
// memory is allocated; a file is written beside its place and then moved there, so that a failure leaves the
// old one whole.
#pragma once

#include <gamut/create.hpp>
#include <gamut/file.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/npy.hpp>

#include <algorithm>
#include <fstream>
#include <span>
#include <string>

namespace gamut::inline GAMUT_ABI {

namespace npy::detail {

/// Throws unless the file holds an array of that dtype and number of dimensions.
template <dtype T>
void check_header(header const& h, int ndim, std::string const& path, source_location where) {
  if (!matches<T>(h))
    throw dtype_error(
        gamut::detail::message(path, ": the file holds ", h.dtype_name(), ", not ", gamut::dtype_name<T>()),
        where);
  if (h.shape.size() != std::size_t(ndim))
    throw shape_error(gamut::detail::message(path, ": the file holds an array of ", h.shape.size(),
                                             " dimensions, not ", ndim),
                      where);
}

/// The array behind a header that read_header has read.
template <dtype T, int N>
ndarray<T, N, host> read_array(std::istream& in, header const& h, std::string const& path,
                               source_location where) {
  check_header<T>(h, N, path, where);
  dims<N> shape;
  for (int d = 0; d < N; ++d) shape[d] = h.shape[std::size_t(d)];
  if (h.bytes_known) {
    ndarray<T, N, host> result(shape, where);
    read_data(in, h, result.data(), path, where);
    return result;
  }
  // A pipe cannot be asked how much it holds: memory grows with what has come, not with what is claimed.
  std::string bytes;
  auto const expected = std::size_t(h.size()) * sizeof(T);
  while (bytes.size() < expected) {
    std::string const piece = read_bytes(in, std::min(expected - bytes.size(), std::size_t(1) << 20));
    if (piece.empty()) cut_short(h, index(bytes.size()), path, where);
    bytes += piece;
  }
  ndarray<T, N, host> result(shape, where);
  memory_buffer buffer(bytes.data(), bytes.size());
  std::istream whole(&buffer);
  read_data(whole, h, result.data(), path, where);
  return result;
}

} // namespace npy::detail

/// The array in a .npy file (np.load): both byte orders, either memory order. The file's dtype must be `T`
/// and it must have `N` dimensions: load another dtype as what it is, then `astype`. Throws `file_error` for
/// a missing, cut short or foreign file, `dtype_error` and `shape_error` where it holds something else.
template <dtype T, int N, policy P = default_policy>
ndarray<T, N, P> load(std::string const& path, source_location where = source_location::current()) {
  std::ifstream in = npy::open(path, where);
  npy::header const header = npy::read_header(in, path, where);
  npy::detail::check_header<T>(header, N, path, where);
  if constexpr (requires { load_rows<T, N>(P{}, path, header, where); })
    if (auto read = load_rows<T, N>(P{}, path, header, where)) return std::move(*read);
  return to<P>(npy::detail::read_array<T, N>(in, header, path, where), where);
}

/// Writes an array or the value of an expression to a .npy file (np.save). Unlike NumPy it adds no suffix to
/// the name. Throws `file_error`; the file that was there is then still there.
template <expression E>
void save(std::string const& path, E const& e, source_location where = source_location::current()) {
  using T = value_type_t<E>;
  if constexpr (requires { save_rows<T>(policy_t<E>{}, path, path, nullptr, where); }) {
    if constexpr (!detail::is_ndarray<E>)
      save(path, eval(e), where);
    else {
      auto const shape = e.shape();
      auto const header = npy::make_header<T>(std::span<index const>(shape.begin(), shape.end()));
      if (e.size() == 0 || !save_rows<T>(policy_t<E>{}, path, header, e.memory(), where))
        save(path, to<host>(e, where), where);
    }
  } else if constexpr (!detail::is_ndarray<E> || !std::same_as<policy_t<E>, host>)
    save(path, to<host>(e, where), where);
  else {
    auto const shape = e.shape();
    detail::new_file out(path, where);
    out.write(npy::make_header<T>(std::span<index const>(shape.begin(), shape.end())));
    out.write(e.data(), std::size_t(e.nbytes()));
    out.commit();
  }
}

} // namespace gamut::inline GAMUT_ABI
