// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Bound trees in packets: which of them are computed so, and in which dtype's registers, is decided here from
// types alone; how their leaves are read, and the packet of a tree at a place.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/host/packet.hpp>
#include <gamut/rules.hpp>

#include <concepts>
#include <type_traits>

GAMUT_REGISTERS_BEGIN
namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// The fallback where a function has no packet form: one lane after another, with the rest of the tree still
/// in registers.
template <class T, class F, class... U, std::same_as<lane_array<T>>... X>
GAMUT_INLINE auto apply_lanes(gamut::detail::types<U...>, X const&... in) {
  using result = decltype(F::body(gamut::detail::convert<U>(in.at[0])...));
  lane_array<T> out;
  for (int i = 0; i < lanes<T>; ++i)
    out.at[i] = static_cast<T>(F::body(gamut::detail::convert<U>(in.at[i])...));
  if constexpr (std::same_as<result, bool>)
    return out.truths();
  else
    return out.numbers();
}
template <class T, class F, class... U, class... X>
GAMUT_INLINE auto apply_packets(gamut::detail::types<U...> as, X const&... x) {
  if constexpr (requires { F::body(as_operand<U>(x)...); })
    return F::body(as_operand<U>(x)...);
  else
    return apply_lanes<T, F>(as, lane_array<T>(x)...);
}

/// The same as a function by itself.
template <class T, class F, class... U, class... X>
GAMUT_APART auto apply_apart(gamut::detail::types<U...> as, X... x) {
  return apply_packets<T, F>(as, x...);
}

/// Whether a tree can be computed in packets of `T` with the results its own dtypes would give.
template <class T, class Tree>
inline constexpr bool packs = false;
template <class T, class V>
inline constexpr bool packs_leaf = std::same_as<V, T> || std::integral<V> ||
                                   (std::same_as<V, float> && std::same_as<T, double>);
template <class T, class Source, int I>
inline constexpr bool packs<T, gamut::detail::slot<Source, I>> = packs_leaf<T, typename Source::value_type>;
template <class T, class V>
inline constexpr bool packs<T, gamut::detail::literal<V>> = packs_leaf<T, V>;

template <class T, class V>
inline constexpr bool is_lane_type = std::same_as<V, T> || std::same_as<V, bool>;
template <class T, class List>
inline constexpr bool are_lane_types = false;
template <class T, class... U>
inline constexpr bool are_lane_types<T, gamut::detail::types<U...>> = (is_lane_type<T, U> && ...);

template <class T, class F, class... Args>
inline constexpr bool packs<T, gamut::detail::call<F, Args...>> =
    is_lane_type<T, typename gamut::detail::call<F, Args...>::value_type>&&
        are_lane_types<T, gamut::detail::operands_of<F, typename Args::value_type...>> &&
    (packs<T, Args> && ...);

/// Whether anything in a tree is a `T`: truth values alone are not worth registers of numbers.
template <class T, class Tree>
inline constexpr bool mentions = std::same_as<T, typename Tree::value_type>;
template <class T, class F, class... Args>
inline constexpr bool mentions<T, gamut::detail::call<F, Args...>> =
    (mentions<T, Args> || ...) || std::same_as<T, typename gamut::detail::call<F, Args...>::value_type>;

/// What a part of a tree with elements of dtype `V` is in packets of `T`.
template <class T, class V>
using packet_of_dtype = std::conditional_t<std::same_as<V, bool>, mask<T>, packet<T>>;
/// Whether a function of elements of the dtypes `X` has a packet form.
template <class T, class F, class Operands, class... X>
inline constexpr bool has_packet_form = false;
template <class T, class F, class... U, class... X>
inline constexpr bool
    has_packet_form<T, F, gamut::detail::types<U...>, X...> = requires(packet_of_dtype<T, X>... x) {
  F::body(as_operand<U>(x)...);
};
/// Whether any function of a tree has one: where none has, the compiler's loop is the better one.
template <class T, class Tree>
inline constexpr bool any_packet_form = false;
template <class T, class F, class... Args>
inline constexpr bool any_packet_form<T, gamut::detail::call<F, Args...>> =
    has_packet_form<T, F, gamut::detail::operands_of<F, typename Args::value_type...>,
                    typename Args::value_type...> ||
    (any_packet_form<T, Args> || ...);

/// Whether a tree is computed in packets of `T`.
template <class T, class Tree>
consteval bool in_packets_of() {
  if constexpr (vectorized<T> && packs<T, Tree> && mentions<T, Tree>)
    return gamut::detail::tree_depth<Tree> == 0 || any_packet_form<T, Tree>;
  else
    return false;
}
/// The dtype in whose packets a tree is computed; void where it runs element by element.
template <class Tree>
consteval auto choose_packet() {
  if constexpr (in_packets_of<double, Tree>())
    return std::type_identity<double>{};
  else if constexpr (in_packets_of<float, Tree>())
    return std::type_identity<float>{};
  else
    return std::type_identity<void>{};
}
template <class Tree>
using packet_dtype = typename decltype(choose_packet<Tree>())::type;

// Reading leaves. `Unit` says that every leaf steps by one.

template <class T, bool Unit>
struct load_packet {
  static constexpr bool partial = false;
  index at;
  index const* strides;

  template <class I, class Source>
  GAMUT_INLINE auto operator()(I, Source const& source) const {
    return load_lanes<T>(source, at, Unit ? 1 : strides[I::value]);
  }
  template <class I>
  GAMUT_INLINE mask<T> operator()(I, gamut::detail::pointer<bool> source) const {
    if (Unit || strides[I::value] == 1) return mask<T>::load(source.data + at);
    return load_lanes<T>(source, at, strides[I::value]);
  }
  template <class I, class U>
  requires std::is_arithmetic_v<U> GAMUT_INLINE packet<T>
  operator()(I, gamut::detail::pointer<U> source) const {
    if (Unit || strides[I::value] == 1) return packet<T>::load(source.data + at);
    return load_lanes<T>(source, at, strides[I::value]);
  }
  template <class I>
  GAMUT_INLINE packet<T> operator()(I, gamut::detail::pointer<T> source) const {
    if constexpr (Unit)
      return packet<T>::load(source.data + at);
    else
      return load_strided(source.data + at * strides[I::value], strides[I::value]);
  }
};
/// The `count` elements at the end of a row that do not fill a register.
template <class T, bool Unit>
struct load_partial {
  static constexpr bool partial = true;
  index at;
  index const* strides;
  index count;

  template <class I, class Source>
  GAMUT_INLINE auto operator()(I, Source const& source) const {
    return load_lanes<T>(source, at, Unit ? 1 : strides[I::value], count);
  }
  template <class I>
  GAMUT_INLINE packet<T> operator()(I, gamut::detail::pointer<T> source) const {
    index const stride = Unit ? 1 : strides[I::value];
    if (stride == 1) return packet<T>::load_first(source.data + at, count);
    if (stride == 0) return packet<T>(*source.data);
    return load_apart(source.data + at * stride, stride, count);
  }
};

/// The packet of a tree at the place that `load` stands for.
template <class T, class Source, int I, class Load>
GAMUT_INLINE auto packet_of(gamut::detail::slot<Source, I> const& leaf, Load const& load) {
  return load(std::integral_constant<int, I>{}, leaf.source);
}
template <class T, class V, class Load>
GAMUT_INLINE auto packet_of(gamut::detail::literal<V> const& leaf, Load const&) {
  if constexpr (std::same_as<V, bool>)
    return as_operand<bool>(packet<T>(T(leaf.value)));
  else
    return packet<T>(static_cast<T>(leaf.value));
}
template <class T, class F, class... Args, class Load>
GAMUT_INLINE auto packet_of(gamut::detail::call<F, Args...> const& node, Load const& load);

template <class T, class F, class... Args, std::size_t... I, class Load>
GAMUT_INLINE auto packet_of_call(gamut::detail::pack_of<std::index_sequence<I...>, Args...> const& args,
                                 Load const& load) {
  using operands = gamut::detail::operands_of<F, typename Args::value_type...>;
  // What is long is compiled for whole registers alone, and called once for the rest of a row.
  if constexpr (Load::partial && requires { requires F::rule::rounds; })
    return apply_apart<T, F>(operands{}, packet_of<T>(get<I>(args), load)...);
  else
    return apply_packets<T, F>(operands{}, packet_of<T>(get<I>(args), load)...);
}
template <class T, class F, class... Args, class Load>
GAMUT_APART auto packet_apart(gamut::detail::call<F, Args...> const& node, Load const& load) {
  return packet_of_call<T, F>(node.args, load);
}
template <class T, class F, class... Args, class Load>
GAMUT_INLINE auto packet_of(gamut::detail::call<F, Args...> const& node, Load const& load) {
  if constexpr (gamut::detail::is_apart<gamut::detail::call<F, Args...>>)
    return packet_apart<T>(node, load);
  else
    return packet_of_call<T, F>(node.args, load);
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
GAMUT_REGISTERS_END
