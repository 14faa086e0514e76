// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Indexing by arrays: masks of truth values and arrays of integers, mixed with slices, integers, new axes and
// the ellipsis, by NumPy's rules. All of it is one form: a table of offsets, made by one pass over the index
// arrays, which are checked first, and the layout of the axes that slices leave. Reading gathers lazily
// through the table, so that it fuses; assigning evaluates the value before the first element is written.
#pragma once

#include <gamut/create.hpp>
#include <gamut/eval.hpp>
#include <gamut/functions.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/reduce.hpp>

#include <bit>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace fn {

/// An index moved into an axis of extent `n`: from the other end on, or to the nearer end.
struct index_in {
  using rule = gamut::rule::as_given;
  template <std::integral I>
  GAMUT_HD GAMUT_INLINE static constexpr std::int64_t body(I const& i, std::int64_t const& n,
                                                           bool const& wraps) {
    if constexpr (std::is_unsigned_v<I>)
      if (i > static_cast<std::uint64_t>(n - 1))
        return wraps ? static_cast<std::int64_t>(i % static_cast<std::uint64_t>(n)) : n - 1;
    auto const at = static_cast<std::int64_t>(i);
    if (!wraps) return at < 0 ? 0 : at >= n ? n - 1 : at;
    auto const rest = at % n;
    return rest < 0 ? rest + n : rest;
  }
};
/// The offset of an index along an axis.
struct offset_along {
  using rule = gamut::rule::as_given;
  template <std::integral I>
  GAMUT_HD GAMUT_INLINE static constexpr std::int64_t body(I const& index, std::int64_t const& n,
                                                           std::int64_t const& stride) {
    auto const i = static_cast<std::int64_t>(index);
    return (i < 0 ? i + n : i) * stride;
  }
};

} // namespace fn

namespace detail {

/// A mask as truth values one after another: an array as it is, anything else evaluated.
template <class M>
auto const& flags_of(by_reference<M> const& mask) {
  return mask.array();
}
template <class M>
auto const& flags_of(M const& mask) requires is_ndarray<M> {
  return mask;
}
template <class M>
auto flags_of(M const& mask) {
  return evaluated(mask);
}

/// The offset of a place that is given by its number in row-major order.
template <int N>
struct offset_of_place {
  layout<N> where;
  bool regular; // one step from place to place

  explicit offset_of_place(layout<N> const& l) : where(l), regular(true) {
    for (int d = 0; d + 1 < N; ++d) regular = regular && l.strides[d] == l.strides[d + 1] * l.shape[d + 1];
  }
  GAMUT_HD GAMUT_INLINE index operator()(index place) const {
    if (regular) return where.offset + place * where.strides[N - 1];
    index offset = where.offset;
    for (int d = N - 1; d > 0; --d) {
      index const rest = place / where.shape[d];
      offset += (place - rest * where.shape[d]) * where.strides[d];
      place = rest;
    }
    return offset + place * where.strides[0];
  }
};

// What is done for each true element of a mask, at a place and with its number among the true ones. What
// looks at a policy's memory can be moved to this process's, for policies that compute where memory is
// brought: `f.moved(to)` is the same with the addresses `to(place)`, asked for in the order of its members.

template <int N, class P>
struct store_offset {
  place_t<std::int64_t, P> to;
  offset_of_place<N> offset;
  constexpr store_offset<N, host> moved(auto const& at) const { return {at(to), offset}; }
  GAMUT_HD GAMUT_INLINE void operator()(index place, index number) const { to[number] = offset(place); }
};
template <class T, int N, class P>
struct store_element {
  place_t<T, P> to;
  place_t<T const, P> from;
  offset_of_place<N> offset;
  constexpr store_element<T, N, host> moved(auto const& at) const { return {at(to), at(from), offset}; }
  GAMUT_HD GAMUT_INLINE void operator()(index place, index number) const { to[number] = from[offset(place)]; }
};

/// Where an element lies whose number has two parts: a place in a table, above, and steps from there, below.
template <bool Steps, class P>
struct offset_in_table {
  place_t<std::int64_t const, P> table;
  int shift;
  index steps;
  constexpr offset_in_table<true, host> moved(auto const& at) const { return {at(table), shift, steps}; }
  GAMUT_HD GAMUT_INLINE constexpr index operator()(index number) const {
    return table[number >> shift] + (number & steps);
  }
};
template <class P>
struct offset_in_table<false, P> {
  place_t<std::int64_t const, P> table;
  constexpr offset_in_table<false, host> moved(auto const& at) const { return {at(table)}; }
  GAMUT_HD GAMUT_INLINE constexpr index operator()(index number) const { return table[number]; }
};

template <class T, bool Steps, class P>
struct element_at {
  place_t<T const, P> data;
  offset_in_table<Steps, P> offset;
  constexpr element_at<T, Steps, host> moved(auto const& at) const { return {at(data), offset.moved(at)}; }
  GAMUT_HD GAMUT_INLINE constexpr T operator()(index number) const { return data[offset(number)]; }
  /// Where so many elements lie side by side whose numbers follow each other; null where they may not.
  GAMUT_INLINE constexpr T const* run(index number, index count) const
      requires(Steps&& std::is_pointer_v<place_t<T const, P>>) {
    return (number & offset.steps) <= offset.steps - (count - 1) ? data + offset(number) : nullptr;
  }
};
/// Stores elements of `from`, or one value, where `element_at` would read.
template <class T, bool Steps, class P>
struct store_at {
  place_t<T, P> data;
  offset_in_table<Steps, P> offset;
  place_t<T const, P> from;
  constexpr store_at<T, Steps, host> moved(auto const& at) const {
    return {at(data), offset.moved(at), at(from)};
  }
  GAMUT_HD GAMUT_INLINE void operator()(index const* at) const { data[offset(at[0])] = from[at[1]]; }
};
template <class T, bool Steps, class P>
struct store_value_at {
  place_t<T, P> data;
  offset_in_table<Steps, P> offset;
  T value;
  constexpr store_value_at<T, Steps, host> moved(auto const& at) const {
    return {at(data), offset.moved(at), value};
  }
  GAMUT_HD GAMUT_INLINE void operator()(index const* at) const { data[offset(at[0])] = value; }
};

/// The elements that a table of offsets (`B` axes) and a layout (`R` axes) name together: the table's axes
/// stand at one place among the layout's. An offset of both is one number, the table's place above `shift`
/// bits.
template <class P, int B, int R>
struct places {
  ndarray<std::int64_t, B, P> table;
  layout<B + R> where; // in that number
  index start;         // the offset from which the layout's steps count, none of them negative
  int shift;
  index steps;

  places(ndarray<std::int64_t, B, P> offsets, layout<R> const& rest, int axis) : table(std::move(offsets)) {
    index low = 0, high = 0;
    for (int d = 0; d < R; ++d)
      if (rest.shape[d] > 1) (rest.strides[d] < 0 ? low : high) += (rest.shape[d] - 1) * rest.strides[d];
    auto const width = std::bit_ceil(static_cast<std::uint64_t>(high - low + 1));
    shift = std::countr_zero(width);
    steps = static_cast<index>(width - 1);
    start = rest.offset + low;
    where.offset = -low;
    dims<B> const strides = row_major(table.shape());
    for (int d = 0; d < B + R; ++d) {
      bool const of_table = d >= axis && d < axis + B;
      int const from = of_table ? d - axis : d < axis ? d : d - B;
      where.shape[d] = of_table ? table.shape()[from] : rest.shape[from];
      where.strides[d] = of_table ? strides[from] << shift : rest.strides[from];
    }
  }

  /// The elements of `memory`, read lazily; the table must outlive it.
  template <class Place>
  auto read(Place memory) const {
    using T = placed<Place>;
    return make_view(generated<element_at<T, (R > 0), P>, P>{{memory + start, offset()}}, where);
  }
  /// Stores a number, or an expression that broadcasts to the places; in order where several may be one.
  template <class Place>
  void write(Place memory, element_t<Place> const& value, bool ordered) const {
    nest<B + R, 1> loops;
    loops.shape = where.shape;
    loops.set(0, where);
    if (loops.size() == 0) return;
    visit(P{}, loops, store_value_at<element_t<Place>, (R > 0), P>{memory + start, offset(), value}, ordered);
  }
  template <class Place, int M>
  void write(Place memory, place_t<element_t<Place> const, P> from, layout<M> const& l, bool ordered) const {
    nest<B + R, 2> loops;
    loops.shape = where.shape;
    loops.set(0, where);
    loops.set(1, l);
    if (loops.size() == 0) return;
    visit(P{}, loops, store_at<element_t<Place>, (R > 0), P>{memory + start, offset(), from}, ordered);
  }

private:
  constexpr auto offset() const {
    if constexpr (R > 0)
      return offset_in_table<true, P>{table.memory(), shift, steps};
    else
      return offset_in_table<false, P>{table.memory()};
  }
};

/// Throws for the first index that lies outside an axis; negative ones count from the end.
template <class E>
void check_indices(E const& e, index extent, int axis, source_location where) {
  if (product(e.shape()) == 0) return;
  auto const inside = [extent](auto const low, auto const high) {
    return std::cmp_greater_equal(low, -extent) && std::cmp_less(high, extent);
  };
  using I = value_type_t<E>;
  if (inside(I(min(e)), I(max(e)))) return;
  using P = policy_t<E>;
  ndarray<std::int64_t, ndim_v<E>, P> const all(in_dtype<std::int64_t>(e));
  std::vector<std::int64_t> here(static_cast<std::size_t>(all.size()));
  copy_to_host(P{}, here.data(), all.memory(), here.size() * sizeof(std::int64_t));
  for (auto const i : here) normalize_index(i, extent, axis, where);
}

/// What becomes of an index outside its axis, as NumPy names it: `"raise"`, `"wrap"`, `"clip"`.
enum class beyond { raises, wraps, clips };
inline beyond beyond_named(std::string_view name, source_location where) {
  if (name == "raise") return beyond::raises;
  if (name == "wrap") return beyond::wraps;
  if (name == "clip") return beyond::clips;
  throw value_error(message("clipmode must be one of 'clip', 'raise', or 'wrap' (got '", name, "')"), where);
}

/// `stride` times each index of an axis, in an array. Throws `index_error` for one outside where it is to,
/// and for any of an axis without elements.
template <class P, class E>
auto offsets_along(E const& e, index extent, index stride, int axis, beyond how, source_location where) {
  using table = ndarray<std::int64_t, ndim_v<E>, P>;
  auto const n = static_cast<std::int64_t>(extent), step = static_cast<std::int64_t>(stride);
  if (how == beyond::raises || extent == 0) {
    check_indices(e, extent, axis, where);
    return table(make_map<fn::offset_along>(keep(e), n, step), where);
  }
  bool const wraps = how == beyond::wraps;
  return table(make_map<fn::offset_along>(make_map<fn::index_in>(keep(e), n, wraps), n, step), where);
}

/// An expression as a view whose memory can be looked at, which owns it where nothing else does.
template <class A>
auto memory_view(A const& a) {
  if constexpr (is_ndarray<A>)
    return a.view();
  else if constexpr (requires { a.source().bound().data; })
    return a;
  else
    return evaluated(a).view_of_own();
}

/// The offsets of the true elements of a mask, in memory laid out as `where`, which has the mask's shape.
template <class P, class M, int N>
auto offsets_of_true(M const& mask, layout<N> const& where) {
  auto const& flags = flags_of(mask);
  ndarray<std::int64_t, 1, P> offsets;
  for_each_true(P{}, flags.memory(), flags.size(), [&](index count) {
    offsets = ndarray<std::int64_t, 1, P>(shape_of(count));
    return store_offset<N, P>{offsets.memory(), offset_of_place<N>(where)};
  });
  return offsets;
}

/// The sum of the offsets along several axes.
template <class E>
auto sum_of_offsets(E&& e) {
  return std::forward<E>(e);
}
template <class E, class... Rest>
auto sum_of_offsets(E&& e, Rest&&... rest) {
  return make_map<fn::add>(std::forward<E>(e), sum_of_offsets(std::forward<Rest>(rest)...));
}

template <class I>
inline constexpr bool is_mask = false;
template <expression I>
inline constexpr bool is_mask<I> = std::same_as<value_type_t<I>, bool>;

/// How many axes an argument of `A(...)` takes, besides the ellipsis.
template <class I>
consteval int axes_taken() {
  if constexpr (is_mask<I>)
    return ndim_v<I>;
  else
    return expression<I> ? 1 : int(takes_axis<I>);
}

/// What `A(args...)` means, as far as types tell: how many axes of A the ellipsis stands for, how many axes
/// the index arrays make together, how many are left of A's, and where among these the arrays' stand: in the
/// place of the arrays where they are side by side, else in front.
struct selection_kind {
  int untaken, made, left, place;
};
template <int N, class... I>
consteval selection_kind kind_of_selection() {
  constexpr int count = sizeof...(I);
  constexpr int taken[] = {(std::same_as<I, ellipsis_t> ? 0 : axes_taken<I>())...};
  constexpr bool skips[] = {std::same_as<I, ellipsis_t>...};
  constexpr bool advanced[] = {(expression<I> || std::integral<I>)...};
  constexpr int made[] = {[] {
    if constexpr (expression<I>)
      return is_mask<I> ? 1 : ndim_v<I>;
    else
      return 0;
  }()...};
  constexpr int kept[] = {int(gives_axis<I>)...};
  selection_kind kind{N, 0, 0, 0};
  for (int i = 0; i < count; ++i) kind.untaken -= taken[i];
  bool seen = false, over = false, apart = false, skipped = false;
  for (int i = 0; i < count; ++i) {
    kind.made = made[i] > kind.made ? made[i] : kind.made;
    if (advanced[i]) {
      if (!seen) kind.place = kind.left;
      apart = apart || over;
      seen = true;
    } else {
      over = seen;
      kind.left += skips[i] ? kind.untaken : kept[i];
      skipped = skipped || skips[i];
    }
  }
  if (!skipped) kind.left += kind.untaken;
  if (apart) kind.place = 0;
  return kind;
}

/// The policy that an argument of `A(...)` brings.
template <class I>
struct index_policy {
  using type = void;
};
template <expression I>
struct index_policy<I> {
  using type = policy_t<I>;
};

/// What a selection keeps of an argument.
template <class I>
constexpr auto keep_index(I&& i) {
  if constexpr (expression<I>)
    return keep(std::forward<I>(i));
  else
    return std::remove_cvref_t<I>(i);
}

/// What a selection keeps of all its arguments.
template <bool Mask, class P, int B, int R, class First, class... Rest>
struct mask_or_places {
  using type = places<P, B, R>;
};
template <class P, int B, int R, class M>
struct mask_or_places<true, P, B, R, M> {
  using type = M;
};

/// How many flags of a mask are true. (A selection has a member `sum` of its own.)
template <class M>
std::int64_t count_of_true(M const& mask) {
  return sum(mask);
}

} // namespace detail

/// The elements of an array that `A(...)` names where some of the arguments are arrays. Which those are is
/// known from then on; their values are read when it is used, and assigned to when it stands left of `=`.
template <class Base, class... Chosen>
class selection {
  static constexpr auto kind = detail::kind_of_selection<Base::ndim, Chosen...>();
  static_assert(kind.untaken >= 0, "gamut: too many indices for array (IndexError in NumPy)");
  static_assert((0 + ... + int(std::same_as<Chosen, ellipsis_t>)) <= 1,
                "gamut: an index can only have a single ellipsis");
  static constexpr bool writable = detail::is_writable_view<Base>;
  /// A mask for all axes and nothing else: it stays a mask. Anything else becomes a table of places.
  static constexpr bool one_mask =
      sizeof...(Chosen) == 1 && (detail::is_mask<Chosen> && ...) && kind.left == 0;
  static constexpr bool has_integers = ((expression<Chosen> && !detail::is_mask<Chosen>) || ...);
  using mask_or_places =
      typename detail::mask_or_places<one_mask, typename Base::policy, kind.made, kind.left, Chosen...>::type;

public:
  using value_type = typename Base::value_type;
  using policy = typename Base::policy;
  static constexpr int ndim = kind.made + kind.left;

  constexpr selection(Base base, Chosen... args)
      : base_(std::move(base)), chosen_(settle(base_, std::index_sequence_for<Chosen...>(), args...)) {}
  selection(selection const&) = default;
  selection(selection&&) = default;

  dims<ndim> shape() const {
    if constexpr (one_mask)
      return shape_of(index(detail::count_of_true(chosen_)));
    else
      return chosen_.where.shape;
  }
  index size() const { return detail::product(shape()); }

  /// The elements, in an array of their own.
  ndarray<value_type, ndim, policy> delivered() const {
    if constexpr (one_mask)
      return at_true(detail::flags_of(chosen_));
    else
      return {chosen_.where.shape, lazily()};
  }
  void evaluate_into(place_t<value_type, policy> to, layout<ndim> const& where) const {
    if constexpr (one_mask) {
      auto const result = delivered();
      detail::run<policy>(to, where, detail::by_reference(result));
    } else
      detail::run<policy>(to, where, lazily());
  }
  bool conflicts_with(place_t<value_type const, policy> to, layout<ndim> const& where) const {
    if constexpr (one_mask)
      return false; // all is read before anything is written
    else
      return detail::touches(
          to, where, detail::make_view(detail::borrowed<value_type const, policy>{memory()}, base_.layout()));
  }

  /// `A[mask] = x`, `A[rows, columns] = b`: the value is evaluated, then stored. Where an element is named
  /// several times, the last value stays (on a device, any of them).
  template <operand E>
  selection& operator=(E const& e) {
    check_writable();
    if constexpr (writable) assign(e);
    return *this;
  }
  selection& operator=(selection const& from) { return operator=<selection>(from); }

  /// `A[rows] += x`: reads, computes, stores; an element that is named several times changes once.
  template <class F, operand E>
  void compound(E&& e) {
    check_writable();
    if constexpr (!writable)
      return;
    else if constexpr (one_mask && is_single<E>)
      assign_where(make_map<F>(base_, std::forward<E>(e)));
    else if constexpr (one_mask)
      assign(make_map<F>(delivered(), std::forward<E>(e)));
    else
      assign(make_map<F>(lazily(), std::forward<E>(e)));
  }

  /// An element or a part of what is read.
  template <class... J>
  auto operator()(J&&... args) const {
    return delivered()(std::forward<J>(args)...);
  }
  auto T() const { return delivered().T(); }

#include <gamut/members.inc>

  /// The value of a 0-d result.
  operator value_type() const requires(ndim == 0) { return delivered(); }

private:
  static constexpr void check_writable() {
    static_assert(writable, "gamut: assignment to elements of a const array, of a temporary or of an "
                            "expression");
  }
  /// Whether an operand is one number for all elements.
  template <class E>
  static constexpr bool is_single = [] {
    if constexpr (expression<E>)
      return ndim_v<E> == 0;
    else
      return true;
  }();

  place_t<value_type const, policy> memory() const { return base_.bound().data; }
  auto lazily() const { return chosen_.read(memory()); }

  template <std::size_t... K>
  static mask_or_places settle(Base const& base, std::index_sequence<K...>, Chosen&... args) {
    if constexpr (one_mask) {
      (void(axes_of_mask(base, args, 0)), ...);
      return (std::move(args), ...);
    } else {
      detail::indexing<Base::ndim, kind.left> walk{base.layout(), kind.untaken};
      int const axes[sizeof...(Chosen)] = {step(walk, args)...};
      walk.apply(ellipsis);
      // The offsets that each array names, of one dtype and shape each, then all of them together.
      auto offsets = std::tuple_cat(offsets_of(base, args, axes[K])...);
      auto table = std::apply(
          [](auto&&... each) {
            dims<kind.made> shape;
            for (index& extent : shape) extent = 1;
            if (!(detail::broadcast_into(shape, each.shape()) && ...))
              throw index_error(detail::message(
                  "shape mismatch: indexing arrays could not be broadcast together with shapes ",
                  detail::list_shapes(each.shape()...)));
            return ndarray<std::int64_t, kind.made, policy>(detail::sum_of_offsets(std::move(each)...));
          },
          std::move(offsets));
      return mask_or_places(std::move(table), walk.to, kind.place);
    }
  }

  /// Takes an argument's axes: returns the first of them.
  template <class J>
  static int step(detail::indexing<Base::ndim, kind.left>& walk, J const& arg) {
    int const first = walk.in;
    if constexpr (expression<J>)
      walk.in += detail::axes_taken<J>();
    else
      walk.apply(arg);
    return first;
  }

  template <class J>
  static auto offsets_of(Base const& base, J const& arg, int axis) {
    if constexpr (!expression<J>)
      return std::tuple<>();
    else if constexpr (detail::is_mask<J>)
      return std::tuple(detail::offsets_of_true<policy>(arg, axes_of_mask(base, arg, axis)));
    else {
      static_assert(integer<value_type_t<J>>,
                    "gamut: arrays used as indices must be of integer (or boolean) type");
      index const extent = base.shape()[axis];
      detail::check_indices(arg, extent, axis, source_location{});
      return std::tuple(
          make_map<fn::offset_along>(arg, std::int64_t(extent), std::int64_t(base.strides()[axis])));
    }
  }
  /// The layout of the axes that a mask stands for, with which it shares the shape.
  template <class J>
  static auto axes_of_mask(Base const& base, J const& mask, int axis) {
    static_assert(ndim_v<J> > 0, "gamut: a mask of no dimensions: choose with gm::where or with if");
    layout<ndim_v<J>> where;
    auto const shape = mask.shape();
    for (int d = 0; d < ndim_v<J>; ++d) {
      where.shape[d] = base.shape()[axis + d];
      where.strides[d] = base.strides()[axis + d];
      if (shape[d] != where.shape[d])
        throw index_error(detail::message("boolean index did not match indexed array along axis ", axis + d,
                                          "; size of axis is ", where.shape[d],
                                          " but size of corresponding boolean axis is ", shape[d]));
    }
    return where;
  }

  /// The elements at the true flags of a mask of all axes.
  template <class Flags>
  ndarray<value_type, 1, policy> at_true(Flags const& flags) const {
    ndarray<value_type, 1, policy> result;
    for_each_true(policy{}, flags.memory(), flags.size(), [&](index count) {
      result = ndarray<value_type, 1, policy>(shape_of(count));
      return detail::store_element<value_type, Base::ndim, policy>{
          result.memory(), memory(), detail::offset_of_place<Base::ndim>(base_.layout())};
    });
    return result;
  }
  template <class E>
  void assign(E const& e) {
    if constexpr (scalar<E>)
      assign(detail::keep_scalar<result_type_t<value_type, weak<E>>>(e));
    else if constexpr (one_mask && is_single<E>)
      assign_where(e);
    else {
      detail::check_assignable<value_type, policy, E>();
      static_assert(E::ndim <= ndim, "gamut: the expression has more dimensions than what it is assigned to");
      if constexpr (one_mask)
        assign_at(detail::places<policy, 1, 0>(
                      detail::offsets_of_true<policy>(chosen_, axes_of_mask(base_, chosen_, 0)),
                      {{}, {}, base_.layout().offset}, 0),
                  e);
      else
        assign_at(chosen_, e);
    }
  }
  template <class Places, class E>
  void assign_at(Places const& to, E const& e) {
    place_t<value_type, policy> const data = base_.source().data;
    if constexpr (detail::is_constant<E>)
      to.write(data, detail::convert<value_type>(e.value()), has_integers);
    else {
      check_fits(e.shape(), to.where.shape);
      if constexpr (detail::is_ndarray<E> && std::same_as<value_type_t<E>, value_type>)
        if (!detail::touches(data, base_.layout(), detail::by_reference<E>(e)))
          return to.write(data, e.memory(), e.layout(), has_integers);
      ndarray<value_type, E::ndim, policy> const value(e);
      to.write(data, value.memory(), value.layout(), has_integers);
    }
  }
  /// One pass over the base: what the mask leaves out keeps its value.
  template <class E>
  void assign_where(E const& e) {
    detail::check_assignable<value_type, policy, E>();
    detail::assign_into(base_, make_map<fn::where>(chosen_, detail::in_dtype<value_type>(e), base_));
  }
  template <int M>
  static void check_fits(dims<M> const& from, dims<ndim> const& to) {
    if (detail::broadcasts_to(from, to)) return;
    if constexpr (one_mask)
      throw shape_error(detail::message("NumPy boolean array indexing assignment cannot assign ",
                                        detail::product(from), " input values to the ", to[0],
                                        " output values where the mask is true"));
    else
      throw shape_error(detail::message("shape mismatch: value array of shape ", from,
                                        " could not be broadcast to indexing result of shape ", to));
  }

  Base base_;
  mask_or_places chosen_;
};

namespace detail {

template <class A>
inline constexpr bool is_selection = false;
template <class Base, class... I>
inline constexpr bool is_selection<selection<Base, I...>> = true;

/// The layout without one axis, whose extent and stride are gone.
template <int N>
constexpr layout<N - 1> without_axis(layout<N> const& from, int axis) {
  named_axes<N> dropped;
  dropped.named[axis] = true;
  return without_axes<1>(from, dropped);
}

/// The elements of an axis at an array of indices, which takes the axis' place.
template <class A, class I>
auto taken(A const& a, I const& indices, int axis, beyond how, source_location where) {
  using P = policy_t<A>;
  constexpr int n = ndim_v<A>, made = ndim_v<I>;
  static_assert(n > 0, "gamut: cannot take from a 0-d array");
  static_assert(integer<value_type_t<I>>, "gamut: arrays used as indices must be of integer type");
  auto const from = memory_view(a);
  auto const& l = from.layout();
  int const along = normalize_axis(axis, n, where);
  if (l.shape[along] == 0 && product(indices.shape()) > 0)
    throw index_error("cannot do a non-empty take from an empty axes.", where);
  places<P, made, n - 1> const at(
      offsets_along<P>(indices, l.shape[along], l.strides[along], along, how, where), without_axis(l, along),
      along);
  return ndarray<value_type_t<A>, n - 1 + made, P>(at.where.shape, at.read(from.bound().data), where);
}

/// The places of one element of each lane along an axis, or several: `indices` says which of the lane's.
template <class P, int N, class I>
places<P, N, 0> places_along(layout<N> const& l, I const& indices, int axis, source_location where) {
  static_assert(ndim_v<I> == N, "gamut: `indices` and `arr` must have the same number of dimensions");
  static_assert(integer<value_type_t<I>>, "gamut: `indices` must be an integer array");
  layout<N> others = l;
  others.shape[axis] = 1;
  auto const own = offsets_along<P>(indices, l.shape[axis], l.strides[axis], axis, beyond::raises, where);
  dims<N> shape = own.shape();
  if (!broadcast_into(shape, others.shape))
    throw index_error(message("shape mismatch: indexing arrays could not be broadcast together with shapes ",
                              list_shapes(own.shape(), others.shape)),
                      where);
  others = broadcast_layout(others, shape);
  others.offset = 0;
  auto const lanes = make_view(generated<coordinate<std::int64_t>, P>{}, others);
  return {ndarray<std::int64_t, N, P>(make_map<fn::add>(own, lanes), where), layout<0>{{}, {}, l.offset}, 0};
}
/// The elements there.
template <class A, class I>
auto taken_along(A const& a, I const& indices, int axis, source_location where) {
  auto const from = memory_view(a);
  auto const at =
      places_along<policy_t<A>>(from.layout(), indices, normalize_axis(axis, ndim_v<A>, where), where);
  return ndarray<value_type_t<A>, ndim_v<A>, policy_t<A>>(at.where.shape, at.read(from.bound().data), where);
}

template <class P, std::integral I, std::size_t Length>
auto listed_indices(I const (&list)[Length]) {
  return array<std::int64_t, P>(list);
}
template <class Base, class... I>
constexpr auto select_elements(Base base, I&&... args) {
  constexpr bool one_policy = common_policy<typename Base::policy, typename index_policy<I>::type...>::same;
  static_assert(one_policy,
                "gamut: the index arrays live under another policy than the array; bring one to the "
                "other: gm::to<gm::device>(a) or gm::to<gm::host>(a)");
  if constexpr (requires { base.bound().data; })
    return selection<Base, decltype(keep_index(std::forward<I>(args)))...>(
        std::move(base), keep_index(std::forward<I>(args))...);
  else
    return select_elements(memory_view(base), std::forward<I>(args)...);
}

} // namespace detail

#define GAMUT_COMPOUND(symbol, function)                                                                     \
  template <class S, operand B>                                                                              \
  requires detail::is_selection<std::remove_cvref_t<S>>                                                      \
  constexpr S&& operator symbol(S&& s, B&& b) {                                                              \
    s.template compound<fn::function>(std::forward<B>(b));                                                   \
    return std::forward<S>(s);                                                                               \
  }
#include <gamut/functions.inc>

} // namespace gamut::inline GAMUT_ABI
