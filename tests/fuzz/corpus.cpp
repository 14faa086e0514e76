// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A fuzzer without libFuzzer, for the ordinary tests: every file of a corpus, and changes of each that a
// fixed generator makes, in little memory:
// corpus FOLDER [CHANGES]
#include "fuzz.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include <sys/resource.h>

namespace {

using bytes = std::vector<std::uint8_t>;

/// A piece of the file changed, dropped, doubled, moved, or taken from another.
void change(bytes& b, bytes const& other, std::mt19937_64& random) {
  auto const below = [&](std::size_t n) { return n == 0 ? 0 : std::size_t(random() % n); };
  static constexpr std::uint8_t striking[] = {0,   1,   0x7f, 0x80, 0xff, '0',  '9',
                                              '-', '.', 'e',  ',',  '\n', '\'', '('};
  std::size_t const at = below(b.size()), n = std::min(below(16) + 1, b.size() - at);
  auto const place = b.begin() + std::ptrdiff_t(at);
  switch (below(7)) {
  case 0:
    if (!b.empty()) *place = std::uint8_t(*place ^ 1u << below(8));
    break;
  case 1:
    if (!b.empty()) *place = striking[below(std::size(striking))];
    break;
  case 2:
    b.erase(place, place + std::ptrdiff_t(n));
    break;
  case 3:
    b.resize(at);
    break;
  case 4:
    b.insert(place, striking[below(std::size(striking))]);
    break;
  case 5: {
    bytes const piece(place, place + std::ptrdiff_t(n));
    auto const to = std::ptrdiff_t(below(b.size() + 1));
    b.insert(b.begin() + to, piece.begin(), piece.end());
    break;
  }
  case 6: {
    std::size_t const from = below(other.size()), count = std::min(below(32) + 1, other.size() - from);
    auto const first = other.begin() + std::ptrdiff_t(from);
    b.insert(place, first, first + std::ptrdiff_t(count));
    break;
  }
  }
}

/// What a header claims is not to be had: a program that asks for it ends. (A sanitizer's shadow is larger.)
void limit_memory() {
#if !defined(__SANITIZE_ADDRESS__)
  rlimit const limit{std::size_t(2) << 30, std::size_t(2) << 30};
  fuzz::require(::setrlimit(RLIMIT_AS, &limit) == 0, "the memory cannot be limited");
#endif
}

} // namespace

int main(int count, char** arguments) {
  fuzz::require(count > 1, "which corpus?");
  std::size_t const changes = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 20000;
  limit_memory();
  std::vector<std::filesystem::path> paths;
  for (auto const& entry : std::filesystem::directory_iterator(arguments[1])) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<bytes> corpus;
  for (auto const& path : paths) {
    std::ifstream in(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    LLVMFuzzerTestOneInput(corpus.back().data(), corpus.back().size());
  }
  fuzz::require(!corpus.empty(), "the corpus is empty");
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < changes; ++i) {
    bytes b = corpus[i % corpus.size()];
    for (std::size_t k = random() % 4 + 1; k > 0; --k) change(b, corpus[random() % corpus.size()], random);
    LLVMFuzzerTestOneInput(b.data(), b.size());
  }
  std::printf("%zu files and %zu changes of them\n", corpus.size(), changes);
}
