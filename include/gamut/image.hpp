// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays as pictures (plt.imsave): numbers through a colour map, or the colours themselves. PNG by libpng
// (CMake's gamut::png), PPM without a library. Not included by gamut.hpp: `#include <gamut/image.hpp>`.
#pragma once

#include <gamut/colormaps.hpp>
#include <gamut/file.hpp>
#include <gamut/io.hpp>
#include <gamut/keyword.hpp>
#include <gamut/ndarray.hpp>

#if defined(GAMUT_WITH_PNG)
#include <png.h>
#endif

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(cmap)
GAMUT_KEYWORD(vmin)
GAMUT_KEYWORD(vmax)

namespace detail {

/// Rows of red, green, blue, as a file of the kind that the path's end names.
inline void write_picture(path_argument const& to, std::vector<std::uint8_t> const& rgb, index rows,
                          index columns) {
  std::string_view const path = to.path;
  bool const png = path.ends_with(".png");
  if (!png && !path.ends_with(".ppm"))
    throw value_error(message("save_image writes .png and .ppm, not '", path, "'"), to.where);
  if (rows == 0 || columns == 0 || rows > 0x7fff'ffff || columns > 0x7fff'ffff / 3)
    throw value_error(message("a picture of ", rows, " x ", columns, " cannot be saved"), to.where);
  std::string bytes;
  if (png) {
#if defined(GAMUT_WITH_PNG)
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = png_uint_32(columns);
    image.height = png_uint_32(rows);
    image.format = PNG_FORMAT_RGB;
    auto const fail = [&] {
      throw file_error(message("cannot write '", path, "': ", image.message), to.where);
    };
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    bytes.resize(size);
    if (!png_image_write_to_memory(&image, bytes.data(), &size, 0, rgb.data(), 0, nullptr)) fail();
    bytes.resize(size);
#else
    throw value_error("save_image writes .png with libpng: link CMake's gamut::png; .ppm needs no library",
                      to.where);
#endif
  } else {
    bytes = message("P6\n", columns, " ", rows, "\n255\n");
    bytes.append(rgb.begin(), rgb.end());
  }
  new_file file(to.path, to.where);
  file.write(bytes);
  file.commit();
}

} // namespace detail

/// The elements of a matrix as colours in a picture (plt.imsave(path, a, cmap=, vmin=, vmax=)), the first row
/// on top: `gm::save_image("u.png", u, gm::cmap = gm::inferno, gm::vmin = 0.)`. `vmin` and `vmax` get the
/// map's first and last colour; they are the least and the greatest finite element unless given. Throws
/// `value_error` for an empty matrix or another file's ending, `file_error` where the file cannot be written.
template <expression E, keyword_argument... K>
requires(ndim_v<E> == 2) void save_image(detail::path_argument const& path, E const& a, K const&... options) {
  static_assert(!complex_floating<value_type_t<E>>,
                "gamut: a colour stands for a real number: gm::abs(a), gm::real(a)");
  detail::takes<key::cmap, key::vmin, key::vmax>::check<K...>();
  auto const values = to<host>(a);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (auto const v : values)
    if (std::isfinite(double(v))) {
      low = double(v) < low ? double(v) : low;
      high = double(v) > high ? double(v) : high;
    }
  low = detail::option<key::vmin, double>(low, options...);
  high = detail::option<key::vmax, double>(high, options...);
  auto const& colour = detail::option<key::cmap, decltype(viridis) const&>(viridis, options...);
  std::vector<std::uint8_t> pixels;
  pixels.reserve(3 * std::size_t(values.size()));
  for (auto const v : values)
    for (std::uint8_t const part : colour(high > low ? (double(v) - low) / (high - low) : double(v) - low))
      pixels.push_back(part);
  detail::write_picture(path, pixels, values.shape()[0], values.shape()[1]);
}
/// Red, green and blue themselves, along a last axis of 3, in uint8 (plt.imsave(path, a)).
template <expression E>
requires(ndim_v<E> == 3 &&
         std::same_as<value_type_t<E>, std::uint8_t>) void save_image(detail::path_argument const& path,
                                                                      E const& a) {
  auto const values = to<host>(a);
  if (values.shape()[2] != 3)
    throw shape_error(
        detail::message("a picture's last axis has 3 elements, red, green and blue, not those of ",
                        values.shape()),
        path.where);
  detail::write_picture(path, {values.begin(), values.end()}, values.shape()[0], values.shape()[1]);
}

} // namespace gamut::inline GAMUT_ABI
