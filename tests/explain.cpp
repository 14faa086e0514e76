// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What an assignment will do, told before it does.
#include "support.hpp"

#include <sstream>

TEST_CASE("one pass over operands that are walked as one") {
  auto const a = gm::ones<double, P>(20, 30), b = gm::ones<double, P>(20, 30);
  auto const row = gm::ones<double, P>(30);
  auto const x = gm::explain(a * b + 2.);
  CHECK(x.loops == std::vector<gm::index>{600});
  CHECK(x.functions == 2);
  CHECK(x.bytes_read == 2 * 600 * 8);
  CHECK(x.bytes_written == 600 * 8);
  CHECK(x.temporaries == 0);
  CHECK(x.products == 0);
  CHECK(gm::explain(a + row).loops == std::vector<gm::index>{20, 30});
  CHECK(gm::explain(a + row).bytes_read == 630 * 8);
  CHECK(gm::explain(a).bytes_read == 600 * 8);
  std::ostringstream text;
  text << gm::explain(a * b + 2.);
  CHECK(text.str() ==
        "loops of 600: 2 functions an element, 9600 bytes read, 4800 written; 0 temporaries of 0 bytes; "
        "0 matrix products");
}

TEST_CASE("a temporary where writing would change what is still to be read") {
  auto a = gm::ones<double, P>(100);
  auto const b = gm::ones<double, P>(99);
  CHECK(gm::explain(a, a * 2.).temporaries == 0);
  CHECK(gm::explain(a(slice(1, _)), a(slice(_, -1)) + b).temporaries == 1);
  CHECK(gm::explain(a(slice(1, _)), a(slice(_, -1)) + b).temporary_bytes == 99 * 8);
  CHECK(gm::explain(a(slice(_, _, 2)), a(slice(1, _, 2))).temporaries == 0);
  CHECK(throws<gm::shape_error>([&] { (void)gm::explain(a, b + 0.); },
                                "could not broadcast input array from shape (99,) into shape (100,)"));
}

TEST_CASE("a product is one call, into the destination where it has the dtype and is no operand") {
  auto const a = gm::ones<double, P>(4, 5), b = gm::ones<double, P>(5, 6);
  auto c = gm::ones<double, P>(4, 6);
  auto f = gm::ones<float, P>(4, 6);
  auto square = gm::ones<double, P>(5, 5);
  CHECK(gm::explain(c, gm::matmul(a, b)).products == 1);
  CHECK(gm::explain(c, gm::matmul(a, b)).temporaries == 0);
  CHECK(gm::explain(c, 2. * gm::matmul(a, b) + 0.5 * c).products == 1);
  CHECK(gm::explain(c, 2. * gm::matmul(a, b) + 0.5 * c).temporaries == 0);
  CHECK(gm::explain(f, gm::matmul(a, b)).temporaries == 1);
  CHECK(gm::explain(square, gm::matmul(square, square)).temporaries == 1);
}
