// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What an exercise of numpy-100 is here: its number there, and a function that prints its answers. Printed
// arrays are compared with NumPy's in answers.npz, which numpy100.py makes of the NumPy lines above each of
// them, and kept for show. Before an exercise runs both np.random and gm::random are seeded with its number.
#pragma once

#include <gamut/gamut.hpp>
#include <gamut/npz.hpp>

#include <concepts>
#include <functional>
#include <initializer_list>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace numpy100 {

namespace gm = gamut;
using gm::_, gm::ellipsis, gm::newaxis, gm::slice;

/// What an exercise prints, each array compared with the one that NumPy printed in its place.
class printer {
public:
  printer(gm::npz_file const& answers, int number) : answers_(answers), number_(std::to_string(number)) {}

  template <class... X>
  void operator()(X const&... values) {
    (one(values), ...);
  }
  /// What is wrong with the answers; empty where they are NumPy's.
  std::string const& wrong() const { return wrong_; }
  std::string const& shown() const { return shown_; }
  /// To be called when all is printed.
  void finish() {
    if (wrong_.empty() && answers_.contains(number_ + "_" + std::to_string(printed_)))
      wrong_ = "NumPy prints more than " + std::to_string(printed_) + " answers";
  }

private:
  template <class X>
  void one(X const& x) {
    if constexpr (gm::expression<X>)
      compare(gm::to<gm::host>(x));
    else if constexpr (std::same_as<X, bool> || std::floating_point<X>)
      compare(gm::ndarray<X, 0, gm::host>(x));
    else if constexpr (std::integral<X>)
      compare(gm::ndarray<std::int64_t, 0, gm::host>(std::int64_t(x)));
    else if constexpr (std::same_as<X, std::string>)
      compare(gm::frombuffer<std::uint8_t>(std::as_bytes(std::span(x))));
    else // several
      [&]<std::size_t... I>(std::index_sequence<I...>) {
        using std::get;
        (one(get<I>(x)), ...);
      }
    (std::make_index_sequence<std::tuple_size<X>::value>());
  }
  template <class T, int N>
  void compare(gm::ndarray<T, N, gm::host> const& have) {
    std::string const name = number_ + "_" + std::to_string(printed_++);
    shown_ += gm::to_string(have) + "\n";
    auto const want = answers_.get<T, N>(name); // throws where dtype or dimensions are others
    if (!(want.shape() == have.shape()) || !gm::allclose(have, want, 1e-10, 1e-14, true))
      if (wrong_.empty())
        wrong_ = "NumPy's answer " + name + " is\n" + gm::to_string(want) + "\n, not\n" + gm::to_string(have);
  }

  gm::npz_file const& answers_;
  std::string number_, wrong_, shown_;
  int printed_ = 0;
};

struct exercise {
  int number;
  std::function<void(printer&)> run;
};

/// The exercises of all files, which add theirs before main starts.
inline std::vector<exercise>& exercises() {
  static std::vector<exercise> all;
  return all;
}
struct subject {
  subject(std::initializer_list<exercise> some) { exercises().insert(exercises().end(), some); }
};

} // namespace numpy100
