// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the programs of this folder share: numbers from the command line, and results as lines that
// programs.py compares with NumPy's.
#pragma once

#include <gamut/gamut.hpp>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace gm = gamut;
using gm::_, gm::newaxis, gm::slice;

/// The whole number behind an option, or what it is where the option is not given.
inline int option(int argc, char** argv, std::string_view name, int otherwise) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i] != name) continue;
    std::string_view const text = i + 1 < argc ? argv[i + 1] : "";
    int value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ptr == text.data() + text.size() &&
        value > 0)
      return value;
    std::fprintf(stderr, "%s: a positive whole number has to follow %s\n", argv[0], argv[i]);
    std::exit(2);
  }
  return otherwise;
}
/// A result: a number, or an array of one.
template <class T>
void show(char const* what, T const& result) {
  if constexpr (gm::expression<T>)
    show(what, static_cast<gm::value_type_t<T>>(result));
  else
    std::printf("%s: %.15g\n", what, static_cast<double>(result));
}
