// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What evaluation does not allocate: an assignment has no temporary where nothing overlaps, and a reduction
// none for its operand nor for its one result. Counted by the program's own operator new.
#include "catch.hpp"

#include <gamut/gamut.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<long> allocations{0};

void* counted_new(std::size_t bytes, std::size_t alignment) {
  ++allocations;
  void* const memory = std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
  if (!memory) throw std::bad_alloc();
  return memory;
}
} // namespace

void* operator new(std::size_t bytes) { return counted_new(bytes ? bytes : 1, alignof(std::max_align_t)); }
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void* operator new(std::size_t bytes, std::nothrow_t const&) noexcept { // a sanitizer has its own otherwise
  ++allocations;
  return std::malloc(bytes ? bytes : 1);
}
void* operator new(std::size_t bytes, std::align_val_t a) {
  return counted_new(bytes ? bytes : 1, std::size_t(a));
}
void* operator new[](std::size_t bytes, std::align_val_t a) { return operator new(bytes, a); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

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
