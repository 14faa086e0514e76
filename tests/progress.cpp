// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// progress.hpp: the numbers of a loop, and what is written of them.
#include <gamut/progress.hpp>

#include "catch.hpp"

#include <string>
#include <thread>
#include <vector>

namespace gm = gamut;

namespace {

std::string written(std::FILE* file) {
  std::string text(std::size_t(std::ftell(file)), '\0');
  std::rewind(file);
  REQUIRE(std::fread(text.data(), 1, text.size(), file) == text.size());
  return text;
}

} // namespace

TEST_CASE("a loop counts, and says how far it is") {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::vector<gm::index> seen;
  for (gm::index i : gm::progress(4, file)) {
    seen.push_back(i);
    if (i == 1) std::this_thread::sleep_for(std::chrono::milliseconds(120));
  }
  CHECK(seen == std::vector<gm::index>{0, 1, 2, 3});
  std::string const text = written(file);
  CHECK(text.find("\r  50 % [####################                    ] 2 of 4, ") != std::string::npos);
  CHECK(text.find("\r 100 % [########################################] 4 of 4, ") != std::string::npos);
  CHECK(text.ends_with(" 0.0 s left \n"));
  std::fclose(file);
}

TEST_CASE("nothing to count, a loop that is left, no terminal") {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  for (gm::index i : gm::progress(0, file)) FAIL(i);
  for (gm::index i : gm::progress(-3, file)) FAIL(i);
  for (gm::index i : gm::progress(9, file))
    if (i == 1) break;
  CHECK(std::ftell(file) == 0);
  std::fclose(file);
  gm::index sum = 0;
  for (gm::index i : gm::progress(5, nullptr)) sum += i;
  CHECK(sum == 10);
}
