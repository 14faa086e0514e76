// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Pictures have the colours of their numbers, and are written whole or not at all.
#include "files.hpp"
#include "support.hpp"

#include <gamut/image.hpp>

#include <fstream>
#include <iterator>
#include <limits>

namespace {

using files::folder;

std::string read(std::string const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("colour maps begin and end with the published colours, and have those of the table between") {
  CHECK(gm::viridis(0) == gm::rgb{68, 1, 84});
  CHECK(gm::viridis(1) == gm::rgb{253, 231, 37});
  CHECK(gm::viridis(-3) == gm::viridis(0));
  CHECK(gm::viridis(7) == gm::viridis(1));
  CHECK(gm::inferno(1) == gm::rgb{252, 255, 164});
  CHECK(gm::coolwarm(0.5) == gm::rgb{221, 221, 221});
  CHECK(gm::gray(0.2) == gm::rgb{51, 51, 51});
  CHECK(gm::gray(std::numeric_limits<double>::quiet_NaN()) == gm::rgb{0, 0, 0});
  // matplotlib.colormaps['viridis'](100) is (42, 118, 142)
  auto const [r, g, b] = gm::viridis(100 / 255.);
  CHECK((std::abs(r - 42) <= 2 && std::abs(g - 118) <= 2 && std::abs(b - 142) <= 2));
}

TEST_CASE("a matrix is a picture, from its least element to its greatest, or from vmin to vmax") {
  folder const dir;
  auto const a = gm::array({{0., 5.}, {10., 2.}});
  gm::save_image(dir / "a.ppm", a, gm::cmap = gm::gray);
  CHECK(read(dir / "a.ppm") == std::string("P6\n2 2\n255\n\0\0\0\x80\x80\x80\xff\xff\xff\x33\x33\x33", 23));
  gm::save_image(dir / "a.ppm", a * 2., gm::vmax = 40., gm::vmin = -40, gm::cmap = gm::gray);
  CHECK(read(dir / "a.ppm").substr(11, 1) == "\x80");
  gm::save_image(dir / "a.ppm", gm::zeros({1, 1}));
  CHECK(read(dir / "a.ppm") == "P6\n1 1\n255\n\x44\x01\x54");
  gm::save_image(dir / "a.ppm", gm::array<std::uint8_t>({{{1, 2, 3}, {4, 5, 6}}}));
  CHECK(read(dir / "a.ppm") == "P6\n2 1\n255\n\1\2\3\4\5\6");
}

TEST_CASE("what cannot be a picture is refused") {
  folder const dir;
  auto const a = gm::ones({2, 2});
  CHECK(throws<gm::value_error>([&] { gm::save_image(dir / "a.gif", a); }, ".png and .ppm, not"));
  CHECK(throws<gm::value_error>([&] { gm::save_image(dir / "a.ppm", gm::ones({0, 3})); }, "0 x 3"));
  CHECK(throws<gm::shape_error>(
      [&] {
        gm::save_image(dir / "a.ppm", gm::zeros<std::uint8_t>({2, 2, 4}));
      },
      "(2,2,4)"));
  CHECK(throws<gm::file_error>([&] { gm::save_image(dir / "no/a.ppm", a); }, "No such file"));
}

#if defined(GAMUT_WITH_PNG)
TEST_CASE("libpng reads what it wrote") {
  folder const dir;
  auto const a = gm::array({{0., 1.}, {2., 3.}, {4., 5.}});
  std::string const path = dir / "a.png";
  gm::save_image(path, a);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&image, path.c_str()));
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr));
  CHECK(image.width == 2);
  CHECK(image.height == 3);
  CHECK(pixels[3] == gm::viridis(0.2)[0]);
  CHECK(pixels[17] == gm::viridis(1)[2]);
}
#else
TEST_CASE("without libpng .png says what is missing") {
  folder const dir;
  CHECK(throws<gm::value_error>([&] { gm::save_image(dir / "a.png", gm::ones({2, 2})); }, "gamut::png"));
}
#endif
