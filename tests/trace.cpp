// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Compiled with GAMUT_TRACE: each assignment is one line on stderr; and expressions' types as text.
#include "catch.hpp"

#include <gamut/gamut.hpp>

#include <cstdio>
#include <regex>
#include <string>
#include <unistd.h>

namespace gm = gamut;

namespace {

/// What `f` writes to stderr.
template <class F>
std::string written_by(F const& f) {
  std::FILE* const file = std::tmpfile();
  std::fflush(stderr);
  int const before = dup(2);
  dup2(fileno(file), 2);
  f();
  std::fflush(stderr);
  dup2(before, 2);
  close(before);
  std::rewind(file);
  std::string text;
  for (int c; (c = std::fgetc(file)) != EOF;) text += char(c);
  std::fclose(file);
  return text;
}

} // namespace

TEST_CASE("a type is told in NumPy's words") {
  auto const a = gm::ones({2, 3});
  auto const b = gm::ones<float>(3);
  CHECK(gm::type_name(a) == "float64[2]");
  CHECK(gm::type_name(a * 2. + b) == "add(multiply(float64[2], float64), float32[1])");
  CHECK(gm::type_name(gm::where(a.T()(0) > 0., 1, 2)) == "where(greater(float64[1], float64), int64, int64)");
}

TEST_CASE("with GAMUT_TRACE an assignment is a line, with shape, bytes, time and policy") {
  auto const a = gm::ones({2, 3});
  auto y = gm::zeros({2, 3});
  auto const text = written_by([&] { y = a * 2. + a; });
  std::regex const line(
      R"(gamut: add\(multiply\(float64\[2\], float64\), float64\[2\]\) -> \(2,3\), 48 bytes, [0-9.]+ ms, host\n)");
  CAPTURE(text);
  CHECK(std::regex_match(text, line));
}
