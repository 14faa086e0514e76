// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays in files: `load` and `save` of NumPy's .npy. A file is checked against the array asked for before
// memory is allocated; a file is written beside its place and then moved there, so that a failure leaves the
// old one whole.
#pragma once

#include <gamut/create.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/npy.hpp>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <span>
#include <string>
#include <system_error>

namespace gamut {

/// The array in a .npy file (np.load): both byte orders, either memory order. The file's dtype must be `T`
/// and it must have `N` dimensions: load another dtype as what it is, then `astype`. Throws `file_error` for
/// a missing, cut short or foreign file, `dtype_error` and `shape_error` where it holds something else.
template <dtype T, int N, policy P = default_policy>
ndarray<T, N, P> load(std::string const& path, source_location where = source_location::current()) {
  std::ifstream in = npy::open(path, where);
  npy::header const header = npy::read_header(in, path, where);
  if (!npy::matches<T>(header))
    throw dtype_error(
        detail::message(path, ": the file holds ", header.dtype_name(), ", not ", dtype_name<T>()), where);
  if (header.shape.size() != std::size_t(N))
    throw shape_error(
        detail::message(path, ": the file holds an array of ", header.shape.size(), " dimensions, not ", N),
        where);
  dims<N> shape;
  for (int d = 0; d < N; ++d) shape[d] = header.shape[std::size_t(d)];
  ndarray<T, N, host> result(shape, where);
  npy::read_data(in, header, result.data(), path, where);
  return to<P>(std::move(result), where);
}

/// Writes an array or the value of an expression to a .npy file (np.save). Unlike NumPy it adds no suffix to
/// the name. Throws `file_error`; the file that was there is then still there.
template <expression E>
void save(std::string const& path, E const& e, source_location where = source_location::current()) {
  if constexpr (!detail::is_ndarray<E> || !std::same_as<policy_t<E>, host>)
    save(path, to<host>(e, where), where);
  else {
    auto const shape = e.shape();
    std::string const header =
        npy::make_header<value_type_t<E>>(std::span<index const>(shape.begin(), shape.end()));
    std::string const temporary = path + ".part";
    auto const fail = [&](std::string const& reason) {
      std::remove(temporary.c_str());
      throw file_error(detail::message("cannot write '", path, "': ", reason), where);
    };
    {
      errno = 0;
      std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
      out.write(header.data(), std::streamsize(header.size()));
      out.write(reinterpret_cast<char const*>(e.data()),
                std::streamsize(std::size_t(e.size()) * sizeof(*e.data())));
      out.close();
      if (!out) fail(errno != 0 ? std::generic_category().message(errno) : "the stream failed");
    }
    if (std::rename(temporary.c_str(), path.c_str()) != 0) fail(std::generic_category().message(errno));
  }
}

} // namespace gamut
