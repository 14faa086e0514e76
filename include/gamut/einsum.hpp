// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// einsum: `einsum<"ij,jk->ik">(a, b)`. The subscripts are part of the type: they are read and checked by the
// compiler, and the number of dimensions follows from them. Operands are joined from left to right; two that
// share summed subscripts beside others are a product of matrices, anything else is one fused pass.
#pragma once

#include <gamut/contraction.hpp>
#include <gamut/fixed_string.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/products.hpp>
#include <gamut/reduce.hpp>

#include <cstddef>
#include <utility>

namespace gamut::inline GAMUT_ABI {

namespace detail {

/// The subscripts of one operand, or a set of them: letters, and numbers from 256 on for the axes of an
/// ellipsis.
struct subscripts {
  int at[16] = {};
  int count = 0;

  constexpr bool has(int s) const {
    for (int i = 0; i < count; ++i)
      if (at[i] == s) return true;
    return false;
  }
  constexpr int times(int s) const {
    int n = 0;
    for (int i = 0; i < count; ++i) n += at[i] == s;
    return n;
  }
  constexpr void add(int s) { at[count++] = s; }
  constexpr void add_new(int s) {
    if (!has(s)) add(s);
  }
};
/// Those of `a` and of `b`, each once; those of `a` that `b` has; those that it has not.
constexpr subscripts all_of(subscripts const& a, subscripts const& b) {
  subscripts all;
  for (int i = 0; i < a.count; ++i) all.add_new(a.at[i]);
  for (int i = 0; i < b.count; ++i) all.add_new(b.at[i]);
  return all;
}
constexpr subscripts common_to(subscripts const& a, subscripts const& b) {
  subscripts common;
  for (int i = 0; i < a.count; ++i)
    if (b.has(a.at[i])) common.add_new(a.at[i]);
  return common;
}
constexpr subscripts without(subscripts const& a, subscripts const& b) {
  subscripts rest;
  for (int i = 0; i < a.count; ++i)
    if (!b.has(a.at[i])) rest.add_new(a.at[i]);
  return rest;
}
constexpr subscripts behind(subscripts a, subscripts const& b) {
  for (int i = 0; i < b.count; ++i) a.add(b.at[i]);
  return a;
}

/// What the text says of `K` operands, and what is wrong with it.
template <int K>
struct einsum_plan {
  subscripts in[K];
  subscripts out;
  bool right_letters = true, right_operands = true, right_axes = true, right_output = true;
};

template <int... N>
consteval auto read_subscripts(char const* text) {
  constexpr int k = int(sizeof...(N));
  constexpr int ndim[] = {N...};
  einsum_plan<k> plan;
  // The axes of the longest ellipsis count from the right, so that the ellipses broadcast.
  auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  int longest = 0, operand = 0, letters = 0;
  bool dots = false;
  char const* c = text;
  for (; *c && *c != '-'; ++c) { // how many axes each ellipsis stands for
    if (is_letter(*c)) ++letters;
    if (*c == '.') dots = true;
    if (c[1] == ',' || c[1] == '-' || c[1] == 0) {
      if (operand < k && dots && ndim[operand] - letters > longest) longest = ndim[operand] - letters;
      letters = 0, dots = false;
      if (c[1] == ',') ++operand, ++c;
    }
  }
  operand = 0;
  bool in_output = false, arrow = false;
  letters = 0;
  auto const count_letters = [&](char const* from) {
    int n = 0;
    for (; *from && *from != ',' && *from != '-'; ++from) n += is_letter(*from);
    return n;
  };
  int letters_here = count_letters(text);
  for (c = text; *c; ++c) {
    auto const add = [&](int s) {
      if (in_output)
        plan.out.add(s);
      else if (operand < k)
        plan.in[operand].add(s);
    };
    if (*c == ' ') continue;
    if (is_letter(*c))
      add(*c);
    else if (*c == '.' && c[1] == '.' && c[2] == '.') {
      int const axes = in_output ? longest : operand < k ? ndim[operand] - letters_here : 0;
      for (int i = longest - axes; i < longest; ++i) add(256 + i);
      c += 2;
    } else if (*c == ',' && !in_output) {
      ++operand;
      letters_here = count_letters(c + 1);
    } else if (*c == '-' && c[1] == '>' && !arrow) {
      arrow = in_output = true;
      ++c;
    } else
      plan.right_letters = false;
  }
  plan.right_operands = operand + 1 == k;
  for (int i = 0; i < k && plan.right_operands; ++i)
    plan.right_axes = plan.right_axes && plan.in[i].count == ndim[i];
  subscripts all;
  for (auto const& in : plan.in) all = behind(all, in);
  if (!arrow) { // the ellipsis, then every letter that stands once, in alphabetical order
    for (int i = 0; i < longest; ++i) plan.out.add(256 + i);
    for (int s = 'A'; s <= 'z'; ++s)
      if (all.times(s) == 1) plan.out.add(s);
  }
  for (int i = 0; i < plan.out.count; ++i)
    plan.right_output = plan.right_output && plan.out.times(plan.out.at[i]) == 1 && all.has(plan.out.at[i]);
  return plan;
}

/// The extent of each subscript.
struct subscript_extents {
  index at[512] = {};

  /// Those of one more operand; one of 1 broadcasts.
  template <int N>
  void take(subscripts const& s, dims<N> const& shape, source_location where) {
    for (int d = 0; d < N; ++d) {
      index& extent = at[s.at[d]];
      if (extent == 0 || extent == 1 + 1)
        extent = shape[d] + 1; // one more, as 0 says that there is none yet
      else if (shape[d] != 1 && shape[d] + 1 != extent)
        throw shape_error(message("einsum: subscript ", std::string(1, s.at[d] < 256 ? char(s.at[d]) : '.'),
                                  " has extent ", extent - 1, " in one operand and ", shape[d],
                                  " in another"),
                          where);
    }
  }
  index operator[](int s) const { return at[s] - 1; }
};

/// The operand with an axis for each subscript of `To`: its diagonal where it has one several times, repeated
/// where it has it not, or with extent 1.
template <subscripts From, subscripts To, class E>
auto aligned(E const& e, subscript_extents const& extents) {
  return relayout(keep(e), [&](auto const& l) {
    layout<To.count> to{{}, {}, l.offset};
    for (int i = 0; i < To.count; ++i) {
      to.shape[i] = extents[To.at[i]];
      for (int d = 0; d < From.count; ++d)
        if (From.at[d] == To.at[i] && l.shape[d] != 1) to.strides[i] += l.strides[d];
    }
    return to;
  });
}

template <subscripts S>
index extent_of(subscript_extents const& extents) {
  index n = 1;
  for (int i = 0; i < S.count; ++i) n *= extents[S.at[i]];
  return n;
}
template <subscripts S>
dims<S.count> shape_by(subscript_extents const& extents) {
  dims<S.count> shape;
  for (int i = 0; i < S.count; ++i) shape[i] = extents[S.at[i]];
  return shape;
}

/// The sum of a product with an axis for each of `Out` and then of `Summed`, in the dtype T.
template <class T, int Out, int Summed, class E>
auto summed_behind(E const& product, source_location where) {
  if constexpr (Summed == 0)
    return ndarray<T, Out, policy_t<E>>(in_dtype<T>(product), where);
  else {
    dims<Summed> last;
    for (int i = 0; i < Summed; ++i) last[i] = Out + i;
    return folded<fn::sum, key::dtype>::with(product, last, where, as_dtype<T>);
  }
}
/// One operand's sums and diagonals, with an axis for each of `Out`.
template <class T, subscripts Out, subscripts In, class E>
auto reduced(E const& e, subscript_extents const& extents, source_location where) {
  constexpr subscripts summed = without(In, Out);
  return summed_behind<T, Out.count, summed.count>(aligned<In, behind(Out, summed)>(e, extents), where);
}

/// Two operands joined, with an axis for each of `Out`.
template <class T, subscripts Out, subscripts A, subscripts B, class X, class Y>
auto joined_operands(X const& x, Y const& y, subscript_extents const& extents, source_location where) {
  constexpr subscripts both = common_to(A, B);
  constexpr subscripts summed = without(both, Out), batch = common_to(both, Out);
  constexpr subscripts left = common_to(without(A, B), Out), right = common_to(without(B, A), Out);
  constexpr subscripts alone_a = without(without(A, B), Out), alone_b = without(without(B, A), Out);
  if constexpr (alone_a.count > 0) // summed in one operand: before the product
    return joined_operands<T, Out, without(A, alone_a), B>(
        reduced<T, without(A, alone_a), A>(x, extents, where), y, extents, where);
  else if constexpr (alone_b.count > 0)
    return joined_operands<T, Out, A, without(B, alone_b)>(
        x, reduced<T, without(B, alone_b), B>(y, extents, where), extents, where);
  else if constexpr (summed.count > 0 && left.count + right.count > 0) {
    index const places = extent_of<batch>(extents), rows = extent_of<left>(extents),
                columns = extent_of<right>(extents), inner = extent_of<summed>(extents);
    auto const a = aligned<A, behind(behind(batch, left), summed)>(x, extents);
    auto const b = aligned<B, behind(behind(batch, summed), right)>(y, extents);
    constexpr subscripts made = behind(behind(batch, left), right);
    using P = policy_t<X>;
    auto const as_made = [&](auto const& product) {
      return reduced<T, Out, made>(reshape(product, shape_by<made>(extents)), extents, where);
    };
    if constexpr (batch.count == 0)
      return as_made(ndarray<T, 2, P>(matmul(reshape(in_dtype<T>(a), shape_of(rows, inner)),
                                             reshape(in_dtype<T>(b), shape_of(inner, columns)), where)));
    else
      return as_made(
          ndarray<T, 3, P>(matmul(reshape(in_dtype<T>(a), shape_of(places, rows, inner)),
                                  reshape(in_dtype<T>(b), shape_of(places, inner, columns)), where)));
  } else {
    constexpr subscripts all = behind(Out, summed);
    return summed_behind<T, Out.count, summed.count>(
        make_map<fn::multiply>(aligned<A, all>(x, extents), aligned<B, all>(y, extents)), where);
  }
}

template <class T, auto Plan, int I, subscripts So_far, class X>
auto joined_from(subscript_extents const& extents, source_location where, X const& x) {
  return reduced<T, Plan.out, So_far>(x, extents, where);
}
template <class T, auto Plan, int I, subscripts So_far, class X, class Y, class... Rest>
auto joined_from(subscript_extents const& extents, source_location where, X const& x, Y const& y,
                 Rest const&... rest) {
  if constexpr (sizeof...(Rest) == 0)
    return joined_operands<T, Plan.out, So_far, Plan.in[I]>(x, y, extents, where);
  else {
    // What later operands or the result still need.
    constexpr subscripts needed = [] {
      subscripts later = Plan.out;
      for (int i = I + 1; i < int(sizeof(Plan.in) / sizeof(Plan.in[0])); ++i)
        later = all_of(later, Plan.in[i]);
      return common_to(all_of(So_far, Plan.in[I]), later);
    }();
    return joined_from<T, Plan, I + 1, needed>(
        extents, where, joined_operands<T, needed, So_far, Plan.in[I]>(x, y, extents, where), rest...);
  }
}

} // namespace detail

/// The sum of products that subscripts name, one letter for each axis: `einsum<"ij,jk->ik">(a, b)` is
/// np.einsum("ij,jk->ik", a, b). A subscript that is not behind `->` is summed over; one that an operand has
/// twice is its diagonal; without `->` the result has those that stand once, in alphabetical order; `...` are
/// further axes, which broadcast. Throws `shape_error` where extents differ.
template <fixed_string Subscripts, expression... A>
auto einsum(A const&... a) {
  static constexpr auto plan = detail::read_subscripts<ndim_v<A>...>(Subscripts.text);
  static_assert(plan.right_letters,
                "gamut: the subscripts of einsum are letters, commas, `...` and one `->`");
  static_assert(plan.right_operands, "gamut: einsum has another number of operands than the subscripts say");
  static_assert(plan.right_axes,
                "gamut: an operand of einsum has another number of dimensions than its subscripts");
  static_assert(plan.right_output,
                "gamut: a subscript of einsum's result stands twice there, or in none of the operands");
  constexpr bool right = plan.right_letters && plan.right_operands && plan.right_axes && plan.right_output;
  if constexpr (right) {
    using T = promote_t<value_type_t<A>...>;
    source_location const where{};
    detail::subscript_extents extents;
    int i = 0;
    (extents.take(plan.in[i++], a.shape(), where), ...);
    if constexpr (std::same_as<T, bool>)
      return detail::evaluated(einsum<Subscripts>(astype<std::int64_t>(a)...) != std::int64_t(0));
    else if constexpr (half_floating<T>)
      return detail::rounded_once<T>(einsum<Subscripts>(astype<float>(a)...));
    else
      return [&](auto const& first, auto const&... rest) {
        return detail::joined_from<T, plan, 1, plan.in[0]>(extents, where, first, rest...);
      }(a...);
  }
}

} // namespace gamut::inline GAMUT_ABI
