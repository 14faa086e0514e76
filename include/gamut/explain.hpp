// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// `gm::explain`: what an assignment will do, found by the same functions that then do it.
#pragma once

#include <gamut/bind.hpp>
#include <gamut/eval.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/products.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace gamut::inline GAMUT_ABI {

/// What an assignment will do. As text, one line: `std::cout << gm::explain(y, a * b + c)`.
struct explanation {
  std::vector<index> loops; ///< extents of the loops, axes that are walked as one joined
  index elements = 1;       ///< of the destination
  int functions = 0;        ///< elementwise functions of each element
  index bytes_read = 0;     ///< each element of an operand once, repeated ones too
  index bytes_written = 0;  ///< the destination's, and the temporary's
  int temporaries = 0;      ///< arrays made on the way: one where source and destination overlap harmfully
  index temporary_bytes = 0;
  int products = 0; ///< matrix products, each one call (GEMM)

  std::string text() const {
    std::string t = loops.empty() ? "one element" : "loops of ";
    for (std::size_t d = 0; d < loops.size(); ++d) t += (d ? " x " : "") + std::to_string(loops[d]);
    t += ": " + std::to_string(functions) + " functions an element, " + std::to_string(bytes_read) +
         " bytes read, " + std::to_string(bytes_written) + " written; " + std::to_string(temporaries) +
         " temporaries of " + std::to_string(temporary_bytes) + " bytes; " + std::to_string(products) +
         " matrix products";
    return t;
  }
  friend std::ostream& operator<<(std::ostream& out, explanation const& e) { return out << e.text(); }
};

namespace detail {

template <class E>
inline constexpr int product_count = 0;
template <class T, class A, class B>
inline constexpr int product_count<matrix_product<T, A, B>> = 1;
template <class P, class A>
inline constexpr int product_count<chained_product<P, A>> = 2;
template <class P, class E>
inline constexpr int product_count<product_plus<P, E>> = product_count<P> + product_count<E>;

template <class E>
inline constexpr int function_count = 0;
template <class F, class... Args>
inline constexpr int function_count<map<F, Args...>> = (1 + ... + function_count<Args>);

/// The elements that a leaf has, each once, in bytes; none of a function of the place.
template <class Leaf>
index bytes_in(Leaf const& leaf) {
  if constexpr (requires { leaf.bound().data; }) {
    auto const l = leaf.layout();
    index n = index(sizeof(typename Leaf::value_type));
    for (int d = 0; d < Leaf::ndim; ++d)
      if (l.strides[d] != 0 || l.shape[d] == 0) n *= l.shape[d];
    return n;
  } else
    return 0;
}

template <class T, int N, class E>
explanation explained(layout<N> const& where, bool overlaps, E const& e) {
  explanation x;
  x.elements = product(where.shape);
  x.bytes_written = x.elements * index(sizeof(T));
  if constexpr (computation<E>) {
    x.products = product_count<E>;
    for (index const extent : where.shape) x.loops.push_back(extent);
    if (overlaps || !computes_into<E, T, N> || !(e.shape() == where.shape)) {
      x.temporaries = 1;
      x.temporary_bytes = product(e.shape()) * index(sizeof(typename E::value_type));
    }
  } else {
    x.functions = function_count<E>;
    for_each_leaf(e, [&](auto const& leaf) { x.bytes_read += bytes_in(leaf); });
    auto loops = bind_nest<1>(e, where.shape);
    loops.set(0, where);
    loops.simplify();
    for (int d = 0; d < loops.ndim; ++d)
      if (loops.shape[d] != 1) x.loops.push_back(loops.shape[d]);
    if (overlaps) {
      x.temporaries = 1;
      x.temporary_bytes = x.bytes_written;
    }
  }
  x.bytes_written += x.temporary_bytes;
  x.bytes_read += x.temporaries ? x.temporary_bytes : 0; // the temporary is read again
  return x;
}

} // namespace detail

/// What `to = e` will do, of an array or a view that stays where it is: `gm::explain(a(in), a(before) + b)`;
/// `to += b` is `gm::explain(to, to + b)`. Nothing is computed. Throws `shape_error` where the shapes do not
/// fit.
template <assignable A, expression E>
explanation explain(A&& to, E const& e, source_location where = source_location::current()) {
  auto const& view = detail::as_view(to);
  using T = value_type_t<A>;
  if constexpr (detail::is_array<E>)
    return explain(std::forward<A>(to), detail::by_reference<E>(e), where);
  else {
    detail::check_assignable<T, policy_t<A>, E>();
    if (!detail::broadcasts_to(e.shape(), view.shape()))
      detail::throw_unlike_destination(e.shape(), view.shape(), where);
    return detail::explained<T>(view.layout(), detail::conflicts_any(view.source().data, view.layout(), e),
                                e);
  }
}

/// What `gm::ndarray y = e;` will do: the same into an array of its own.
template <expression E>
explanation explain(E const& e) {
  if constexpr (detail::is_array<E>)
    return explain(detail::by_reference<E>(e));
  else
    return detail::explained<value_type_t<E>>(detail::row_major_layout(e.shape()), false, e);
}

} // namespace gamut::inline GAMUT_ABI
