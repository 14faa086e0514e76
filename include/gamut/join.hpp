// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Joining arrays, and splitting one. What is joined stands in a tuple, where the types may differ:
// `concatenate(list(a, b + 1.), 0)`; or in any list of one type: `concatenate(std::vector{a, b})`,
// `concatenate({a, b})`. `list` copies nothing; braces copy arrays, as C++'s do. Dtypes promote together.
// Every part is written once, by an assignment to its place in the result.
#pragma once

#include <gamut/create.hpp>
#include <gamut/fuse.hpp>
#include <gamut/keyword.hpp>
#include <gamut/manipulate.hpp>

#include <algorithm>
#include <span>
#include <tuple>
#include <type_traits>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace detail {

template <class P>
inline constexpr bool is_tuple = false;
template <class... A>
inline constexpr bool is_tuple<std::tuple<A...>> = true;
template <class... A>
inline constexpr bool is_tuple<tied<A...>> = true;

} // namespace detail

/// Arrays, expressions and numbers as one argument: `concatenate(list(a, b), 1)` is np.concatenate([a, b],
/// 1). It refers to them, and is meant to be used where it is written.
template <class... A>
constexpr std::tuple<A&&...> list(A&&... a) {
  return std::tuple<A&&...>(std::forward<A>(a)...);
}

namespace detail {

template <class P>
concept tuple_of_parts = is_tuple<std::remove_cvref_t<P>>;
/// A list of expressions of one type: std::vector, std::array, a C array.
template <class P>
concept range_of_parts = !expression<P> && !tuple_of_parts<P> && requires(P const& p) {
  { *std::begin(p) } -> expression;
  std::end(p);
};

/// What of several operands their joint result takes: dtype, policy, dimensions.
template <class... A>
struct joint {
  using value_type = promote_t<typename std::remove_cvref_t<A>::value_type...>;
  using found = common_policy<policy_t<A>...>;
  using policy =
      std::conditional_t<std::is_void_v<typename found::type>, default_policy, typename found::type>;
  static_assert(found::same,
                "gamut: the arrays to join live under different policies; bring one to the other: "
                "gm::to<gm::device>(a) or gm::to<gm::host>(a)");
  static constexpr int ndim = max_ndim<ndim_v<A>...>;
  static_assert(((ndim_v<A> == ndim) && ...),
                "gamut: all the input arrays must have same number of dimensions (ValueError in NumPy)");
};
template <class List>
struct joint_of : joint<typename List::value_type> {};
template <class... A>
struct joint_of<std::tuple<A...>> : joint<A...> {};
template <class... A>
struct joint_of<tied<A...>> : joint<A...> {};

/// The parts after a rule, which makes views of them: a tuple or a vector.
template <class Parts, class Rule>
auto apply_to_parts(Parts const& parts, Rule const& rule) {
  if constexpr (tuple_of_parts<Parts>)
    return std::apply([&](auto&... a) { return std::tuple<decltype(rule(a))...>(rule(a)...); }, parts);
  else {
    std::vector<std::remove_cvref_t<decltype(rule(*std::begin(parts)))>> list;
    for (auto const& a : parts) list.push_back(rule(a));
    return list;
  }
}
template <class Parts, class F>
void for_each_part(Parts const& parts, F const& f) {
  if constexpr (tuple_of_parts<Parts>)
    std::apply([&](auto const&... a) { (f(a), ...); }, parts);
  else
    for (auto const& a : parts) f(a);
}

/// The part [begin, begin + count) of an axis.
template <int N>
constexpr layout<N> axis_part(layout<N> l, int axis, index begin, index count) {
  if (count > 0) l.offset += begin * l.strides[axis];
  l.shape[axis] = count;
  return l;
}
/// An assignable view of part of an array that is being made.
template <class T, int N, class P, int M>
auto part_of(ndarray<T, N, P>& a, layout<M> const& where) {
  return make_view(borrowed<T, P>{a.memory()}, where);
}

/// The parts, views of one number of dimensions, one behind the other along an axis.
template <class Parts>
auto joined(Parts const& parts, int axis, source_location where) {
  using kind = joint_of<Parts>;
  constexpr int N = kind::ndim;
  static_assert(N > 0, "gamut: zero-dimensional arrays cannot be concatenated (ValueError in NumPy)");
  int const along = normalize_axis(axis, N, where);
  dims<N> shape;
  index count = 0, length = 0;
  for_each_part(parts, [&](auto const& a) {
    auto const s = a.shape();
    if (count == 0) shape = s;
    for (int d = 0; d < N; ++d)
      if (d != along && s[d] != shape[d])
        throw shape_error(
            message(
                "all the input array dimensions except for the concatenation axis must match exactly, but "
                "along dimension ",
                d, ", the array at index 0 has size ", shape[d], " and the array at index ", count,
                " has size ", s[d]),
            where);
    length = joint_extent(length, s[along], where);
    ++count;
  });
  if (count == 0) throw value_error("need at least one array to concatenate", where);
  shape[along] = length;
  ndarray<typename kind::value_type, N, typename kind::policy> result(shape, where);
  index begin = 0;
  for_each_part(parts, [&](auto const& a) {
    index const extent = a.shape()[along];
    part_of(result, axis_part(result.layout(), along, begin, extent)) = a;
    begin += extent;
  });
  return result;
}

/// Views of the whole parts; of a number, of one element.
struct whole_part {
  auto operator()(operand auto const& a) const { return with_ndim<0>(a); }
};
struct raveled_part {
  auto operator()(operand auto const& a) const {
    if constexpr (expression<decltype(a)>)
      return ravel(a);
    else
      return with_ndim<1>(a);
  }
};
template <int N>
struct part_with_ndim {
  auto operator()(operand auto const& a) const { return with_ndim<N>(a); }
};
struct column_part {
  auto operator()(operand auto const& a) const {
    auto row = with_ndim<1>(a);
    if constexpr (ndim_v<decltype(row)> == 1)
      return expand_dims(row, 1);
    else
      return row;
  }
};
/// A part with a new axis at place `axis` of the result.
struct stacked_part {
  int axis;
  source_location where;
  auto operator()(operand auto const& a) const { return expand_dims(with_ndim<0>(a), axis, where); }
};

template <class Parts>
auto stacked(Parts const& parts, int axis, source_location where) {
  auto const views = apply_to_parts(parts, stacked_part{axis, where});
  using V = std::remove_cvref_t<decltype(views)>;
  constexpr int N = joint_of<V>::ndim;
  int const along = normalize_axis(axis, N, where);
  dims<N> shape;
  bool first = true;
  for_each_part(views, [&](auto const& a) {
    if (!first && !(a.shape() == shape))
      throw shape_error("all input arrays must have the same shape", where);
    shape = a.shape();
    first = false;
  });
  if (first) throw value_error("need at least one array to stack", where);
  return joined(views, along, where);
}
template <class Parts>
auto stacked_horizontally(Parts const& parts, source_location where) {
  auto const views = apply_to_parts(parts, part_with_ndim<1>{});
  return joined(views, joint_of<std::remove_cvref_t<decltype(views)>>::ndim == 1 ? 0 : 1, where);
}

} // namespace detail

/// What may be joined: a tuple of operands, or a list of expressions of one type.
template <class P>
concept parts = detail::tuple_of_parts<P> || detail::range_of_parts<P>;

/// Arrays one behind the other along an axis (np.concatenate). They have the same number of dimensions, and
/// the same extents but for that axis: else `shape_error`.
template <parts Parts>
auto concatenate(Parts const& arrays, detail::axis_number axis = 0,
                 source_location where = source_location::current()) {
  return detail::joined(detail::apply_to_parts(arrays, detail::whole_part{}), axis, where);
}
/// All their elements in one dimension: `concatenate(list(a, b), _)` is np.concatenate((a, b), axis=None).
template <parts Parts>
auto concatenate(Parts const& arrays, missing_t, source_location where = source_location::current()) {
  return detail::joined(detail::apply_to_parts(arrays, detail::raveled_part{}), 0, where);
}
/// Another name of `concatenate` (np.concat).
template <parts Parts>
auto concat(Parts const& arrays, detail::axis_number axis = 0,
            source_location where = source_location::current()) {
  return concatenate(arrays, axis, where);
}
/// Arrays of one shape along a new axis at place `axis` of the result (np.stack). Else `shape_error`.
template <parts Parts>
auto stack(Parts const& arrays, detail::axis_number axis = 0,
           source_location where = source_location::current()) {
  return detail::stacked(arrays, axis, where);
}
/// Rows above each other: joined along the first axis, with at least two dimensions (np.vstack).
template <parts Parts>
auto vstack(Parts const& arrays, source_location where = source_location::current()) {
  return detail::joined(detail::apply_to_parts(arrays, detail::part_with_ndim<2>{}), 0, where);
}
/// Columns beside each other: joined along the second axis, vectors along their only one (np.hstack).
template <parts Parts>
auto hstack(Parts const& arrays, source_location where = source_location::current()) {
  return detail::stacked_horizontally(arrays, where);
}
/// Joined along the third axis, with at least three dimensions (np.dstack).
template <parts Parts>
auto dstack(Parts const& arrays, source_location where = source_location::current()) {
  return detail::joined(detail::apply_to_parts(arrays, detail::part_with_ndim<3>{}), 2, where);
}
/// Vectors as the columns of a matrix; matrices beside each other (np.column_stack).
template <parts Parts>
auto column_stack(Parts const& arrays, source_location where = source_location::current()) {
  return detail::joined(detail::apply_to_parts(arrays, detail::column_part{}), 1, where);
}

// Braces are a list of arrays of one type.
#define GAMUT_JOIN_AXIS(name)                                                                                \
  template <expression A, std::size_t K>                                                                     \
  auto name(A const(&arrays)[K], detail::axis_number axis = 0,                                               \
            source_location where = source_location::current()) {                                            \
    return name(std::span<A const>(arrays), axis, where);                                                    \
  }
#define GAMUT_JOIN(name)                                                                                     \
  template <expression A, std::size_t K>                                                                     \
  auto name(A const(&arrays)[K], source_location where = source_location::current()) {                       \
    return name(std::span<A const>(arrays), where);                                                          \
  }
GAMUT_JOIN_AXIS(concatenate)
GAMUT_JOIN_AXIS(concat)
GAMUT_JOIN_AXIS(stack)
GAMUT_JOIN(vstack)
GAMUT_JOIN(hstack)
GAMUT_JOIN(dstack)
GAMUT_JOIN(column_stack)
#undef GAMUT_JOIN_AXIS
#undef GAMUT_JOIN

namespace detail {

template <class Tree>
inline constexpr int block_depth = 0;
template <class... Tree>
inline constexpr int block_depth<std::tuple<Tree...>> =
    1 + max_ndim<block_depth<std::remove_cvref_t<Tree>>...>;
template <class... Tree>
inline constexpr int block_depth<tied<Tree...>> = block_depth<std::tuple<Tree...>>;
template <class Tree>
inline constexpr int block_ndim = [] {
  if constexpr (expression<Tree>)
    return ndim_v<Tree>;
  else
    return 0;
}();
template <class... Tree>
inline constexpr int block_ndim<std::tuple<Tree...>> = max_ndim<block_ndim<std::remove_cvref_t<Tree>>...>;
template <class... Tree>
inline constexpr int block_ndim<tied<Tree...>> = block_ndim<std::tuple<Tree...>>;

template <int N, class Tree>
auto block_of(Tree const& tree, source_location where) {
  if constexpr (!tuple_of_parts<Tree>)
    return with_ndim<N>(tree);
  else {
    auto const below = std::apply(
        [&](auto const&... part) {
          static_assert(((block_depth<std::remove_cvref_t<decltype(part)>> == block_depth<Tree> - 1) && ...),
                        "gamut: the lists of block are nested equally deep (ValueError in NumPy)");
          return std::tuple<decltype(block_of<N>(part, where))...>(block_of<N>(part, where)...);
        },
        tree);
    return joined(below, -block_depth<Tree>, where);
  }
}

} // namespace detail

/// An array of blocks in nested tuples: the innermost are joined along the last axis, those around them along
/// the one before: `block(list(list(a, b), list(c, d)))` is np.block([[a, b], [c, d]]).
template <class... Tree>
auto block(std::tuple<Tree...> const& blocks, source_location where = source_location::current()) {
  using tree = std::tuple<Tree...>;
  constexpr int ndim = detail::max_ndim<detail::block_depth<tree>, detail::block_ndim<tree>>;
  return detail::block_of<ndim>(blocks, where);
}
/// Blocks of one type in braces: `block({{a, b}, {c, d}})`.
template <expression A, std::size_t K, std::size_t L>
requires(ndim_v<A> == 2) auto block(A const (&blocks)[K][L],
                                    source_location where = source_location::current()) {
  std::vector<decltype(hstack(blocks[0], where))> rows;
  for (auto const& row : blocks) rows.push_back(hstack(row, where));
  return vstack(rows, where);
}

/// `values` behind the elements of `a`, both in one dimension (np.append).
template <operand A, operand B>
auto append(A&& a, B&& values, source_location where = source_location::current()) {
  return concatenate(list(a, values), _, where);
}
/// `values` behind `a` along an axis (np.append).
template <expression A, expression B>
auto append(A&& a, B&& values, detail::axis_number axis, source_location where = source_location::current()) {
  return concatenate(list(a, values), axis, where);
}

namespace detail {

/// The parts [begin, end) of an axis, as views; of a temporary, as arrays of their own.
struct axis_range {
  index begin, end;
};
template <expression A>
auto axis_parts(A&& a, std::vector<axis_range> const& ranges, int axis, source_location where) {
  auto const part = [&](axis_range r) {
    return relayout(
        a, [&](auto const& l) { return axis_part(l, axis, r.begin, r.end > r.begin ? r.end - r.begin : 0); });
  };
  constexpr bool owns = !std::is_lvalue_reference_v<A> && !is_borrowed_view<std::remove_cvref_t<A>>;
  auto const kept = [&](auto const& p) {
    if constexpr (owns)
      return evaluated(p, where);
    else
      return p;
  };
  std::vector<decltype(kept(part({})))> parts;
  for (axis_range const& r : ranges) parts.push_back(kept(part(r)));
  return parts;
}

template <expression A>
auto split_evenly(A&& a, index sections, int axis, bool may_differ, source_location where) {
  int const along = normalize_axis(axis, ndim_v<A>, where);
  index const extent = a.shape()[along];
  if (sections <= 0) throw value_error("number sections must be larger than 0.", where);
  if (!may_differ && extent % sections != 0)
    throw value_error("array split does not result in an equal division", where);
  std::vector<axis_range> ranges;
  for (index k = 0, begin = 0; k < sections; ++k) {
    ranges.push_back({begin, begin + extent / sections + (k < extent % sections ? 1 : 0)});
    begin = ranges.back().end;
  }
  return axis_parts(std::forward<A>(a), ranges, along, where);
}

template <expression A, class Indices>
auto split_at(A&& a, Indices const& indices, int axis, source_location where) {
  int const along = normalize_axis(axis, ndim_v<A>, where);
  index const extent = a.shape()[along];
  // The parts are a[0:i], a[i:j], ..., whose bounds are Python's: from the end where negative, clamped.
  auto const bound = [&](index i) { return std::clamp<index>(i < 0 ? i + extent : i, 0, extent); };
  std::vector<axis_range> ranges;
  index before = 0;
  for (auto const& i : indices) {
    ranges.push_back({before, bound(static_cast<index>(i))});
    before = ranges.back().end;
  }
  ranges.push_back({before, extent});
  return axis_parts(std::forward<A>(a), ranges, along, where);
}

template <class R>
concept list_of_indices = !expression<R> && requires(R const& r) {
  { *std::begin(r) } -> std::convertible_to<index>;
};

} // namespace detail

/// The array in `sections` parts along an axis, whose lengths differ by at most one (np.array_split): views,
/// in a std::vector.
template <expression A, std::integral I>
auto array_split(A&& a, I sections, detail::axis_number axis = 0,
                 source_location where = source_location::current()) {
  return detail::split_evenly(std::forward<A>(a), static_cast<index>(sections), axis, true, where);
}
/// The parts before, between and behind the indices, `a[:i], a[i:j], ...` (np.array_split).
template <expression A, detail::list_of_indices R>
auto array_split(A&& a, R const& indices, detail::axis_number axis = 0,
                 source_location where = source_location::current()) {
  return detail::split_at(std::forward<A>(a), indices, axis, where);
}
/// The array in `sections` equal parts along an axis, as views (np.split). Throws `value_error` where its
/// extent is no multiple.
template <expression A, std::integral I>
auto split(A&& a, I sections, detail::axis_number axis = 0,
           source_location where = source_location::current()) {
  return detail::split_evenly(std::forward<A>(a), static_cast<index>(sections), axis, false, where);
}
/// The parts before, between and behind the indices (np.split): `split(a, {3, 5})`.
template <expression A, detail::list_of_indices R>
auto split(A&& a, R const& indices, detail::axis_number axis = 0,
           source_location where = source_location::current()) {
  return detail::split_at(std::forward<A>(a), indices, axis, where);
}
template <expression A, std::integral I, std::size_t K>
auto split(A&& a, I const (&indices)[K], detail::axis_number axis = 0,
           source_location where = source_location::current()) {
  return detail::split_at(std::forward<A>(a), indices, axis, where);
}
template <expression A, std::integral I, std::size_t K>
auto array_split(A&& a, I const (&indices)[K], detail::axis_number axis = 0,
                 source_location where = source_location::current()) {
  return detail::split_at(std::forward<A>(a), indices, axis, where);
}

/// `split` along the first axis (np.vsplit).
template <expression A, class S>
auto vsplit(A&& a, S const& sections, source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 2, "gamut: vsplit only works on arrays of 2 or more dimensions");
  return split(std::forward<A>(a), sections, 0, where);
}
template <expression A, std::integral I, std::size_t K>
auto vsplit(A&& a, I const (&indices)[K], source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 2, "gamut: vsplit only works on arrays of 2 or more dimensions");
  return split(std::forward<A>(a), indices, 0, where);
}
/// `split` along the second axis, of a vector along its only one (np.hsplit).
template <expression A, class S>
auto hsplit(A&& a, S const& sections, source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 1, "gamut: hsplit only works on arrays of 1 or more dimensions");
  return split(std::forward<A>(a), sections, ndim_v<A> == 1 ? 0 : 1, where);
}
template <expression A, std::integral I, std::size_t K>
auto hsplit(A&& a, I const (&indices)[K], source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 1, "gamut: hsplit only works on arrays of 1 or more dimensions");
  return split(std::forward<A>(a), indices, ndim_v<A> == 1 ? 0 : 1, where);
}
/// `split` along the third axis (np.dsplit).
template <expression A, class S>
auto dsplit(A&& a, S const& sections, source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 3, "gamut: dsplit only works on arrays of 3 or more dimensions");
  return split(std::forward<A>(a), sections, 2, where);
}
template <expression A, std::integral I, std::size_t K>
auto dsplit(A&& a, I const (&indices)[K], source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 3, "gamut: dsplit only works on arrays of 3 or more dimensions");
  return split(std::forward<A>(a), indices, 2, where);
}

/// The parts of an array along an axis, which they no longer have: `a[0], a[1], ...`, as views (np.unstack).
template <expression A>
auto unstack(A&& a, detail::axis_number axis = 0, source_location where = source_location::current()) {
  static_assert(ndim_v<A> >= 1, "gamut: Input array must be at least 1-d.");
  int const along = detail::normalize_axis(axis, ndim_v<A>, where);
  std::vector<detail::axis_range> ranges;
  for (index i = 0; i < a.shape()[along]; ++i) ranges.push_back({i, i + 1});
  auto parts = detail::axis_parts(std::forward<A>(a), ranges, along, where);
  std::vector<decltype(squeeze(std::move(parts[0]), along, where))> rows;
  for (auto& part : parts) rows.push_back(squeeze(std::move(part), along, where));
  return rows;
}

} // namespace gamut::inline GAMUT_ABI
