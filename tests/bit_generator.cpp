// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The bit generators against NumPy's, with ==. Every table below was printed by tests/data/random_hashes.py;
// a hash is 64-bit FNV-1a over the little-endian bytes of the values.
#include "catch.hpp"

#include <gamut/random/bit_generators.hpp>

#include <bit>
#include <numeric>
#include <string>
#include <type_traits>

using gamut::random::mt19937;
using gamut::random::pcg64;
using gamut::random::seed_sequence;
using gamut::random::to_double;
using gamut::random::to_float;
using gamut::random::uint128;

namespace {

using words32 = std::vector<std::uint32_t>;
using words64 = std::vector<std::uint64_t>;

constexpr int million = 1'000'000;

constexpr uint128 u128(std::uint64_t high, std::uint64_t low) { return uint128{high} << 64 | low; }

pcg64 seeded(std::uint64_t seed) { return pcg64(seed_sequence(seed)); }

words32 iota(std::size_t n) {
  words32 words(n);
  std::iota(words.begin(), words.end(), 0u);
  return words;
}

// Calls `draw` n times.
template <class Draw>
auto draws(std::size_t n, Draw draw) {
  std::vector<decltype(draw())> result(n);
  for (auto& value : result) value = draw();
  return result;
}

struct fnv1a {
  std::uint64_t value = 0xcbf29ce484222325;

  void operator()(double x) { add(std::bit_cast<std::uint64_t>(x), 8); }
  void operator()(float x) { add(std::bit_cast<std::uint32_t>(x), 4); }

private:
  void add(std::uint64_t bits, int bytes) {
    for (int i = 0; i < bytes; ++i, bits >>= 8) value = (value ^ (bits & 0xff)) * 0x100000001b3;
  }
};

template <class Draw>
std::uint64_t hash_of(int n, Draw draw) {
  fnv1a hash;
  for (int i = 0; i < n; ++i) hash(draw());
  return hash.value;
}

template <class Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (gamut::value_error const& e) {
    CHECK(e.where().line() != 0);
    return e.message();
  }
  return "nothing was thrown";
}

} // namespace

static_assert(std::is_trivially_copyable_v<pcg64>); // as a kernel's argument must be

TEST_CASE("seed_sequence generates NumPy's words") {
  struct {
    words32 entropy, spawn_key, words;
    words64 wide;
  } const table[] = {
      {{0x0}, {}, {0x20c6ed6d, 0x223c39d4, 0x2c4099de}, {0xdb2cd7e7b0f478be, 0xabf4641a2c71ba49}},
      {{0x2a}, {}, {0x7d282a1b, 0x4692d5ff, 0x33657971}, {0x9f1e2e6dcd540ab7, 0xd57873dc79fb94b6}},
      {{0x2a}, {0x0}, {0x9c90dafb, 0x7416fa91, 0x77fd4b76}, {0xdff6ed7da001c6a4, 0x4323988864d84a1f}},
      {{0x2a}, {0x3, 0x1}, {0x96b50fe5, 0x832b9ccc, 0x8712c3bb}, {0xaede8afecc7445e8, 0xb2ba50f306c4cc63}},
      {{0xeb1f0ad2, 0xab54a98c},
       {},
       {0xf848c11a, 0xa50badc2, 0x2fce4134},
       {0x3adce17e346514ac, 0x59e9bcc388fa7613}},
      {{0x1, 0x2, 0x3, 0x4, 0x5, 0x6},
       {},
       {0x9b21dd81, 0x8e2670b, 0x1b5dd0a3},
       {0xebcd001d1d1bca21, 0xcfea83a4b202608b}},
      {{0x1, 0x2, 0x3, 0x4, 0x5, 0x6},
       {0x7},
       {0x45f95784, 0x119ad5e0, 0x4cd5e102},
       {0x8bebfc3657d6e06e, 0x2ed446e3a9f0fc7a}},
      {{}, {}, {0x20c6ed6d, 0x223c39d4, 0x2c4099de}, {0xdb2cd7e7b0f478be, 0xabf4641a2c71ba49}},
      {{0x7}, {0x5, 0x1}, {0xab437c82, 0x3e02c2f, 0xc7aab49f}, {0x486a79eb72d68395, 0x9f2c75396c3cf233}},
  };
  for (auto const& row : table) {
    seed_sequence const seeds(row.entropy, row.spawn_key);
    words32 words(8);
    seeds.generate_state32(words);
    CHECK(words32(words.begin() + 5, words.end()) == row.words);
    words64 wide(2);
    seeds.generate_state64(wide);
    CHECK(wide == row.wide);
    // An integer is its words.
    if (row.entropy.size() == 1) CHECK(pcg64(seed_sequence(row.entropy[0], row.spawn_key)) == pcg64(seeds));
  }
  words64 const expected{0x8dc98c6673788ea3, 0xf5914b39edd055f4};
  words64 wide(2);
  seed_sequence(words32{0x76543210, 0xfedcba98, 0x89abcdef, 0x01234567}).generate_state64(wide);
  CHECK(wide == expected);
}

TEST_CASE("seed_sequence refuses a negative seed") {
  CHECK(message_of([] { seed_sequence(-1); }) == "expected non-negative integer");
}

TEST_CASE("seed_sequence from the operating system") {
  seed_sequence const one = seed_sequence::from_os();
  seed_sequence const other = seed_sequence::from_os();
  CHECK(one.entropy().size() == 4);
  CHECK_FALSE(pcg64(one) == pcg64(other));
  CHECK(pcg64(one) == pcg64(seed_sequence(one.entropy())));
}

TEST_CASE("seed_sequence spawns NumPy's children") {
  seed_sequence root(42);
  std::vector<seed_sequence> children = root.spawn(3);
  children.push_back(children[2].spawn(2)[1]);
  children.push_back(root.spawn(1)[0]);
  words64 first;
  for (seed_sequence const& child : children) first.push_back(pcg64(child).next());
  CHECK(first == words64{0xeaafbebf7f55d256, 0x77ad79cb131f4097, 0x123cbb7eb40465f6, 0x84f8db9c8f706aa,
                         0xc3911abae641ff28});
  CHECK(root.children_spawned() == 4);
  CHECK(children[2].children_spawned() == 2);
  auto const key = children[3].spawn_key();
  CHECK(words32(key.begin(), key.end()) == words32{2, 1});
}

TEST_CASE("pcg64 draws NumPy's bits and doubles") {
  struct {
    std::uint64_t seed;
    words64 raw;
    std::vector<double> doubles;
    std::uint64_t hash;
  } const table[] = {
      {0u,
       {0xa30febcfd9c2825f, 0x4510bdf882d9d721, 0xa7d3da94ecde8b8},
       {0x1.461fd79fb385p-1, 0x1.1442f7e20b674p-2, 0x1.4fa7b529d9bdp-5},
       0x210c8994f701fb94},
      {1u,
       {0x8306bdf37922e4ff, 0xf35196bbc152a866, 0x24e7a4f608ec18cd},
       {0x1.060d7be6f245cp-1, 0x1.e6a32d7782a55p-1, 0x1.273d27b04760cp-3},
       0x54c5645ae064268c},
      {42u,
       {0xc621fbcd16d92688, 0x705a5661a791ffc1, 0xdbcd12c26eda1624},
       {0x1.8c43f79a2db24p-1, 0x1.c16959869e47ep-2, 0x1.b79a2584ddb42p-1},
       0x576b5ebddd2b3e13},
      {12345678901234567890u,
       {0x114e1b88d306508, 0xa700042781d3a29c, 0x9b9e0e7dc8c7370c},
       {0x1.14e1b88d306p-8, 0x1.4e00084f03a74p-1, 0x1.373c1cfb918e6p-1},
       0x34618412b9d71260},
  };
  for (auto const& row : table) {
    pcg64 const start = seeded(row.seed);
    CHECK(draws(3, [g = start]() mutable { return g.next(); }) == row.raw);
    CHECK(draws(3, [g = start]() mutable { return to_double(g.next()); }) == row.doubles);
    CHECK(hash_of(million, [g = start]() mutable { return to_double(g.next()); }) == row.hash);
  }
}

// Seed 42's state and increment, as NumPy shows them.
constexpr pcg64 state42(u128(0xcea44f6798798f2a, 0xacbc7c9d68860ac8),
                        u128(0xfa505436c9a8416e, 0x66caf2e28d25abff));

TEST_CASE("pcg64 has NumPy's state, and runs at compile time") {
  CHECK(seeded(42) == state42);
  static_assert([g = state42]() mutable { return g.next(); }() == 0xc621fbcd16d92688);
  static_assert([g = state42]() mutable { return (g.advance(1000), g.next()); }() == 0xfe35e24e0cd297a);
  static_assert(to_double(~std::uint64_t{0}) < 1 && to_float(~std::uint32_t{0}) < 1);
}

TEST_CASE("pcg64 advances and jumps as NumPy's") {
  struct {
    uint128 delta;
    std::uint64_t next;
  } const table[] = {
      {u128(0x0000000000000000, 0x0000000000000000), 0xc621fbcd16d92688},
      {u128(0x0000000000000000, 0x0000000000000001), 0x705a5661a791ffc1},
      {u128(0x0000000000000000, 0x00000000000003e8), 0xfe35e24e0cd297a},
      {u128(0x0000000000000000, 0x0000010000000003), 0xc60a9baa7fe09c74},
      {u128(0x0000000000000000, 0xffffffffffffffff), 0x1dcb21889d77bdb2},
      {u128(0x0000001000000000, 0x0000000000000007), 0xed48c93b82a39660},
      {u128(0xffffffffffffffff, 0xfffffffffffffffb), 0x5b0cd747c034225},
  };
  for (auto const& row : table) {
    pcg64 g = seeded(42);
    g.advance(row.delta);
    CHECK(g.next() == row.next);
  }
  pcg64 const g = seeded(42);
  CHECK(words64{g.jumped().next(), g.jumped(2).next(), g.jumped(12345).next()} ==
        words64{0xc193c65d22914c57, 0x787268e85a26161d, 0x6177a7ab5e3354f9});
}

TEST_CASE("pcg64 advanced by k goes on where k draws would have") {
  std::size_t const n = 1000;
  pcg64 const start = seeded(7);
  words64 const plain = draws(n, [g = start]() mutable { return g.next(); });
  for (std::size_t const k : {0u, 1u, 2u, 3u, 63u, 64u, 500u, 999u, 1000u}) {
    pcg64 g = start;
    g.advance(k);
    words64 const tail(plain.end() - static_cast<std::ptrdiff_t>(n - k), plain.end());
    CHECK(draws(n - k, [&] { return g.next(); }) == tail);
    // And back again: the whole period less what was drawn.
    g.advance(-uint128{n});
    CHECK(g == start);
  }
}

TEST_CASE("pcg64 draws NumPy's floats") {
  std::vector<float> const expected{0x1.6d926p-4F,  0x1.8c43f6p-1F, 0x1.4f23fep-1F, 0x1.c16958p-2F,
                                    0x1.bb6858p-2F, 0x1.b79a24p-1F, 0x1.60088p-4F};
  CHECK(draws(7, [g = seeded(42)]() mutable { return to_float(g.next32()); }) == expected);

  words64 hashes;
  for (std::uint64_t const seed : {0ul, 1ul, 42ul, 12345678901234567890ul})
    hashes.push_back(hash_of(million + 1, [g = seeded(seed)]() mutable { return to_float(g.next32()); }));
  CHECK(hashes == words64{0xdcd89ba4c9066313, 0x5bf4e6a12c6c8d62, 0x5dbee8af7e047bae, 0x83a2b6648bbbd1a5});
}

TEST_CASE("pcg64 keeps half a draw while doubles are drawn") {
  pcg64 g = seeded(42);
  auto const floats = [&](std::size_t n) { return draws(n, [&] { return to_float(g.next32()); }); };
  auto const doubles = [&](std::size_t n) { return draws(n, [&] { return to_double(g.next()); }); };
  CHECK(floats(1) == std::vector{0x1.6d926p-4F});
  CHECK(doubles(2) == std::vector{0x1.c16959869e47ep-2, 0x1.b79a2584ddb42p-1});
  CHECK(floats(2) == std::vector{0x1.8c43f6p-1F, 0x1.60088p-4F});
  CHECK(doubles(1) == std::vector{0x1.81c01b533938p-4});
  CHECK(floats(2) == std::vector{0x1.650d6cp-1F, 0x1.0d8ea6p-1F});
  CHECK(g.has_uint32);
  g.advance(0); // drops the half, as NumPy's
  CHECK_FALSE(g.has_uint32);
  CHECK(floats(1) == std::vector{0x1.78b488p-1F});
  CHECK(g.has_uint32);
  CHECK_FALSE(g.jumped().has_uint32);

  // discard does to the state just what so many draws would.
  pcg64 drawn = g;
  for (int i = 0; i < 5; ++i) drawn.next();
  g.discard(5);
  CHECK(g == drawn);
}

TEST_CASE("mt19937 draws NumPy's legacy bits and doubles") {
  struct {
    std::uint64_t seed;
    words32 raw;
    std::vector<double> doubles;
    std::uint64_t hash;
  } const table[] = {
      {0u,
       {0x8c7f0aac, 0x97c4aa2f, 0xb716a675},
       {0x1.18fe1565f12a8p-1, 0x1.6e2d4cf608733p-1, 0x1.349d66b6e894bp-1},
       0xca772923d4783ba1},
      {1u,
       {0x6ac1f425, 0xff4780eb, 0xb8672f8c},
       {0x1.ab07d0ffa3c06p-2, 0x1.70ce5f3baf051p-1, 0x1.dfb906661cp-14},
       0x2e36aba9aeaa7f43},
      {42u,
       {0x5fe1dc66, 0xcbea3db3, 0xf362035c},
       {0x1.7f8771e5f51ecp-2, 0x1.e6c4068bbd654p-1, 0x1.76c7e8f1e6751p-1},
       0x1356cbaa1307b983},
      {4294967295u,
       {0x18fe69a3, 0x1c924122, 0xe991ec0c},
       {0x1.8fe69a392482p-4, 0x1.d323d824032b1p-1, 0x1.93fc6f61af3f9p-1},
       0x1034bbfa4360dfbe},
  };
  for (auto const& row : table) {
    mt19937 const start = mt19937::legacy(row.seed);
    CHECK(draws(3, [g = start]() mutable { return g.next32(); }) == row.raw);
    CHECK(draws(3, [g = start]() mutable { return g.next_double(); }) == row.doubles);
    CHECK(hash_of(million, [g = start]() mutable { return g.next_double(); }) == row.hash);
  }
}

TEST_CASE("mt19937 is seeded by an array as NumPy's") {
  struct {
    words32 key, raw;
    std::vector<double> doubles;
    std::uint64_t hash;
  } const table[] = {
      {{0x5},
       {0x9f767c45, 0x4164d839, 0xbde5c099},
       {0x1.3eecf8905936p-1, 0x1.7bcb8116f23eep-1, 0x1.97239c6c3047fp-1},
       0xc839878afe739bfa},
      {{0x123, 0x234, 0x345, 0x456},
       {0x3fa23623, 0x38fa935f, 0x1c72dc38},
       {0x1.fd11b138fa934p-3, 0x1.c72dc3e99e5e8p-4, 0x1.f8221eb1d59dep-1},
       0xe512608b5e9f7c5d},
      {iota(1000),
       {0xef30b5f5, 0xd784b816, 0x482c20dc},
       {0x1.de616bf5e12ep-1, 0x1.20b0837c77a52p-2, 0x1.5076d69ae91bap-2},
       0x9f2b5eff9a28eb8b},
  };
  for (auto const& row : table) {
    mt19937 const start = mt19937::legacy(row.key);
    CHECK(draws(3, [g = start]() mutable { return g.next32(); }) == row.raw);
    CHECK(draws(3, [g = start]() mutable { return g.next_double(); }) == row.doubles);
    CHECK(hash_of(million, [g = start]() mutable { return g.next_double(); }) == row.hash);
  }
}

TEST_CASE("mt19937 refuses the seeds that NumPy refuses") {
  std::string const range = "Seed must be between 0 and 2**32 - 1";
  CHECK(message_of([] { mt19937::legacy(std::uint64_t{1} << 32); }) == range);
  CHECK(message_of([] { mt19937::legacy(static_cast<std::uint64_t>(-1)); }) == range);
  CHECK(message_of([] { mt19937::legacy(words32{}); }) == "Seed must be non-empty");
}
