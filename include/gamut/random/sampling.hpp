// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What np.random.Generator and RandomState draw from elements: shuffled, permuted, chosen, and counts of
// colours.
#pragma once

#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/random/integers.hpp>
#include <gamut/take.hpp>

#include <algorithm>
#include <numeric>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace gamut::inline GAMUT_ABI::random::detail {

using numbers = std::vector<std::int64_t>;

/// A shape with one more axis behind it.
template <int N>
constexpr dims<N + 1> with_axis(dims<N> const& shape, index extent) {
  dims<N + 1> result;
  for (int d = 0; d < N; ++d) result[d] = shape[d];
  result[N] = extent;
  return result;
}
/// The shape of rows of `extent`, in the size that was asked for, or one of them.
template <class Size>
constexpr auto rows_shape(Size const& size, index extent) {
  if constexpr (std::same_as<Size, no_size>)
    return shape_of(extent);
  else
    return with_axis(size, extent);
}

template <class Size>
inline constexpr int rows_ndim = decltype(rows_shape(std::declval<Size>(), index{}))::size();

/// Calls `swap(i, j)` from the last element to the second, j before i or i itself (Fisher and Yates).
void shuffle_from(bit_generator auto& bits, index n, auto const& swap) {
  for (index i = n - 1; i > 0; --i)
    swap(i, static_cast<index>(draw_up_to(bits, static_cast<std::uint64_t>(i))));
}
/// 0, 1, ..., n - 1 in random order.
inline numbers counted(index n) {
  numbers result(static_cast<std::size_t>(n));
  std::iota(result.begin(), result.end(), std::int64_t{0});
  return result;
}
numbers shuffled(bit_generator auto& bits, index n) {
  numbers result = counted(n);
  shuffle_from(bits, n, [&](index i, index j) { std::swap(result[std::size_t(i)], result[std::size_t(j)]); });
  return result;
}

/// Numbers in the shape of a result, under its policy.
template <class P, int N>
ndarray<std::int64_t, N, P> in_shape(numbers const& values, dims<N> const& shape, source_location where) {
  ndarray<std::int64_t, N, host> result(shape, where);
  std::copy(values.begin(), values.end(), result.data());
  return to<P>(std::move(result), where);
}

/// An array with its slices along an axis in the order of `numbers`.
template <expression A>
ndarray<value_type_t<A>, ndim_v<A>, policy_t<A>> reordered(A const& a, numbers const& order, int axis,
                                                           source_location where) {
  return gamut::take(a, in_shape<policy_t<A>>(order, shape_of(order.size()), where),
                     gamut::detail::axis_argument(axis, where));
}

/// Shuffles the slices along an axis, in place.
template <expression A>
void shuffle(bit_generator auto& bits, A& a, index axis, source_location where) {
  int const along = gamut::detail::normalize_axis(axis, ndim_v<A>, where);
  if (a.size() == 0) return;
  auto const& all = gamut::detail::as_view(a);
  if constexpr (ndim_v<A> == 1 && addressable<policy_t<A>>) {
    auto* const first = all.source().data + all.layout().offset;
    index const step = all.layout().strides[0];
    shuffle_from(bits, a.size(), [&](index i, index j) { std::swap(first[i * step], first[j * step]); });
  } else
    gamut::detail::assign_into(all, reordered(a, shuffled(bits, a.shape()[along]), along, where));
}
/// A copy with its slices along an axis shuffled.
template <expression A>
auto permutation(bit_generator auto& bits, A const& a, index axis, source_location where) {
  int const along = gamut::detail::normalize_axis(axis, ndim_v<A>, where);
  return reordered(a, shuffled(bits, a.shape()[along]), along, where);
}

/// Every lane along an axis shuffled by itself, or, with no axis, all elements as one.
template <expression A>
auto permuted(bit_generator auto& bits, A const& a, index const* axis, source_location where) {
  auto result = on_host<value_type_t<A>>(a, where);
  constexpr int n = ndim_v<A>;
  int const along = axis ? gamut::detail::normalize_axis(*axis, n, where) : 0;
  index const length = axis ? result.shape()[along] : result.size();
  index step = 1;
  if (axis)
    for (int d = along + 1; d < n; ++d) step *= result.shape()[d];
  if (length > 0)
    for (index outer = 0; outer < result.size(); outer += length * step)
      for (index inner = 0; inner < step; ++inner) {
        auto* const lane = result.data() + outer + inner;
        shuffle_from(bits, length, [&](index i, index j) { std::swap(lane[i * step], lane[j * step]); });
      }
  return to<policy_t<A>>(std::move(result), where);
}

/// The sum as NumPy checks it (Kahan, "Further remarks on reducing truncation errors", 1965).
inline double exact_sum(double const* values, index n) {
  if (n <= 0) return 0.;
  double sum = values[0], lost = 0.;
  for (index i = 1; i < n; ++i) {
    double const y = values[i] - lost, next = sum + y;
    lost = (next - sum) - y;
    sum = next;
  }
  return sum;
}

/// Says that all elements are as likely.
struct no_weights {};

/// Throws `value_error` where weights are no probabilities of `n` elements. Their sum is near 1, as far as
/// their dtype says.
inline void check_probabilities(double const* p, index size, index n, double tolerance, bool legacy,
                                source_location where) {
  auto const fail = [&](char const* old, char const* now) { throw value_error(legacy ? old : now, where); };
  if (size != n) fail("'a' and 'p' must have same size", "a and p must have same size");
  double const sum = exact_sum(p, n);
  if (std::isnan(sum)) fail("probabilities contain NaN", "Probabilities contain NaN");
  if (std::any_of(p, p + n, [](double x) { return x < 0; }))
    fail("probabilities are not non-negative", "Probabilities are not non-negative");
  if (std::fabs(sum - 1.) > tolerance)
    fail("probabilities do not sum to 1",
         "Probabilities do not sum to 1. See Notes section of docstring for more information.");
}

/// The place among cumulated probabilities of each of `n` uniform numbers.
numbers places(bit_generator auto& bits, std::vector<double> const& p, index n) {
  std::vector<double> cumulated(p.size());
  std::partial_sum(p.begin(), p.end(), cumulated.begin());
  double const all = cumulated.back();
  for (double& x : cumulated) x /= all;
  numbers result(static_cast<std::size_t>(n));
  for (std::int64_t& place : result)
    place = std::upper_bound(cumulated.begin(), cumulated.end(), bits.next_double()) - cumulated.begin();
  return result;
}

/// `n` different places by their probabilities: those that come up twice are drawn again without what is
/// there.
numbers different_places(bit_generator auto& bits, std::vector<double> p, index n, source_location where) {
  if (std::count_if(p.begin(), p.end(), [](double x) { return x > 0; }) < n)
    throw value_error("Fewer non-zero entries in p than size", where);
  numbers found;
  while (index(found.size()) < n) {
    for (std::int64_t const place : found) p[std::size_t(place)] = 0;
    std::unordered_set<std::int64_t> seen;
    for (std::int64_t const place : places(bits, p, n - index(found.size())))
      if (seen.insert(place).second) found.push_back(place);
  }
  return found;
}

/// `n` different ones of [0, all), in random order or in any: from the tail of a shuffled list where they are
/// many, else one by one (Bentley and Floyd, "A sample of brilliance", 1987).
numbers different(bit_generator auto& bits, index all, index n, bool in_random_order) {
  bounded<std::uint64_t, false> next;
  auto const up_to = [&](index last) {
    return static_cast<std::int64_t>(next(bits, 0, static_cast<std::uint64_t>(last)));
  };
  auto const shuffle_tail = [&](numbers& list, index first) {
    for (index i = index(list.size()) - 1; i >= first; --i)
      std::swap(list[std::size_t(up_to(i))], list[std::size_t(i)]);
  };
  if (all > 10000 && n > all / (in_random_order ? 50 : 20)) {
    numbers list = counted(all);
    shuffle_tail(list, std::max(all - n, index(1)));
    return numbers(list.end() - n, list.end());
  }
  numbers result;
  std::unordered_set<std::int64_t> seen;
  for (index i = all - n; i < all; ++i) {
    std::int64_t const value = up_to(i);
    bool const is_new = seen.insert(value).second;
    if (!is_new) seen.insert(i);
    result.push_back(is_new ? value : i);
  }
  if (in_random_order) shuffle_tail(result, 1);
  return result;
}

/// The numbers of `n` of `all` elements, as Generator.choice or RandomState.choice choose them.
template <bool Legacy, class Weights>
numbers chosen(bit_generator auto& bits, index all, index n, bool replaced, Weights const& weights,
               bool in_random_order, source_location where) {
  std::vector<double> p;
  if constexpr (!std::same_as<Weights, no_weights>) {
    static_assert(ndim_v<Weights> == 1, "gamut: p must be 1-dimensional");
    auto const values = on_host<double>(weights, where);
    // The square root of the coarser dtype's epsilon.
    double const tolerance = std::same_as<value_type_t<Weights>, float> ? std::sqrt(0x1p-23) : 0x1p-26;
    check_probabilities(values.data(), values.size(), all, tolerance, Legacy, where);
    p.assign(values.data(), values.data() + values.size());
  }
  if (replaced) {
    if (!p.empty()) return places(bits, p, n);
    if (n == 0) return {};
    numbers result(static_cast<std::size_t>(n));
    bounded<std::int64_t, Legacy> next;
    for (std::int64_t& x : result) x = next(bits, 0, static_cast<std::uint64_t>(all - 1));
    return result;
  }
  if (n > all)
    throw value_error(Legacy ? "Cannot take a larger sample than population when 'replace=False'"
                             : "Cannot take a larger sample than population when replace is False",
                      where);
  if (!p.empty()) return different_places(bits, std::move(p), n, where);
  if constexpr (Legacy) {
    numbers result = shuffled(bits, all);
    result.resize(static_cast<std::size_t>(n));
    return result;
  } else
    return different(bits, all, n, in_random_order);
}

/// Elements of [0, a) or of an axis of an array, in a size, or one of them.
template <bool Legacy, class Named, class A, class Size, keyword_argument... K>
auto choice(bit_generator auto& bits, A const& a, Size const& size, source_location where,
            K const&... options) {
  if constexpr (Legacy)
    gamut::detail::takes<key::replace, key::p>::template check<K...>();
  else
    gamut::detail::takes<key::replace, key::p, key::axis, key::shuffle>::template check<K...>();
  using gamut::detail::option;
  constexpr bool one = std::same_as<Size, no_size>;
  auto const shape = [&] {
    if constexpr (one)
      return dims<0>{};
    else
      return size;
  }();
  index const n = gamut::detail::checked_size<std::int64_t>(shape, where);
  bool const replaced = option<key::replace>(true, options...);
  auto const& weights = option<key::p>(no_weights{}, options...);
  bool const in_random_order = option<key::shuffle>(true, options...);
  auto const numbers_of = [&](index all, char const* empty) {
    if (all <= 0 && n != 0) throw value_error(empty, where);
    return chosen<Legacy>(bits, all, n, replaced, weights, in_random_order, where);
  };
  if constexpr (std::integral<A>) {
    auto const result = numbers_of(static_cast<index>(a),
                                   Legacy ? "a must be greater than 0 unless no samples are taken"
                                          : "a must be a positive integer unless no samples are taken");
    if constexpr (one)
      return result[0];
    else
      return in_shape<result_policy<Named, A>>(result, shape, where);
  } else {
    static_assert(!Legacy || ndim_v<A> == 1, "gamut: a must be 1-dimensional");
    using P = policy_t<A>;
    int const along = gamut::detail::normalize_axis(option<key::axis>(0, options...), ndim_v<A>, where);
    auto const result =
        numbers_of(a.shape()[along], Legacy ? "'a' cannot be empty unless no samples are taken"
                                            : "a cannot be empty unless no samples are taken");
    auto const taken =
        gamut::take(a, in_shape<P>(result, shape, where), gamut::detail::axis_argument(along, where));
    if constexpr (one && ndim_v<A> == 1)
      return value_type_t<A>(taken);
    else
      return taken;
  }
}

/// Throws `value_error` where a row of probabilities is none.
inline void check_rows(double const* p, index size, index row, source_location where, bool many) {
  check_parameter(real{"pvals", domain::from_0_to_1}, p, size, true, where);
  for (index i = 0; i < size; i += row)
    if (exact_sum(p + i, row - 1) > 1. + 1e-12)
      throw value_error(many ? "sum(pvals[...,:-1]) > 1.0" : "sum(pvals[:-1]) > 1.0", where);
}

/// How often each of several outcomes comes in `n` trials: rows (..., d) of probabilities and numbers of
/// trials that broadcast to each other, and to a size.
template <bool Legacy, class P, class Size, operand N, expression V>
auto multinomial(bit_generator auto& bits, N const& n, V const& pvals, Size const& size,
                 source_location where) {
  static_assert(!Legacy || (scalar<N> && ndim_v<V> == 1),
                "gamut: RandomState takes one n and one row of pvals");
  static_assert(ndim_v<V> >= 1, "gamut: pvals has at least one dimension");
  constexpr int many = ndim_v<V> - 1;
  auto const p = on_host<double>(pvals, where);
  index const d = p.shape()[many];
  if (d == 0)
    throw value_error(
        "pvals must have at least 1 dimension and the last dimension of pvals must be greater than 0.",
        where);
  check_rows(p.data(), p.size(), d, where, many > 0);
  auto const trials = parameter_value<std::int64_t>(n, where);
  if constexpr (expression<N>)
    check_parameter(whole{"n"}, trials.data(), trials.size(), true, where);
  else
    check_parameter(whole{"n"}, &trials, 1, false, where);
  dims<many> row_shape;
  for (int i = 0; i < many; ++i) row_shape[i] = p.shape()[i];
  ndarray<std::int64_t, many, host> row_numbers(row_shape, where);
  std::iota(row_numbers.data(), row_numbers.data() + row_numbers.size(), std::int64_t{0});
  auto const shape = result_shape(size, where, shape_of_value(trials), row_shape);
  auto const each_n = for_every(trials, shape);
  auto const each_row = for_every(row_numbers, shape);
  ndarray<std::int64_t, shape.size() + 1, host> result(with_axis(shape, d), where);
  std::fill_n(result.data(), result.size(), 0);
  distribution::binomial binomial; // RandomState's is another, but not here
  for (index i = 0; i < result.size() / d; ++i) {
    std::int64_t* const counts = result.data() + i * d;
    double const* const row = p.data() + each_row[i] * d;
    double left_p = 1.;
    std::int64_t left = each_n[i];
    for (index j = 0; j + 1 < d; ++j) {
      counts[j] = binomial(bits, left, row[j] / left_p);
      left -= counts[j];
      if (left <= 0) break;
      left_p -= row[j];
    }
    if (left > 0) counts[d - 1] = left;
  }
  return to<result_policy<P, N, V>>(std::move(result), where);
}

/// Draws rows of gamma numbers and divides each row by its sum.
template <int N>
void fill_fractions(ndarray<double, N, host>& rows, std::span<double const> alpha, auto const& draw_gamma) {
  index const k = index(alpha.size());
  if (k == 0) return;
  for (double* row = rows.data(); row < rows.data() + rows.size(); row += k) {
    double sum = 0.;
    for (index j = 0; j < k; ++j) sum += row[j] = draw_gamma(alpha[std::size_t(j)]);
    double const factor = 1. / sum;
    for (index j = 0; j < k; ++j) row[j] *= factor;
  }
}

/// The normal and gamma numbers of Generator; RandomState's bits have their own.
double standard_normal_of(auto& bits) {
  if constexpr (requires { bits.standard_normal(); })
    return bits.standard_normal();
  else
    return normal_by_ziggurat(bits);
}
double standard_gamma_of(auto& bits, double shape) {
  if constexpr (requires { bits.standard_gamma(shape); })
    return bits.standard_gamma(shape);
  else
    return distribution::standard_gamma<>{}(bits, shape);
}

/// Rows of fractions that sum to 1. By gamma numbers, or where they may all vanish, stick by stick by beta
/// numbers.
template <bool Legacy, class P, class Size, expression A>
auto dirichlet(bit_generator auto& bits, A const& alpha, Size const& size, source_location where) {
  static_assert(ndim_v<A> == 1, "gamut: alpha is 1-dimensional");
  auto const a = on_host<double>(alpha, where);
  index const k = a.size();
  if (std::any_of(a.data(), a.data() + k, [](double x) { return Legacy ? x <= 0 : x < 0; }))
    throw value_error(Legacy ? "alpha <= 0" : "alpha < 0", where);
  ndarray<double, rows_ndim<Size>, host> result(rows_shape(size, k), where);
  std::fill_n(result.data(), result.size(), 0.);
  if (!Legacy && k > 0 && *std::max_element(a.data(), a.data() + k) < 0.1) {
    std::vector<double> after(static_cast<std::size_t>(k) + 1);
    for (index j = k; j-- > 0;) after[std::size_t(j)] = after[std::size_t(j) + 1] + a.data()[j];
    if (after[0] > 0)
      for (double* row = result.data(); row < result.data() + result.size(); row += k) {
        double left = 1.;
        for (index j = 0; j + 1 < k; ++j) {
          double const part = distribution::beta{}(bits, a.data()[j], after[std::size_t(j) + 1]);
          row[j] = left * part;
          left *= 1. - part;
          if (after[std::size_t(j) + 1] == 0) break;
        }
        row[k - 1] = left;
      }
  } else
    fill_fractions(result, a.span(), [&](double shape) { return standard_gamma_of(bits, shape); });
  return to<result_policy<P, A>>(std::move(result), where);
}

/// How many of each colour are in a sample: counted from a list of all, or colour by colour.
template <class P, class Size, expression A>
auto multivariate_hypergeometric(bit_generator auto& bits, A const& colors, std::int64_t nsample,
                                 Size const& size, std::string_view method, source_location where) {
  static_assert(ndim_v<A> == 1 && std::integral<value_type_t<A>>,
                "gamut: colors must be a one-dimensional sequence of nonnegative integers");
  if (method != "count" && method != "marginals")
    throw value_error("method must be \"count\" or \"marginals\".", where);
  if (nsample < 0) throw value_error("nsample must be nonnegative.", where);
  auto const c = on_host<std::int64_t>(colors, where);
  index const k = c.size();
  std::int64_t total = 0;
  for (std::int64_t const one : c) {
    if (one < 0)
      throw value_error("colors must be a one-dimensional sequence of nonnegative integers not exceeding "
                        "9223372036854775807.",
                        where);
    if (__builtin_add_overflow(total, one, &total))
      throw value_error("sum(colors) must not exceed the maximum value of a 64 bit signed integer "
                        "(9223372036854775807)",
                        where);
  }
  bool const count = method == "count";
  if (!count && total >= 1'000'000'000)
    throw value_error("When method is \"marginals\", sum(colors) must be less than 1000000000.", where);
  if (count && total > INT64_MAX / 8)
    throw value_error("When method is 'count', sum(colors) must not exceed 1152921504606846975", where);
  if (nsample > total) throw value_error("nsample > sum(colors)", where);

  ndarray<std::int64_t, rows_ndim<Size>, host> result(rows_shape(size, k), where);
  std::fill_n(result.data(), result.size(), 0);
  if (total > 0 && nsample > 0 && result.size() > 0) {
    bool const most = nsample > total / 2;
    std::int64_t const drawn = most ? total - nsample : nsample;
    numbers all; // of every element its colour
    if (count)
      for (index j = 0; j < k; ++j) all.insert(all.end(), static_cast<std::size_t>(c.data()[j]), j);
    for (std::int64_t* row = result.data(); row < result.data() + result.size(); row += k) {
      if (count)
        for (std::int64_t j = 0; j < drawn; ++j) {
          std::uint64_t const other = draw_up_to(bits, static_cast<std::uint64_t>(total - j - 1));
          std::swap(all[std::size_t(j)], all[std::size_t(j) + other]);
          ++row[all[std::size_t(j)]];
        }
      else {
        std::int64_t left = drawn, others = total;
        for (index j = 0; left > 0 && j + 1 < k; ++j) {
          others -= c.data()[j];
          row[j] = distribution::hypergeometric{}(bits, c.data()[j], others, left);
          left -= row[j];
        }
        if (left > 0) row[k - 1] = left;
      }
      if (most)
        for (index j = 0; j < k; ++j) row[j] = c.data()[j] - row[j];
    }
  }
  return to<result_policy<P, A>>(std::move(result), where);
}

} // namespace gamut::inline GAMUT_ABI::random::detail
