// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What print and << write of arrays, views, expressions and results: NumPy's text. (format.cpp tests the text
// itself.)
#include "support.hpp"

#include <sstream>

namespace {

template <class E>
std::string written(E const& e) {
  std::ostringstream out;
  out << e;
  return out.str();
}

} // namespace

TEST_CASE("an array is written as NumPy writes it") {
  auto const a = gm::to<P>(gm::reshape(gm::arange(6.), {2, 3}));
  CHECK(written(a) == "[[0. 1. 2.]\n [3. 4. 5.]]");
  CHECK(written(gm::to<P>(gm::array({1, -20, 300}))) == "[  1 -20 300]");
  CHECK(written(gm::to<P>(gm::array({0.5f, 0.25f}))) == "[0.5  0.25]");
}

TEST_CASE("a view, a transpose, an expression and a result are written as their values") {
  auto const a = gm::to<P>(gm::reshape(gm::arange(6.), {2, 3}));
  CHECK(written(a.T()) == "[[0. 3.]\n [1. 4.]\n [2. 5.]]");
  CHECK(written(a(_, slice(_, _, -2))) == "[[2. 0.]\n [5. 3.]]");
  CHECK(written(a > 2.) == "[[False False False]\n [ True  True  True]]");
  CHECK(written(a / 3.) == "[[0.         0.33333333 0.66666667]\n [1.         1.33333333 1.66666667]]");
  CHECK(written(gm::sum(a)) == "15.0");
  CHECK(written(gm::matmul(a, a.T())) == "[[ 5. 14.]\n [14. 50.]]");
}

TEST_CASE("a long array is summarised by its edges") {
  CHECK(written(gm::arange<std::int64_t, P>(2000)) == "[   0    1    2 ... 1997 1998 1999]");
  CHECK(written(gm::zeros<double, P>(0, 5)) == "[]");
}

TEST_CASE("the options are the thread's, and can be given for once") {
  auto const a = gm::to<P>(gm::array({1. / 3, 2. / 3}));
  CHECK(gm::to_string(a, {.precision = 3}) == "[0.333 0.667]");
  gm::printoptions().precision = 2;
  CHECK(written(a) == "[0.33 0.67]");
  gm::printoptions() = {};
  CHECK(written(a) == "[0.33333333 0.66666667]");
}
