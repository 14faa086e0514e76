// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Exceptions: each is gamut's and the standard library's, and says where its function was called.
#include "support.hpp"

namespace {

template <class Error, class Std>
void check_error() {
  gm::source_location const here = gm::source_location::current();
  try {
    throw Error("what was wrong", here);
  } catch (gm::error const& e) {
    CHECK(e.message() == "what was wrong");
    CHECK(e.where().line() == here.line());
    CHECK(std::string(e.what()) ==
          "what was wrong (" + std::string(here.file_name()) + ":" + std::to_string(here.line()) + ")");
  }
  CHECK_THROWS_AS(throw Error("what was wrong"), Std);
  CHECK_THROWS_WITH(throw Error("what was wrong"), "what was wrong"); // no place that is not known
}

} // namespace

TEST_CASE("every error is gamut's and a standard one") {
  check_error<gm::shape_error, std::invalid_argument>();
  check_error<gm::value_error, std::invalid_argument>();
  check_error<gm::dtype_error, std::invalid_argument>();
  check_error<gm::index_error, std::out_of_range>();
  check_error<gm::axis_error, std::out_of_range>();
  check_error<gm::overflow_error, std::overflow_error>();
  check_error<gm::linalg_error, std::runtime_error>();
  check_error<gm::file_error, std::runtime_error>();
}

TEST_CASE("an error names the line that called") {
  auto const a = counted(3);
  unsigned line = 0;
  auto const line_of = [](auto const& f) {
    try {
      f();
    } catch (gm::error const& e) {
      CHECK(std::string(e.where().file_name()).ends_with("error.cpp"));
      return e.where().line();
    }
    return 0u;
  };
  line = gm::source_location::current().line() + 1;
  CHECK(line_of([&] { (void)gm::sum(a, 1); }) == line);
  line = gm::source_location::current().line() + 1;
  CHECK(line_of([&] { (void)gm::transpose(a, {1}); }) == line);
  line = gm::source_location::current().line() + 1;
  CHECK(line_of([&] { (void)gm::matmul(a, gm::ones<double, P>(4)); }) == line);
  line = gm::source_location::current().line() + 1;
  CHECK(line_of([&] { (void)gm::broadcast_to(a, gm::shape_of(2)); }) == line);
  line = gm::source_location::current().line() + 1;
  CHECK(line_of([&] { (void)gm::linspace(0., 1., -1); }) == line);
  line = gm::source_location::current().line() + 1;
  CHECK(line_of([&] { gm::ndarray<double, 1, P> b(gm::shape_of(2), a); }) == line);
}

TEST_CASE("shapes are written as NumPy writes tuples") {
  CHECK(gm::detail::message(gm::shape_of(3, 4), " ", gm::shape_of(5), " ", gm::shape_of(), " ", -1) ==
        "(3,4) (5,) () -1");
}
