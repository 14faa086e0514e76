// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The functions of functions.inc in xtensor, where it has them under NumPy's name, NumPy's second name or as
// an operator; same operands, same names of benchmarks.
#include "rows.hpp"

#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xtensor.hpp>

#include <algorithm>
#include <set>

namespace gm = gamut;

namespace {

template <class T>
using vector = xt::xtensor<T, 1>;

template <class T>
vector<T> to_xtensor(gm::ndarray<T, 1> const& from) {
  vector<T> to = vector<T>::from_shape({std::size_t(from.size())});
  std::copy(from.begin(), from.end(), to.begin());
  return to;
}

template <class Call, class... X>
struct row {
  using value = typename std::remove_cvref_t<std::invoke_result_t<Call, X const&...>>::value_type;
  Call call;
  std::tuple<X...> in;
  vector<value> out;

  row(Call const& c, std::tuple<X...> operands)
      : call(c), in(std::move(operands)), out(xt::zeros<value>({std::size_t(bench::row_size)})) {}
  void operator()() {
    std::apply([&](X const&... x) { xt::noalias(out) = call(x...); }, in);
  }
  auto result() const {
    gm::ndarray<value, 1> copy(gm::shape_of(bench::row_size));
    std::copy(out.begin(), out.end(), copy.begin());
    return copy;
  }
};

/// Whether the call makes an expression of xtensor's, rather than, as `==` does, one truth value.
template <class Call, class... X>
inline constexpr bool is_lazy = false;
template <class Call, class... X>
requires std::invocable<Call, X const&...>
inline constexpr bool is_lazy<Call, X...> =
    xt::is_xexpression<std::remove_cvref_t<std::invoke_result_t<Call, X const&...>>>::value;

std::set<std::string> known;

/// One row of the table; the names that follow it, of aliases and operators, are other spellings of it.
template <class F, int Arity, class T, class Call>
void add_spelling(Call const& call) {
  if constexpr (gm::detail::applies_alike<F, Arity, T>) {
    auto const operands = [] {
      double low = 0, high = 0;
      std::string_view const name = F::name;
#define GAMUT_FN(function, arity, rule, body, from, to)                                                      \
  if (name == #function) low = from, high = to;
#include <gamut/functions.inc>
      return std::apply([](auto const&... a) { return std::tuple(to_xtensor(a)...); },
                        bench::row_operands<F, Arity, T>(low, high));
    };
    [&]<class... X>(std::type_identity<std::tuple<X...>>) {
      if constexpr (is_lazy<Call, X...>) {
        auto const name = bench::name<T>(F::name, "xtensor", bench::row_size);
        if (known.insert(name).second)
          bench::add(name, {double(bench::row_size)}, [=] { return row<Call, X...>(call, operands()); });
      }
    }(std::type_identity<decltype(operands())>{});
  }
}
template <class F, int Arity, bool Usable = true, class Call>
void add_row(Call const& call) {
  if constexpr (Usable) add_spelling<F, Arity, double>(call), add_spelling<F, Arity, float>(call);
}
/// An operator of numbers. xtensor's `&&` and `||` of numbers do not compile with xsimd.
template <class F, int Arity, class Call>
void add_operator(Call const& call) {
  if constexpr (Arity == 1 ? std::invocable<Call, double>
                           : std::invocable<Call, double, double> &&
                                 !std::same_as<typename F::rule, gm::rule::logical>)
    add_row<F, Arity>(call);
}

} // namespace

// The functions are found by their arguments, so that a name that xtensor lacks is no error.
#define SPELLING_1(spelling) [](auto const& x) -> decltype(spelling(x)) { return spelling(x); }
#define SPELLING_2(spelling)                                                                                 \
  [](auto const& x, auto const& y) -> decltype(spelling(x, y)) { return spelling(x, y); }
#define SPELLING_3(spelling)                                                                                 \
  [](auto const& x, auto const& y, auto const& z) -> decltype(spelling(x, y, z)) { return spelling(x, y, z); }
#define SYMBOL_1(symbol) [](auto const& x) -> decltype(symbol x) { return symbol x; }
#define SYMBOL_2(symbol) [](auto const& x, auto const& y) -> decltype(x symbol y) { return x symbol y; }

int main(int argc, char** argv) {
  bench::about("gamut_xtensor", "xtensor", XTENSOR_VERSION_MAJOR, XTENSOR_VERSION_MINOR,
               XTENSOR_VERSION_PATCH);
  return bench::run(argc, argv, [] {
#define GAMUT_FN(name, arity, rule, body, low, high) add_row<gm::fn::name, arity>(SPELLING_##arity(name));
// `mod` would be xsimd's, of integers.
#define GAMUT_ALIAS(alias, name, arity)                                                                      \
  add_row<gm::fn::name, arity, std::string_view(#alias) != "mod">(SPELLING_##arity(alias));
#define GAMUT_OPERATOR(symbol, name, arity) add_operator<gm::fn::name, arity>(SYMBOL_##arity(symbol));
#include <gamut/functions.inc>
  });
}
