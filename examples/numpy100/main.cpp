// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The array exercises of numpy-100 (github.com/rougier/numpy-100), each in the lines of gamut that port the
// lines of NumPy above it. docs/numpy100.md shows them side by side.
//
//   numpy100 answers.npz           runs all, and compares what they print with what NumPy printed
//   numpy100 answers.npz NUMBER    prints the answers of one as well
#include "exercise.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
  using namespace numpy100;
  if (argc < 2 || argc > 3) {
    std::cerr << "usage: numpy100 answers.npz [NUMBER]\n";
    return 2;
  }
  try {
    auto const answers = gm::loadz(argv[1]);
    int const only = argc == 3 ? std::atoi(argv[2]) : 0;
    auto& all = exercises();
    std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.number < b.number; });
    int right = 0, ran = 0;
    for (auto const& [number, run] : all) {
      if (only && number != only) continue;
      gm::random::seed(std::uint64_t(number));
      printer print(answers, number);
      std::string problem;
      try {
        run(print);
        print.finish();
        problem = print.wrong();
      } catch (gm::error const& e) {
        problem = e.message();
      }
      ++ran, right += problem.empty();
      if (only) std::cout << print.shown();
      if (!problem.empty()) std::cout << number << ": " << problem << "\n";
    }
    std::cout << right << " of " << ran << "\n";
    return right == ran && ran > 0 ? 0 : 1;
  } catch (std::exception const& e) {
    std::cerr << "numpy100: " << e.what() << "\n";
    return 2;
  }
}
