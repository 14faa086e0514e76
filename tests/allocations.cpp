// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What evaluation does not allocate: an assignment has no temporary where nothing overlaps, and a reduction
// none for its operand nor for its one result. Counted by the program's own operator new, which also fails,
// once at each allocation of every operation in turn: it throws, nothing leaks, and the destination is as it
// was.
#include "catch.hpp"

#include <gamut/gamut.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <random>
#include <string>

namespace {
std::atomic<long> allocations{0}, blocks{0}; // made so far, and not given back
std::atomic<long> fails_in{0};               // the allocation that fails, counted from now; 0: none

void* counted_new(std::size_t bytes, std::size_t alignment) {
  ++allocations;
  if (fails_in > 0 && --fails_in == 0) throw std::bad_alloc();
  void* const memory = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  if (!memory) throw std::bad_alloc();
  ++blocks;
  return memory;
}
void give_back(void* memory) noexcept {
  if (memory) --blocks;
  std::free(memory);
}
} // namespace

void* operator new(std::size_t bytes) { return counted_new(bytes ? bytes : 1, alignof(std::max_align_t)); }
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void* operator new(std::size_t bytes, std::nothrow_t const&) noexcept { // a sanitizer has its own otherwise
  ++allocations;
  if (fails_in > 0 && --fails_in == 0) return nullptr;
  ++blocks;
  return std::malloc(bytes ? bytes : 1);
}
void* operator new(std::size_t bytes, std::align_val_t a) {
  return counted_new(bytes ? bytes : 1, std::size_t(a));
}
void* operator new[](std::size_t bytes, std::align_val_t a) { return operator new(bytes, a); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }

namespace {

namespace gm = gamut;
using gm::_, gm::slice;

/// How many allocations the second call of `work` makes; the first may start threads.
template <class F>
long count(F const& work) {
  work();
  long const before = allocations;
  work();
  return allocations - before;
}

} // namespace

TEST_CASE("the counter counts") {
  CHECK(count([] { gm::ndarray const a = gm::zeros(3); }) == 1);
}

TEST_CASE("an assignment allocates nothing, small or large") {
  for (gm::index const n : {3, 100, 600}) {
    auto a = gm::ones(n, n), b = gm::ones(n, n), c = gm::ones(n, n);
    auto const row = gm::ones(n);
    CHECK(count([&] { c = a * b + gm::sqrt(c); }) == 0);
    CHECK(count([&] {
            c(slice(1, -1), slice(1, -1)) = a(slice(_, -2), slice(1, -1)) + b(slice(2, _), slice(2, _));
          }) == 0);
    CHECK(count([&] { c = gm::where(a > 0.5, a, -b); }) == 0);
    CHECK(count([&] { c = a + row; }) == 0);
    CHECK(count([&] { c = a.T() * row(_, gm::newaxis); }) == 0);
    CHECK(count([&] { c = c * 2. + 1.; }) == 0);
    CHECK(count([&] { c += a; }) == 0);
    CHECK(count([&] { c(_, slice(_, _, 2)) = 0.; }) == 0);
  }
}

TEST_CASE("interleaved elements of one array need no temporary, overlapping ones need one") {
  auto a = gm::ones(100);
  CHECK(count([&] { a(slice(_, _, 2)) = a(slice(1, _, 2)) * 3.; }) == 0);
  CHECK(count([&] { a(slice(1, _)) = a(slice(_, -1)) + 0.; }) == 1);
}

TEST_CASE("a reduction to one value allocates nothing, along axes its result only") {
  for (gm::index const n : {3, 100, 600}) {
    auto const a = gm::ones(n, n), b = gm::ones(n, n), c = gm::ones(n, n);
    double value = 0;
    CHECK(count([&] { value = gm::sum(a * b + c); }) == 0);
    CHECK(value == 2. * double(n * n));
    CHECK(count([&] { value = gm::max(gm::abs(a - b)); }) == 0);
    CHECK(count([&] { value = double(gm::argmax(a)); }) == 0);
    bool truth = false;
    CHECK(count([&] { truth = gm::all(a == b); }) == 0);
    CHECK(truth);
    CHECK(count([&] { gm::ndarray const r = gm::sum(a * b, 0); }) == 1);
  }
}

TEST_CASE("a large block that was freed is taken again, unless nothing is to be kept") {
  auto const a = gm::ones(100'000);
  auto const temporary = [&] { gm::ndarray const t = a + 1.; };
#if GAMUT_HOST_KEEPS_MEMORY // not under a sanitizer
  CHECK(count(temporary) == 0);
  CHECK(count([&] { gm::ndarray<double, 2> const other(gm::shape_of(10, 9'900)); }) == 0); // nearly as large
  auto const large = [] { return gm::full({5'000'000}, 2.5); }; // the system may have its pages meanwhile
  (void)large();
  bool whole = false;
  CHECK(count([&] { whole = gm::all(large() == 2.5); }) == 0);
  CHECK(whole);
#endif
  gm::keep_memory(0);
  CHECK(count(temporary) == 1);
  gm::keep_memory(1 << 19); // less than one block
  CHECK(count(temporary) == 1);
  gm::keep_memory(1 << 28);
}

TEST_CASE("a pass of several results allocates nothing where its destinations are apart") {
  auto a = gm::ones(300), b = gm::ones(300), y = gm::ones(300), z = gm::ones(300);
  double s = 0;
  CHECK(count([&] { gm::tie(y, z, s) = gm::fuse(a * b, a + b, gm::deferred::sum(a)); }) == 0);
  CHECK(count([&] { gm::tie(y, z) = gm::fuse(y * b, a + b); }) == 0);
  CHECK(count([&] { gm::tie(a, b) = gm::fuse(a + b, a - b); }) == 2);
}

namespace {

/// Lets each allocation of `work(destination)` fail in turn: how many there were. What `work` makes has to go
/// with it, and the destination stays as it was until nothing fails.
template <class T, int N, class F>
long sweep(gm::ndarray<T, N> const& before, F const& work) {
  {
    auto destination = before;
    work(destination); // what is made once and stays is made here
  }
  for (long n = 1;; ++n) {
    auto destination = before;
    long const here = blocks;
    bool failed = false;
    fails_in = n;
    try {
      work(destination);
    } catch (std::bad_alloc const&) {
      failed = true;
    } catch (gm::error const&) {
      failed = true;
    }
    bool const reached = fails_in == 0;
    fails_in = 0;
    if (!reached) return n - 1;
    INFO("allocation " << n);
    CHECK(failed);
    CHECK(blocks == here);
    bool const same = destination.shape() == before.shape() && gm::array_equal(destination, before);
    CHECK(same);
  }
}

} // namespace

TEST_CASE("an allocation that fails throws, leaks nothing and leaves the destination alone") {
  gm::keep_memory(0);
  gm::set_num_threads(1);
  auto const m = gm::copy(gm::reshape(gm::sin(gm::arange(64.)), 8, 8));
  auto const v = gm::copy(gm::cos(gm::arange(32.)));
  auto const i = gm::copy(gm::remainder(gm::arange<std::int64_t>(8) * 3, std::int64_t(8)));
  std::string const path = "/tmp/gamut-allocations-" + std::to_string(std::random_device{}()) + ".npy";
  long total = 0, operations = 0;
  auto const run = [&](auto const& before, auto const& work) {
    INFO("operation " << ++operations);
    total += sweep(before, work);
  };
  // Assignment
  run(m, [&](auto& d) { d = d.T() + 2. * d; });
  run(m, [&](auto& d) { d(slice(1, _)) += d(slice(_, -1)); });
  run(m, [&](auto& d) { d = gm::matmul(d, d) - d; });
  run(m, [&](auto& d) { d = d(slice(2, 5)); });
  run(v, [&](auto& d) { gm::tie(d, d) = gm::fuse(d + 1., d * 2.); });
  // Indices
  run(m, [&](auto& d) { d(d > 0.) = -d(d > 0.); });
  run(m, [&](auto& d) { d(i) += m; });
  run(m, [&](auto& d) { d(_, i) = m; });
  run(m, [&](auto& d) { d = gm::take(d, i, 1); });
  // Reductions, scans, order
  run(v, [&](auto& d) { d = gm::sum(m, 0) + gm::max(m, 1); });
  run(v, [&](auto& d) { d = gm::cumsum(m.ravel()); });
  run(v, [&](auto& d) { d = gm::sort(d * 2.); });
  run(v, [&](auto& d) { d = gm::unique(gm::rint(d * 3.)); });
  run(v, [&](auto& d) { d = gm::median(m, 0); });
  run(v, [&](auto& d) { d = gm::astype<double>(gm::argsort(d)); });
  run(v, [&](auto& d) { d = gm::astype<double>(gm::bincount(i)); });
  // Joined, turned, filled
  run(v, [&](auto& d) { d = gm::concatenate(gm::list(d, d, v)); });
  run(m, [&](auto& d) { d = gm::roll(d, 3, 1); });
  run(m, [&](auto& d) { d = gm::pad(d, 2); });
  run(v, [&](auto& d) { d = gm::convolve(d, gm::array({1., 2., 1.})); });
  run(m, [&](auto& d) { d = gm::einsum<"ij,kj->ik">(d, m); });
  run(v, [&](auto& d) { d = gm::random::default_rng(1).standard_normal(40); });
  // Linear algebra, transforms, polynomials
  run(m, [&](auto& d) { d = gm::linalg::inv(d + 9. * gm::eye(8)); });
  run(v, [&](auto& d) { d = gm::linalg::solve(m + 9. * gm::eye(8), gm::sum(m, 0)); });
  run(v, [&](auto& d) { d = gm::real(gm::fft::fft(d)); });
  run(v, [&](auto& d) { d = gm::polyfit(gm::arange(32.), d, 3); });
  // Files and text
  run(v, [&](auto& d) {
    gm::save(path, m);
    d = gm::sum(gm::load<double, 2>(path), 0);
  });
  run(v, [&](auto& d) { d = gm::full({3}, double(gm::to_string(m).size())); });
  std::remove(path.c_str());
  CHECK(total > operations);
  WARN(total << " allocations of " << operations << " operations failed in turn");
  gm::keep_memory(1 << 28);
}
