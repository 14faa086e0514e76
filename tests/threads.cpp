// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Threads of the host: the same bits with one and with two, errors of a thread that reach the caller, and the
// caller's own threads.
#include "support.hpp"

#include <stdexcept>
#include <thread>

#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace {

struct thrower {
  double operator()(gm::index i) const {
    if (i == 199999) throw std::runtime_error("at the last element");
    return double(i);
  }
};

} // namespace

TEST_CASE("results do not depend on the number of threads") {
  auto const a = gm::random::default_rng(1).random({700, 900}),
             b = gm::random::default_rng(2).random({700, 900});
  auto const f = gm::copy(gm::astype<float>(a));
  auto const all = [&] {
    return std::tuple(gm::copy(a * b + gm::sqrt(a)), gm::copy(gm::exp(a.T()) - b.T()), double(gm::sum(a * b)),
                      float(gm::sum(f)), gm::sum(a, 0), gm::sum(a, 1), gm::max(b, 1), double(gm::mean(f)),
                      std::int64_t(gm::argmax(a)));
  };
  gm::set_num_threads(1);
  CHECK(gm::get_num_threads() == 1);
  auto const one = all();
  gm::set_num_threads(2);
  auto const two = all();
  CHECK(identical(std::get<0>(one), std::get<0>(two)));
  CHECK(identical(std::get<1>(one), std::get<1>(two)));
  CHECK(std::get<2>(one) == std::get<2>(two));
  CHECK(std::get<3>(one) == std::get<3>(two));
  CHECK(identical(std::get<4>(one), std::get<4>(two)));
  CHECK(identical(std::get<5>(one), std::get<5>(two)));
  CHECK(identical(std::get<6>(one), std::get<6>(two)));
  CHECK(std::get<7>(one) == std::get<7>(two));
  CHECK(std::get<8>(one) == std::get<8>(two));
}

TEST_CASE("an exception inside a parallel loop reaches the caller") {
  gm::set_num_threads(2);
  auto const e = gm::detail::make_view(gm::detail::generated<thrower, gm::host>{},
                                       gm::detail::row_major_layout(gm::shape_of(200000)));
  CHECK_THROWS_WITH(gm::copy(e), "at the last element");
}

TEST_CASE("an exception in one of many pieces leaves the others and the next loop alone") {
  gm::set_num_threads(2);
  auto const e = gm::detail::make_view(gm::detail::generated<thrower, gm::host>{},
                                       gm::detail::row_major_layout(gm::shape_of(500, 400)));
  gm::ndarray<double, 2, gm::host> to = gm::zeros(500, 400);
  for (int i = 0; i < 3; ++i) {
    CHECK_THROWS_WITH(to = e + 1., "at the last element");
    CHECK_THROWS_WITH(gm::sum(e), "at the last element");
    CHECK_THROWS_WITH(gm::sum(e, 0), "at the last element");
    CHECK_THROWS_WITH(gm::max(e, 1), "at the last element");
    CHECK(double(gm::sum(gm::ones(500, 400))) == 200000);
  }
}

TEST_CASE("threads of the caller write to parts of one array, and read another") {
  auto const a = gm::random::default_rng(5).random({64, 3000});
  gm::ndarray<double, 2, gm::host> to = gm::zeros(64, 3000);
  {
    std::vector<std::jthread> workers;
    for (int w = 0; w < 4; ++w)
      workers.emplace_back([&a, &to, w] {
        auto const mine = slice(16 * w, 16 * (w + 1));
        for (int i = 0; i < 3; ++i) to(mine) += gm::exp(a(mine)) - gm::mean(a(mine), 1, gm::keepdims);
        to(mine) = gm::sort(to(mine));
      });
  }
  gm::ndarray<double, 2, gm::host> expected = gm::zeros(64, 3000);
  for (int i = 0; i < 3; ++i) expected += gm::exp(a) - gm::mean(a, 1, gm::keepdims);
  CHECK(identical(to, gm::sort(expected)));
}

#if defined(__unix__)
TEST_CASE("a process that was forked after threads had worked computes") {
  gm::set_num_threads(2);
  auto const a = gm::random::default_rng(4).random({600, 600});
  auto const square = gm::copy(gm::matmul(a, a) + a * 2.); // by both threads
  double const expected = gm::sum(square);
  pid_t const child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    alarm(60); // it would wait for the parent's threads
    auto const again = gm::copy(gm::matmul(a, a) + a * 2.);
    _exit(double(gm::sum(again)) == expected && gm::get_num_threads() == 1 ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(gm::get_num_threads() == 2);
}
#endif

TEST_CASE("there is at least one thread") {
  CHECK(throws<gm::value_error>([] { gm::set_num_threads(0); }, "positive integer"));
}

TEST_CASE("threads of the caller evaluate side by side") {
  auto const a = gm::random::default_rng(3).random(100000);
  double const expected = gm::sum(a * 2.);
  std::vector<double> got(4);
  {
    std::vector<std::jthread> workers;
    for (double& g : got) workers.emplace_back([&a, &g] { g = gm::sum(a * 2.); });
  }
  for (double const g : got) CHECK(g == expected);
}

TEST_CASE("a sum of many float32 is as exact as NumPy's") {
  auto const a = gm::full<float>({10000000}, 0.1f);
  // The exact sum is 1000000.0149011612; NumPy 2.4.6's np.sum is 1000000.125.
  CHECK(std::abs(double(float(gm::sum(a))) - 1000000.0149011612) <= 1000000.125 - 1000000.0149011612);
}

TEST_CASE("a sum of float32 loses half a unit in the last place, however the elements lie") {
  gm::ndarray<float, 2> const all = gm::astype<float>(gm::random::default_rng(3).random({1 << 17, 16}));
  auto const nearly_exact = [](auto const& a) {
    double const exact = gm::sum(gm::astype<double>(a));
    return std::abs(double(float(gm::sum(a))) - exact) <= 0.6e-7 * exact;
  };
  CHECK(nearly_exact(all));
  CHECK(nearly_exact(all(gm::_, gm::slice(0, 8)))); // many short rows: one behind another, 7e-6 is lost
  CHECK(nearly_exact(all(gm::_, 3)));               // by steps
  CHECK(nearly_exact(gm::where(all > 0.f, all, 0.f)));
}

TEST_CASE("under a policy that knows of no other processes, a program is one and the first") {
  CHECK(gm::node_count() == 1);
  CHECK(gm::node_id() == 0);
}
