// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What outlives what: the usages of docs/safety.md that work, and those that end a checked build. (Those that
// do not compile are in fail/.) Under the preset dev AddressSanitizer looks on.
#define GAMUT_CHECKED 1
#include "support.hpp"

#include <functional>
#include <optional>

#include <sys/wait.h>
#include <unistd.h>

namespace {

auto f(double first = 1) { return gm::arange(first, first + 4.); }
auto matrix() { return gm::copy(gm::reshape(gm::arange(6.), 2, 3)); }

/// Whether `work` ends the process with the message about lifetimes.
template <class F>
bool aborts(F const& work) {
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  auto const child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(pipe[1], 2);
    ::signal(SIGABRT, SIG_DFL); // not Catch's
    work();
    ::_exit(0);
  }
  ::close(pipe[1]);
  std::string said;
  char buffer[256];
  for (::ssize_t n; (n = ::read(pipe[0], buffer, sizeof buffer)) > 0;) said.append(buffer, std::size_t(n));
  ::close(pipe[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT &&
         said.find("gamut: a view or an expression") == 0;
}

auto sum_of_temporaries() { return f() + 2. * f(10); }
auto view_of_temporary() { return f()(slice(1, _)); }
auto held_locals() {
  auto const a = f(), b = f(10);
  return gm::hold(a + 2. * b(slice(_, _, -1)));
}
gm::ndarray<double, 1> evaluated_locals() {
  auto const a = f(), b = f(10);
  return a + b;
}
struct model {
  gm::ndarray<double, 1> weights = f();
  auto scaled(double by) const { return weights * by; }
};
template <class E>
struct stored {
  E e;
};
template <class E>
stored(E) -> stored<E>;

} // namespace

TEST_CASE("temporaries are moved in") {
  SECTION("1: a kept sum") {
    auto e = f() + f(10);
    CHECK(same(e, {11, 13, 15, 17}));
  }
  SECTION("2: a returned expression") { CHECK(same(sum_of_temporaries(), {21, 24, 27, 30})); }
  SECTION("3: a view of a temporary") {
    auto v = f()(slice(1, _));
    CHECK(same(v, {2, 3, 4}));
  }
  SECTION("4: a returned view of a temporary") { CHECK(same(view_of_temporary(), {2, 3, 4})); }
  SECTION("5: a transpose of a temporary") {
    auto t = matrix().T();
    CHECK(same(t, {0, 3, 1, 4, 2, 5}));
  }
  SECTION("6: a view of a view of a temporary") {
    auto v = matrix().T()(slice(1, _))(_, 0);
    CHECK(same(v, {1, 2}));
  }
  SECTION("7: a reshaped temporary") {
    auto r = gm::reshape(f(), 2, 2).T();
    CHECK(same(r, {1, 3, 2, 4}));
  }
  SECTION("8: a member of a temporary") {
    auto e = f().clip(2., 3.);
    CHECK(same(e, {2, 2, 3, 3}));
  }
  SECTION("9: another dtype of a temporary") {
    auto e = f().astype<int>();
    CHECK(same(e, {1, 2, 3, 4}));
  }
  SECTION("10: all of a temporary as a view") {
    auto v = f().view();
    CHECK(same(v, {1, 2, 3, 4}));
  }
  SECTION("11: the bits of a temporary") {
    auto v = f().view<std::int64_t>();
    CHECK(v(0) == 4607182418800017408);
  }
  SECTION("12: a loop over a temporary") {
    double sum = 0;
    for (double const x : f()) sum += x;
    CHECK(sum == 10);
  }
  SECTION("13: a loop over a view of a temporary") {
    double sum = 0;
    for (double const x : f()(slice(1, _))) sum += x;
    CHECK(sum == 9);
  }
  SECTION("14: a lambda that keeps an expression of temporaries") {
    auto const later = [e = f() * 3.] { return double(gm::sum(e)); };
    CHECK(later() == 30);
  }
  SECTION("15: a structure that keeps one") {
    stored const s{f() - 1.};
    CHECK(same(s.e, {0, 1, 2, 3}));
  }
  SECTION("16: an expression of an expression") {
    auto e = f() + 1.;
    auto g = std::move(e) * 2.;
    CHECK(same(g, {4, 6, 8, 10}));
  }
  SECTION("17: an expression copied beyond its first's end") {
    auto e = [] {
      auto first = f() + 1.;
      auto second = first * 2.; // a copy of first, with its elements
      return second;
    }();
    CHECK(same(e, {4, 6, 8, 10}));
  }
  SECTION("18: elements that a mask chooses in a temporary") {
    auto chosen = f()(f() > 2.);
    CHECK(same(chosen, {3, 4}));
  }
  SECTION("19: a product of temporaries") {
    auto p = gm::matmul(matrix(), matrix().T());
    gm::ndarray const c = std::move(p);
    CHECK(same(c, {5, 14, 14, 50}));
  }
  SECTION("20: a reduction of a temporary is a value") {
    auto const s = gm::sum(matrix(), 0);
    CHECK(same(s, {3, 5, 7}));
  }
  SECTION("21: an element of a temporary is a copy") {
    auto const x = f()(0);
    CHECK(x == 1);
  }
}

TEST_CASE("named arrays, while they live") {
  SECTION("22: an expression of named arrays is lazy") {
    auto a = f();
    auto e = a * 2.;
    a(0) = 10;
    CHECK(same(e, {20, 4, 6, 8}));
  }
  SECTION("23: an expression of an array that gets other elements and another shape") {
    auto a = f();
    auto e = a * 2.;
    a = gm::array({5., 6.});
    CHECK(same(e, {10, 12}));
  }
  SECTION("24: a view of an array that was moved from goes with the memory") {
    auto a = f();
    auto v = a(slice(1, _));
    auto const b = std::move(a);
    CHECK(same(v, {2, 3, 4}));
    CHECK(same(b, {1, 2, 3, 4}));
  }
  SECTION("25: a returned array, evaluated") { CHECK(same(evaluated_locals(), {11, 13, 15, 17})); }
  SECTION("26: a member's expression of an array that lives on") {
    model const m;
    CHECK(same(m.scaled(2.), {2, 4, 6, 8}));
  }
  SECTION("27: assignment of an array to itself, its part, its transpose") {
    auto a = matrix();
    a = a.T();
    a = a(slice(1, _));
    CHECK(same(a, {1, 4, 2, 5}));
  }
}

TEST_CASE("hold keeps the elements") {
  SECTION("28: a returned expression of locals") { CHECK(same(held_locals(), {27, 26, 25, 24})); }
  SECTION("29: an expression in a function object") {
    std::function<double()> later;
    {
      auto const a = f();
      later = [e = gm::hold(a * a)] { return double(gm::sum(e)); };
    }
    CHECK(later() == 30);
  }
  SECTION("30: a view, a number, a generator, an array, a product") {
    auto const make = [] {
      auto a = matrix();
      auto held =
          std::tuple(gm::hold(a(0)), gm::hold(a + gm::arange(3.) * 2.), gm::hold(a), gm::hold(a(a > 3.)));
      a(ellipsis) = -1.;
      return held;
    };
    auto const [view, sum, array, chosen] = make();
    CHECK(same(view, {0, 1, 2}));
    CHECK(same(sum, {0, 3, 6, 3, 6, 9}));
    CHECK(same(array, {0, 1, 2, 3, 4, 5}));
    CHECK(same(chosen, {4, 5}));
  }
  SECTION("31: what is moved in is not copied") {
    auto a = f();
    auto const* const data = a.data();
    auto const e = gm::hold(std::move(a));
    CHECK(e.bound().data == data);
  }
}

TEST_CASE("a checked build ends where an array has gone") {
  SECTION("32: an expression of a local") {
    auto const e = [] {
      auto a = f();
      return a + 1.;
    };
    CHECK(aborts([&] { (void)elements(e()); }));
  }
  SECTION("33: a view of a local") {
    auto const v = [] {
      auto a = f();
      auto view = a(slice(1, _));
      return view;
    };
    CHECK(aborts([&] { (void)elements(v()); }));
  }
  SECTION("34: an element of such a view") {
    CHECK(aborts([] {
      std::optional<gm::ndarray<double, 1>> a(f());
      auto v = (*a)(slice(1, _));
      a.reset();
      (void)double(v(0));
    }));
  }
  SECTION("35: a lambda with an expression of a local") {
    std::function<double()> later;
    {
      auto const a = f();
      later = [e = a * a] { return double(gm::sum(e)); };
    }
    CHECK(aborts([&] { (void)later(); }));
  }
  SECTION("36: a view of an array that got another shape") {
    CHECK(aborts([] {
      auto a = f();
      auto v = a(slice(1, _));
      a = gm::arange(100.);
      (void)double(gm::sum(v));
    }));
  }
  SECTION("37: assignment to such a view") {
    CHECK(aborts([] {
      auto a = f();
      auto v = a(slice(1, _));
      a = gm::arange(100.);
      v = 1.;
    }));
  }
  SECTION("38: an array of a vector that grew") {
    CHECK(aborts([] {
      std::vector<gm::ndarray<double, 1>> all{f()};
      auto e = all[0] + 1.;
      all.reserve(100);
      (void)elements(e);
    }));
  }
  SECTION("39: a member's expression of a temporary object") {
    CHECK(aborts([] {
      auto e = model().scaled(2.);
      (void)elements(e);
    }));
  }
  SECTION("40: an index out of bounds") {
    auto a = f();
    CHECK(throws<gm::index_error>([&] { (void)a(4); }, "index 4 is out of bounds for axis 0 with size 4"));
  }
}

TEST_CASE("a nan is trapped where it is first assigned, if asked for") {
  auto const a = gm::array({{1., 0.}, {4., -9.}});
  CHECK_FALSE(gm::trap_nan(true));
  CHECK_NOTHROW(gm::ndarray(gm::abs(a) / 2.));
  CHECK(throws<gm::nan_error>([&] { gm::ndarray y = 2. * gm::sqrt(a); },
                              "nan at (1,1) of an array of shape (2,2), assigned by multiply(float64, "
                              "sqrt(float64[2])); gm::trap_nan is off now"));
  gm::ndarray y = gm::sqrt(a); // it was switched off
  CHECK(gm::isnan(y)(1, 1));
  CHECK_FALSE(gm::trap_nan(true));
  CHECK(throws<gm::nan_error>([&] { y(1, slice(1, _)) *= 2.; }, "nan at (0,) of an array of shape (1,)"));
  gm::trap_nan(true);
  CHECK(throws<gm::nan_error>([&] { gm::ndarray z = gm::matmul(y, y); }, "nan at (0,1)"));
  gm::trap_nan(true);
  CHECK(throws<gm::nan_error>([&] { gm::ndarray z = gm::astype<std::complex<float>>(y); }, "nan at (1,1)"));
  CHECK_NOTHROW(gm::ndarray(gm::isnan(y)));
  CHECK_FALSE(gm::trap_nan(false));
}
