// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Every elementwise function of functions.inc, 100,000 elements, float64 and float32: a row of the table is a
// benchmark by itself.
#include "rows.hpp"

namespace gm = gamut;

namespace {

template <class F, class... A>
struct row {
  using operands = std::tuple<A...>;
  using value = gm::value_type_t<decltype(gm::make_map<F>(std::declval<A const&>()...))>;
  operands in;
  gm::ndarray<value, 1> out = gm::zeros<value>({bench::row_size});

  explicit row(operands from) : in(std::move(from)) {}
  void operator()() {
    std::apply([&](A const&... x) { out = gm::make_map<F>(x...); }, in);
  }
  auto const& result() const { return out; }
};
template <class F, class... A>
row<F, A...> row_of(std::tuple<A...> operands) {
  return row<F, A...>(std::move(operands));
}

template <class F, int Arity, class T>
void add_row(double low, double high) {
  if constexpr (gm::detail::applies_alike<F, Arity, T>)
    bench::add(bench::name<T>(F::name, "gamut", bench::row_size), {double(bench::row_size)},
               [=] { return row_of<F>(bench::row_operands<F, Arity, T>(low, high)); });
}

} // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, [] {
#define GAMUT_FN(name, arity, rule, body, low, high)                                                         \
  add_row<gm::fn::name, arity, double>(low, high), add_row<gm::fn::name, arity, float>(low, high);
#include <gamut/functions.inc>
  });
}
