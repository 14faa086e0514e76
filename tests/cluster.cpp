// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What is the cluster's own: arrays large enough to be cut into tiles give what the host gives, whatever the
// views are that are read and written; and what a program sees of the processes.
#include "support.hpp"

#include <array>
#include <complex>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

using gm::cluster, gm::host;

namespace {

/// Whether a computation has the same elements under both policies, to some units in the last place of its
/// largest; `f(Q{})` computes it under Q.
template <class F>
bool agrees(F const& f, double tolerance = 0) {
  gm::ndarray const here = f(host{});
  gm::ndarray const there = gm::to<host>(f(cluster{}));
  if (here.shape() != there.shape()) return false;
  double const largest = gm::max(gm::abs(gm::astype<double>(here)));
  double const apart = gm::max(gm::abs(gm::astype<double>(here) - gm::astype<double>(there)));
  UNSCOPED_INFO("apart by " << apart);
  return apart <= tolerance * largest;
}

/// Numbers of [0, 1), the same under both policies; of 300 x 200 a processor gets half.
template <class Q>
auto numbers(int seed, int rows = 300, int columns = 200) {
  return gm::random::default_rng(std::uint64_t(seed)).template random<double, Q>({rows, columns});
}

constexpr double rounding = 1e-14;

} // namespace

TEST_CASE("every process is known, and those that are not are missed") {
  char const* const launched = std::getenv("OMPI_COMM_WORLD_SIZE"); // of several processes, by mpirun
  CHECK(gm::node_count<cluster>() == (launched ? std::atoi(launched) : 1));
  CHECK(gm::node_id<cluster>() >= 0);
  CHECK(gm::node_id<cluster>() < gm::node_count<cluster>());
  CHECK(gm::node_count<host>() == 1);
}

TEST_CASE("tiles of random numbers continue the host's stream") {
  CHECK(agrees([]<class Q>(Q) { return numbers<Q>(42); }));
  CHECK(agrees([]<class Q>(Q) { return gm::random::default_rng(7).random<float, Q>({999, 41}); }));
  CHECK(agrees([]<class Q>(Q) { return gm::random::default_rng(7).random<float, Q>(5); }));
}

TEST_CASE("views of every kind are read in tiles") {
  CHECK(agrees([]<class Q>(Q) { return gm::eval(2. * numbers<Q>(1) + gm::sqrt(numbers<Q>(2))); }));
  CHECK(agrees([]<class Q>(Q) {
    auto const a = numbers<Q>(1);
    return gm::eval(a(slice(1, -1), slice(1, -1)) + a(slice(_, -2), slice(1, -1)) -
                    a(slice(2, _), slice(2, _)));
  }));
  CHECK(agrees([]<class Q>(Q) {
    auto const a = numbers<Q>(1);
    return gm::eval(a.T()(slice(_, _, -1), _) + a(7, _)(_, newaxis) * a(_, 3));
  }));
  CHECK(agrees([]<class Q>(Q) {
    auto const a = numbers<Q>(1, 600, 400);
    return gm::eval(a(slice(_, _, 2), slice(_, _, 2)) - a(slice(1, _, 2), slice(_, _, -2)));
  }));
  CHECK(agrees([]<class Q>(Q) { return gm::eval(gm::reshape(numbers<Q>(1), {200, -1}) + 1.); }));
  CHECK(agrees([]<class Q>(Q) {
    auto const a = numbers<Q>(1);
    return gm::eval(gm::diagonal(a)(slice(199)) + gm::diagonal(a, 1));
  }));
}

TEST_CASE("views of every kind are written") {
  auto const written = [](auto const& write) {
    return agrees([&]<class Q>(Q) {
      auto a = numbers<Q>(3), b = numbers<Q>(4);
      write(a, b);
      return a;
    });
  };
  CHECK(written([](auto& a, auto& b) { a(slice(1, -1), _) = b(slice(2, _), _); }));
  CHECK(written([](auto& a, auto& b) { a(slice(_, _, 2), slice(_, _, -1)) = b(slice(150, _), _); }));
  CHECK(written([](auto& a, auto& b) { a.T() = b.T() * 2.; }));
  CHECK(written([](auto& a, auto&) { a(slice(1, _), _) += a(slice(_, -1), _); }));
  CHECK(written([](auto& a, auto&) { a(slice(_, _, 2), _) = a(slice(1, _, 2), _); }));
  CHECK(written([](auto& a, auto&) { a = a(slice(_, _, -1), slice(_, _, -1)); }));
  CHECK(written([](auto& a, auto&) { a(_, 0) = a(_, 199); }));
  CHECK(written([](auto& a, auto&) { a(_, slice(5, 9)) = 0.5; }));
  CHECK(written([](auto& a, auto&) { a(a > 0.5) = 0.; }));
  CHECK(written([](auto& a, auto& b) {
    gm::diagonal(a) = 1.;
    a(3, 4) = double(b(5, 6)) + 1.;
    a(-1, -1) += 2.;
  }));
}

TEST_CASE("reductions are joined over tiles") {
  auto const reduced = [](auto const& f, double tolerance = rounding) {
    return agrees([&]<class Q>(Q) { return gm::eval(f(numbers<Q>(5))); }, tolerance);
  };
  CHECK(reduced([](auto const& a) { return gm::sum(a); }));
  CHECK(reduced([](auto const& a) { return gm::sum(a * a, 0); }));
  CHECK(reduced([](auto const& a) { return gm::sum(a * a, 1); }));
  CHECK(reduced([](auto const& a) { return gm::sum(a.T() + 1., 0); }));
  CHECK(reduced([](auto const& a) { return gm::sum(a(slice(_, _, 3), slice(_, _, -1)), 1, gm::keepdims); }));
  CHECK(reduced([](auto const& a) { return gm::sum(a(_, 1)(_, newaxis) * a(2, _), {0, 1}); }));
  CHECK(reduced([](auto const& a) { return gm::var(a, 1); }, 1e-12));
  CHECK(reduced([](auto const& a) { return gm::max(a, 0); }, 0));
  CHECK(reduced([](auto const& a) { return gm::argmin(a); }, 0));
  CHECK(reduced([](auto const& a) { return gm::argmax(a, 1); }, 0));
  CHECK(reduced([](auto const& a) { return gm::astype<int>(gm::any(a > 0.999, 1)); }, 0));
  auto a = gm::zeros<double, cluster>(300, 200);
  a(250, 150) = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(double(gm::min(a))));
}

TEST_CASE("products are made tile by tile") {
  auto const made = [](auto const& f) {
    return agrees([&]<class Q>(Q) { return gm::eval(f(numbers<Q>(6), numbers<Q>(7, 200, 300))); }, rounding);
  };
  CHECK(made([](auto const& a, auto const& b) { return gm::matmul(a, b); }));
  CHECK(made(
      [](auto const& a, auto const& b) { return 2. * gm::matmul(a.T(), b.T()) + a.T()(_, slice(200)); }));
  CHECK(made([](auto const& a, auto const& b) { return gm::matmul(a, b(_, 0)); }));
  CHECK(made([](auto const& a, auto const& b) { return gm::matmul(a(slice(_, _, 2), slice(_, _, -1)), b); }));
  CHECK(made([](auto const& a, auto const& b) { return gm::matmul(a(slice(1, 2), _), b(_, slice(3, 4))); }));
}

TEST_CASE("a product is written into the array that it reads, beside its operands") {
  CHECK(agrees(
      []<class Q>(Q) {
        auto m = numbers<Q>(8, 200, 200);
        m(slice(100, _), slice(100)) = gm::matmul(m(slice(100), slice(100)), m(slice(100), slice(100, _)));
        m(slice(120, _), slice(120, _)) += gm::matmul(m(slice(80), slice(100)), m(slice(100), slice(120, _)));
        return m;
      },
      1e-11));
}

TEST_CASE("elements are chosen by arrays, tile by tile") {
  auto const chosen = [](auto const& f) {
    return agrees([&]<class Q>(Q) {
      auto a = numbers<Q>(11);
      auto const rows = gm::astype<std::int64_t>(numbers<Q>(12, 500, 90) * 300.);
      return gm::ndarray(f(a, rows));
    });
  };
  CHECK(chosen([](auto& a, auto& rows) { return a(rows(_, 0)); }));
  CHECK(chosen([](auto& a, auto& rows) { return a(rows(slice(200), slice(9)), slice(_, _, 3)) * 2.; }));
  CHECK(chosen([](auto& a, auto& rows) { return gm::take(a.T(), rows, 1); }));
  CHECK(chosen([](auto& a, auto&) { return a(a > 0.25); }));
  CHECK(chosen([](auto& a, auto&) { return gm::astype<double>(gm::argwhere(a > 0.5)); }));
  CHECK(chosen([](auto& a, auto& rows) { return a(rows(_, 1)) = 0.5, a; }));
  CHECK(chosen([](auto& a, auto&) { return a(a > 0.75) = a(a > 0.75) * 2., a; }));
  CHECK(chosen([](auto& a, auto& rows) { return gm::add.at(a, rows(_, 2), 1.), a; }));
  CHECK(chosen([](auto& a, auto&) { return gm::searchsorted(gm::sort(a(_, 0)), a); }));
}

TEST_CASE("lanes are scanned, sorted and transformed where they are, or in parts") {
  auto const worked = [](auto const& f, double tolerance = 0) {
    return agrees([&]<class Q>(Q) { return gm::eval(f(numbers<Q>(13))); }, tolerance);
  };
  CHECK(worked([](auto const& a) { return gm::cumsum(a, 0); }, rounding));
  CHECK(worked([](auto const& a) { return gm::cumsum(a, 1); }, rounding));
  CHECK(worked([](auto const& a) { return gm::cumsum(a); }, rounding)); // one lane, which is cut
  CHECK(worked([](auto const& a) { return gm::cumsum(a > 0.5); }));
  CHECK(worked([](auto const& a) { return gm::cumsum(gm::reshape(a, {20000, 3}), 0); }, rounding));
  CHECK(worked([](auto const& a) { return gm::cumsum(gm::reshape(a, {3, 20000}), 1); }, rounding));
  CHECK(worked([](auto const& a) { return gm::maximum.accumulate(gm::ravel(a)); }));
  CHECK(worked([](auto const& a) { return gm::subtract.accumulate(gm::ravel(a)); })); // does not associate
  CHECK(worked([](auto const& a) { return gm::sort(a); }));
  CHECK(worked([](auto const& a) { return gm::sort(a, 0); }));
  CHECK(worked([](auto const& a) { return gm::sort(gm::ravel(a)); }));
  CHECK(worked([](auto const& a) { return gm::argsort(a, 0); }));
  CHECK(worked([](auto const& a) { return gm::argsort(a, _); }));
  CHECK(worked([](auto const& a) { return gm::unique(gm::floor(a * 1000.)); }));
  CHECK(worked([](auto const& a) { return gm::median(a, 0); }));
  CHECK(worked([](auto const& a) { return gm::quantile(a, {0.1, 0.9}, 1); }));
  CHECK(worked([](auto const& a) { return gm::abs(gm::fft::fft(a, _, 0)); }, rounding));
  CHECK(worked([](auto const& a) { return gm::abs(gm::fft::fft2(a)); }, rounding));
  CHECK(worked([](auto const& a) { return gm::abs(gm::fft::rfft(a)); }, rounding));
  CHECK(worked([](auto const& a) { return gm::fft::irfft2(gm::fft::rfft2(a)); }, rounding));
  CHECK(worked([](auto const& a) { return gm::convolve(gm::ravel(a), a(0, _)); }, rounding));
}

TEST_CASE("what falls into bins is counted tile by tile") {
  auto const counted_in = [](auto const& f, double tolerance = 0) {
    return agrees([&]<class Q>(Q) { return gm::eval(f(gm::ravel(numbers<Q>(14)))); }, tolerance);
  };
  CHECK(counted_in([](auto const& a) { return std::get<0>(gm::histogram(a, 17)); }));
  CHECK(counted_in([](auto const& a) { return gm::bincount(gm::astype<std::int64_t>(a * 50.)); }));
  CHECK(counted_in(
      [](auto const& a) { return gm::bincount(gm::astype<std::int64_t>(a * 50.), gm::weights = a); },
      rounding));
}

TEST_CASE("systems are solved, and a singular one is refused") {
  CHECK(agrees([]<class Q>(Q) { return gm::linalg::solve(numbers<Q>(8, 200, 200), numbers<Q>(9, 200, 3)); },
               1e-11));
  auto const none = gm::zeros<double, cluster>(4, 4);
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::solve(none, none); }, "Singular matrix"));
  CHECK(throws<gm::shape_error>([&] { (void)(none + gm::ones<double, cluster>(5)); }, "(4,4) (5,)"));
}

TEST_CASE("what a task throws comes to the caller, who can go on") {
  struct refuses_three { // without state
    double operator()(double x) const {
      if (x == 3.) throw gm::value_error("this function does not take three");
      if (x == 4.) throw std::domain_error("nor four");
      return x;
    }
  };
  auto const f = gm::vectorize(refuses_three{});
  auto const u = gm::eval(gm::zeros<double, cluster>(300, 200));
  CHECK(throws<gm::value_error>([&] { (void)double(gm::sum(gm::eval(f(u + 3.)))); }, "does not take three"));
  CHECK(throws<gm::value_error>([&] { (void)double(gm::sum(f(u + 3.))); }, "does not take three"));
  CHECK(throws<gm::cluster_error>([&] { (void)gm::to<host>(gm::eval(f(u + 4.))); }, "nor four"));
  // Nobody has waited when the next statement is launched; the first of the two is thrown.
  auto v = gm::eval(f(u + 3.));
  v = f(u + 4.);
  CHECK(throws<gm::value_error>([&] { (void)double(v(0, 0)); }, "does not take three"));
  CHECK(double(gm::sum(f(u + 1.))) == 60000.);
  // As often as it takes to meet a wait that does not end, if there is one.
  bool always = true;
  for (int i = 0; i < 60 && always; ++i)
    always = throws<gm::value_error>([&] { (void)double(gm::sum(f(u + 3.))); }, "does not take three");
  CHECK(always);
  // More launches than are kept to be asked: the one that failed is not forgotten.
  v = f(u + 3.);
  for (int i = 0; i < 1100; ++i) v = f(v);
  CHECK(throws<gm::value_error>([&] { (void)double(v(0, 0)); }, "does not take three"));
  struct refuses_at_length {
    double operator()(double) const { throw gm::value_error(std::string(3000, 'w')); }
  };
  CHECK(throws<gm::value_error>([&] { (void)double(gm::sum(gm::vectorize(refuses_at_length{})(u))); },
                                std::string(1000, 'w').c_str()));
}

TEST_CASE("several statements are one task for each tile, or several where they cannot be") {
  auto const fused = [](auto const& statements) {
    return agrees(
        [&]<class Q>(Q) {
          auto a = numbers<Q>(3), b = numbers<Q>(4);
          gm::ndarray<double, 2, Q> y = gm::zeros<double, Q>(300, 200), z = gm::zeros<double, Q>(302, 200);
          gm::ndarray<double, 0, Q> s(0.);
          statements(a, b, y, z, s);
          return gm::eval(a + 2. * b + 3. * y + 4. * z(slice(1, -1), _) + s);
        },
        rounding);
  };
  CHECK(fused([](auto& a, auto& b, auto& y, auto&, auto& s) {
    gm::tie(y, s) = gm::fuse(a * b, gm::deferred::sum(a + b));
  }));
  CHECK(fused([](auto& a, auto& b, auto&, auto&, auto&) { gm::tie(a, b) = gm::fuse(a + b, a - b); }));
  CHECK(fused([](auto& a, auto& b, auto& y, auto&, auto&) { gm::tie(a, y) = gm::fuse(a + 1., b * 2.); }));
  CHECK(fused([](auto& a, auto& b, auto&, auto& z, auto& s) {
    gm::tie(z(slice(1, -1), _), s) = gm::fuse(a.T().T() * b(0, _), gm::deferred::max(b * 1.));
    gm::tie(a, s) = gm::fuse(z(slice(2, _), _) - z(slice(_, -2), _), gm::deferred::sum(z(slice(2, _), _)));
  }));
  CHECK(fused([](auto& a, auto& b, auto& y, auto& z, auto&) {
    gm::tie(y(slice(_, _, 2), _), z(slice(150), _)) = gm::fuse(a(slice(150), _), b(slice(150), _));
  }));
}

TEST_CASE("matrices are factored by all processors, panel by panel") {
  auto& cutting = gm::backends::cluster::cutting_of_matrices();
  auto const as_before = cutting;
  cutting.from = 24, cutting.width = 8; // panels of a whole width and of less, and processors with fewer
  constexpr int n = 43;
  constexpr double close = 1e-10;
  auto const made = [](auto const& f) { return agrees(f, close); };
  auto const positive = []<class Q>(Q) {
    auto const a = numbers<Q>(11, n, n);
    return gm::eval(gm::matmul(a, a.T()) + double(n) * gm::eye<double, Q>(n));
  };
  CHECK(made([]<class Q>(Q) { return gm::linalg::solve(numbers<Q>(8, n, n), numbers<Q>(9, n, 5)); }));
  CHECK(made([]<class Q>(Q) {
    return gm::linalg::solve(numbers<Q>(8, n, n), gm::eval(numbers<Q>(9, n, 5)(_, 0)));
  }));
  CHECK(made([]<class Q>(Q) { return gm::linalg::lu_factor(numbers<Q>(8, n, n)).lu; }));
  CHECK(agrees([]<class Q>(Q) { return gm::linalg::lu_factor(numbers<Q>(8, n, n)).piv; }));
  CHECK(made([]<class Q>(Q) {
    return gm::linalg::lu_solve(gm::linalg::lu_factor(numbers<Q>(8, n, n)), numbers<Q>(9, n, 5));
  }));
  CHECK(made([]<class Q>(Q) { return gm::linalg::inv(numbers<Q>(8, n, n)); }));
  CHECK(made([]<class Q>(Q) { return gm::eval(gm::linalg::det(numbers<Q>(8, n, n))); }));
  CHECK(made([&]<class Q>(Q q) { return gm::linalg::cholesky(positive(q)); }));
  CHECK(made([&]<class Q>(Q q) {
    return gm::linalg::solve(positive(q), numbers<Q>(9, n, 5), gm::assume::positive_definite);
  }));
  CHECK(made([&]<class Q>(Q q) {
    return gm::linalg::solve(positive(q), numbers<Q>(9, n, 5), gm::assume::lower_triangular);
  }));
  CHECK(made([&]<class Q>(Q q) {
    return gm::linalg::solve(positive(q), numbers<Q>(9, n, 5), gm::assume::upper_triangular);
  }));
  for (auto const& s : {std::array{n, n}, std::array{n + 20, n - 10}, std::array{n - 10, n + 7}}) {
    CHECK(made([&]<class Q>(Q) { return gm::linalg::qr(numbers<Q>(12, s[0], s[1])).Q; }));
    CHECK(made([&]<class Q>(Q) { return gm::linalg::qr(numbers<Q>(12, s[0], s[1])).R; }));
  }
  CHECK(made([&]<class Q>(Q) { return gm::linalg::qr<"complete">(numbers<Q>(12, n + 20, n - 10)).Q; }));
  // Rows shared among the processors.
  CHECK(made([&]<class Q>(Q) { return gm::linalg::qr(numbers<Q>(12, 503, 7)).Q; }));
  CHECK(made([&]<class Q>(Q) { return gm::linalg::qr(numbers<Q>(12, 503, 7)).R; }));
  // Each of a stack.
  CHECK(made([]<class Q>(Q) {
    auto rng = gm::random::default_rng(8);
    auto const a = rng.template random<double, Q>({2, n, n});
    return gm::linalg::solve(a, rng.template random<double, Q>({2, n, 3}));
  }));
  CHECK(throws<gm::linalg_error>(
      [&] {
        auto singular = numbers<cluster>(8, n, n);
        singular(_, 20) = singular(_, 3);
        singular(_, 20) -= singular(_, 3);
        (void)gm::linalg::solve(singular, numbers<cluster>(9, n, 5));
      },
      "Singular matrix"));
  CHECK(throws<gm::linalg_error>([&] { (void)gm::linalg::cholesky(numbers<cluster>(8, n, n) - 1.); },
                                 "not positive definite"));
  cutting = as_before;
}

TEST_CASE("arrays come from the host and go there, small and large, copied and moved") {
  auto const large = numbers<host>(10, 400, 300);
  auto const there = gm::to<cluster>(large);
  CHECK(identical(there, large));
  auto copy = there;
  copy += 1.;
  CHECK(identical(there, large));
  auto const moved = std::move(copy);
  CHECK(identical(moved, gm::eval(large + 1.)));
  CHECK(same(gm::array<int, cluster>({{1, 2}, {3, 4}}), {1, 2, 3, 4}));
  CHECK(gm::to_string(gm::arange<int, cluster>(4)) == "[0 1 2 3]");
  CHECK(gm::zeros<double, cluster>(0, 3).size() == 0);
  CHECK(double(gm::sum(gm::zeros<double, cluster>(0, 3))) == 0.);
}

TEST_CASE("files are written and read by all processors, as the host writes and reads them") {
  // One folder for all processes: the number of the run is the same in each.
  auto const path = (std::filesystem::temp_directory_path() /
                     ("gamut-cluster-" + std::to_string(gm::backends::cluster::number_of_run()) + ".npy"))
                        .string();
  auto const bytes = [&] {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  auto const all_are_here = [] { legate::Runtime::get_runtime()->issue_execution_fence(true); };
  auto const by_one = [&](auto const& write) {
    all_are_here();
    if (gm::node_id<cluster>() == 0) write();
    all_are_here();
  };
  auto const a = numbers<cluster>(21, 503, 60);
  gm::save(path, a);
  auto const header = gm::npy::make_header<double>(std::vector<gm::index>{503, 60});
  auto const content = bytes();
  REQUIRE(content.size() == header.size() + 503 * 60 * 8);
  CHECK(content.starts_with(header));
  auto const here = gm::to<host>(a);
  CHECK(std::memcmp(content.data() + header.size(), here.data(), 503 * 60 * 8) == 0);
  CHECK(identical(gm::load<double, 2, cluster>(path), here));
  CHECK(identical(gm::load<double, 2, host>(path), here));
  // What is no whole array, over what is there; few elements; dtypes of one byte.
  gm::save(path, a(slice(_, _, 2), slice(3, 40)) + 1.);
  CHECK(identical(gm::load<double, 2, cluster>(path), gm::eval(here(slice(_, _, 2), slice(3, 40)) + 1.)));
  gm::save(path, gm::array<std::complex<float>, cluster>({{1.f, 2.f}}));
  CHECK(same(gm::load<std::complex<float>, 2, cluster>(path), {1.f, 2.f}));
  gm::save(path, a > 0.5);
  CHECK(identical(gm::load<bool, 2, cluster>(path), gm::eval(here > 0.5)));
  auto const sums = gm::eval(gm::sum(a, 1));
  gm::save(path, sums);
  CHECK(identical(gm::load<double, 1, cluster>(path), gm::to<host>(sums)));
  gm::save(path, gm::zeros<double, cluster>(0, 3));
  CHECK(gm::load<double, 2, cluster>(path).shape() == gm::dims<2>{0, 3});
  // Columns one after the other, and the other order of bytes.
  by_one([&] {
    std::ofstream out(path, std::ios::binary);
    std::string text = "{'descr': '>i4', 'fortran_order': True, 'shape': (2, 3), }";
    text.resize(117, ' ');
    out << std::string("\x93NUMPY\x01\x00\x76\x00", 10) << text << '\n';
    for (int i = 1; i <= 6; ++i) out << std::string("\0\0\0", 3) << char(i);
  });
  CHECK(same(gm::load<std::int32_t, 2, cluster>(path), {1, 3, 5, 2, 4, 6}));
  CHECK(throws<gm::dtype_error>([&] { (void)gm::load<double, 2, cluster>(path); }, "not float64"));
  CHECK(throws<gm::file_error>([&] { gm::save("/nowhere/a.npy", a); }, "No such file or directory"));
  CHECK(throws<gm::file_error>([&] { gm::save("/", a); }, "Is a directory"));
  by_one([&] { std::filesystem::remove(path); });
  // Nothing is left beside it.
  for (auto const& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path()))
    CHECK(!entry.path().string().starts_with(path));
}

TEST_CASE("a program may end with work queued, and with arrays that outlive main") {
  static auto kept = gm::zeros<double, cluster>(300, 300);
  for (int i = 0; i < 100; ++i) kept += kept * 0.5 + 1.; // what goes wrong is the program's exit status
  CHECK(kept.size() == 90000);
}
