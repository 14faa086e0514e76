// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Every distribution over every bit generator, five seeds of 100,000 numbers each, equal to NumPy's: by the
// hashes that tests/data/random_streams.py writes.
#include "support.hpp"

#include <bit>
#include <memory>

namespace {

/// Any of the bit generators, told at run time, so that the distributions are compiled once.
class any_bits {
  struct source {
    virtual ~source() = default;
    virtual std::uint64_t next() = 0;
    virtual std::uint32_t next32() = 0;
    virtual double next_double() = 0;
  };
  template <class B>
  struct source_of final : source {
    B bits;
    explicit source_of(B const& b) : bits(b) {}
    std::uint64_t next() override { return bits.next(); }
    std::uint32_t next32() override { return bits.next32(); }
    double next_double() override { return bits.next_double(); }
  };
  std::shared_ptr<source> source_;
  explicit any_bits(std::shared_ptr<source> of) : source_(std::move(of)) {}

public:
  explicit any_bits(gm::random::seed_sequence const& seeds) : any_bits(over(gm::random::pcg64(seeds))) {}
  template <class B>
  static any_bits over(B const& bits) {
    return any_bits(std::make_shared<source_of<B>>(bits));
  }
  std::uint64_t next() { return source_->next(); }
  std::uint32_t next32() { return source_->next32(); }
  double next_double() { return source_->next_double(); }
};

constexpr std::uint64_t seeds[] = {0, 1, 42, 20261125, 4294967295};
constexpr gm::index n = 100'000;

struct hash {
  std::uint64_t value = 0;
  template <gm::expression A>
  void add(A const& a) {
    for (auto const x : a) {
      std::uint64_t word;
      if constexpr (std::same_as<std::remove_cvref_t<decltype(x)>, double>)
        word = std::bit_cast<std::uint64_t>(x);
      else if constexpr (std::same_as<std::remove_cvref_t<decltype(x)>, float>)
        word = std::bit_cast<std::uint32_t>(x);
      else
        word = gm::random::detail::word_of<decltype(x)>(x);
      value = value * 0x9e3779b97f4a7c15 + word;
    }
  }
};

/// The hash of a call over one bit generator.
template <class B, class Call>
std::uint64_t hash_over(Call const& call) {
  hash result;
  for (std::uint64_t const seed : seeds) {
    gm::random::Generator<any_bits> rng(any_bits::over(B(gm::random::seed_sequence(seed))));
    result.add(call(rng));
  }
  return result.value;
}
template <class Call>
void compare(char const* text, Call const& call, std::vector<std::uint64_t> const& expected) {
  INFO(text);
  std::vector<std::uint64_t> const got = {
      hash_over<gm::random::pcg64>(call), hash_over<gm::random::pcg64dxsm>(call),
      hash_over<gm::random::philox>(call), hash_over<gm::random::sfc64>(call),
      hash_over<gm::random::mt19937>(call)};
  CHECK(got == expected);
}

} // namespace

#define CALL(...) __VA_ARGS__

TEST_CASE("Generator's distributions are NumPy's, over every bit generator") {
#define STREAM(gamut, ...) compare(#gamut, [](auto& rng) { return rng.CALL gamut; }, {__VA_ARGS__});
#include "data/random_streams.inc"
#undef STREAM
}

TEST_CASE("RandomState's distributions are NumPy's") {
#define LEGACY_STREAM(gamut, expected)                                                                       \
  [&] {                                                                                                      \
    INFO(#gamut);                                                                                            \
    hash result;                                                                                             \
    for (std::uint64_t const seed : seeds) {                                                                 \
      gm::random::RandomState<> rng(seed);                                                                   \
      result.add(rng.CALL gamut);                                                                            \
    }                                                                                                        \
    CHECK(result.value == std::uint64_t{expected});                                                          \
  }();
#include "data/random_streams.inc"
}

TEST_CASE("runs of draws are the same over any number of threads") {
  auto const compare_over = [](auto const& start) {
    auto const draw = [&](int threads) {
      gm::set_num_threads(threads);
      auto rng = gm::random::Generator(start);
      auto const a = rng.random(300001);
      auto const b = rng.template random<float>(300001); // an odd number: half a draw waits
      auto const c = rng.template integers<std::uint32_t>(0, 0xffffffff, 200001, true);
      auto const d = rng.template integers<std::int64_t>(INT64_MIN, INT64_MAX, 200000, true);
      hash h;
      h.add(a), h.add(b), h.add(c), h.add(d);
      return std::pair(h.value, rng.random());
    };
    auto const one = draw(1), two = draw(2), seven = draw(7);
    CHECK(one == two);
    CHECK(one == seven);
    // And those are the draws that come one by one.
    auto rng = gm::random::Generator(any_bits::over(start));
    hash h;
    h.add(rng.random(300001)), h.add(rng.template random<float>(300001));
    h.add(rng.template integers<std::uint32_t>(0, 0xffffffff, 200001, true));
    h.add(rng.template integers<std::int64_t>(INT64_MIN, INT64_MAX, 200000, true));
    CHECK(one == std::pair(h.value, rng.random()));
  };
  gm::random::seed_sequence const seeds_of_all(7);
  compare_over(gm::random::pcg64(seeds_of_all));
  compare_over(gm::random::pcg64dxsm(seeds_of_all));
  compare_over(gm::random::philox(seeds_of_all));
  gm::set_num_threads(2);
}
