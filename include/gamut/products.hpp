// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Products of vectors and matrices: matmul and dot. A product is a lazy node of its own, so that `alpha *
// matmul(a, b) + beta * c` and `c += matmul(a, b)` are one GEMM into the destination, chosen at compile time;
// every other use of it computes it first.
#pragma once

#include <gamut/create.hpp>
#include <gamut/eval.hpp>
#include <gamut/manipulate.hpp>
#include <gamut/ndarray.hpp>
#include <gamut/operators.hpp>
#include <gamut/reduce.hpp>

#include <string>
#include <type_traits>

namespace gamut::inline GAMUT_ABI {

/// A matrix in memory as the backends' products take it: strides in elements, either may be anything.
template <class T, class Place = T*>
struct matrix {
  Place data;
  index rows, columns;
  index row_stride, column_stride;

  constexpr matrix transposed() const { return {data, columns, rows, column_stride, row_stride}; }
};
/// A vector in memory.
template <class T, class Place = T*>
struct vector {
  Place data;
  index size;
  index stride;
};

namespace detail {

/// Whether an operand lies in memory in the dtype of the product, so that it can be multiplied where it is.
template <class T, class E>
inline constexpr bool in_memory = requires(E const& e) {
  { e.bound() } -> std::same_as<leaf_t<T, typename E::policy>>;
};

template <class T, class E>
auto matrix_operand(E&& e, source_location where) {
  using A = std::remove_cvref_t<E>;
  if constexpr (in_memory<T, A>)
    return keep(std::forward<E>(e));
  else if constexpr (computation<A>) // another product, say
    return matrix_operand<T>(evaluated(e, where), where);
  else
    return ndarray<T, A::ndim, typename A::policy>(in_dtype<T>(e), where);
}

/// The matrix or the vector that a layout names from `data` on.
template <class Place>
auto matrix_of(Place const& data, layout<2> const& l) {
  return matrix<element_t<Place>, Place>{data, l.shape[0], l.shape[1], l.strides[0], l.strides[1]};
}
template <class Place>
auto vector_of(Place const& data, layout<1> const& l) {
  return vector<element_t<Place>, Place>{data, l.shape[0], l.strides[0]};
}

/// The axes before the last `Matrix` ones.
template <int Matrix, int N>
constexpr dims<N - Matrix> batch_of(dims<N> const& d) {
  dims<N - Matrix> batch;
  for (int i = 0; i < N - Matrix; ++i) batch[i] = d[i];
  return batch;
}

template <int N>
inline constexpr int matrix_axes = N < 2 ? N : 2;
template <int N>
inline constexpr int batch_axes = N - matrix_axes<N>;

/// The shape of a @ b, in NumPy's rule: vectors lend an axis, leading axes broadcast.
template <int N, int M>
auto matmul_shape(dims<N> const& a, dims<M> const& b, source_location where) {
  static_assert(
      N > 0 && M > 0,
      "gamut: matmul: input operand does not have enough dimensions (a number is multiplied with *)");
  index const inner_a = a[N - 1], inner_b = b[M == 1 ? 0 : M - 2];
  if (inner_a != inner_b)
    throw shape_error(message("matmul: input operands have a mismatch in their core dimension: shapes ", a,
                              " and ", b, " (size ", inner_b, " is different from ", inner_a, ")"),
                      where);
  auto const batch_a = batch_of<matrix_axes<N>>(a);
  auto const batch_b = batch_of<matrix_axes<M>>(b);
  constexpr int outer = max_ndim<batch_axes<N>, batch_axes<M>>;
  dims<outer> batch;
  for (index& extent : batch) extent = 1;
  if (!(broadcast_into(batch, batch_a) && broadcast_into(batch, batch_b)))
    throw shape_error(message("matmul: operands could not be broadcast together with shapes ", a, " ", b),
                      where);
  dims<outer + (N > 1) + (M > 1)> shape;
  for (int d = 0; d < outer; ++d) shape[d] = batch[d];
  if constexpr (N > 1) shape[outer] = a[N - 2];
  if constexpr (M > 1) shape[outer + (N > 1)] = b[M - 1];
  return shape;
}

/// The layout of the leading axes, and of the last `Own` ones.
template <int Own, int N>
layout<N - Own> outer_axes(layout<N> const& l) {
  return {batch_of<Own>(l.shape), batch_of<Own>(l.strides), l.offset};
}
template <int Own, int N>
layout<Own> inner_axes(layout<N> const& l) {
  layout<Own> inner;
  for (int d = 0; d < Own; ++d) {
    inner.shape[d] = l.shape[N - Own + d];
    inner.strides[d] = l.strides[N - Own + d];
  }
  return inner;
}

/// Calls `f(offsets)` for every place of the leading axes of several operands.
template <int N, int K, class F>
void for_each_place(nest<N, K> const& loops, F const& f) {
  for (index i = 0, n = loops.size(); i < n; ++i) {
    index at[K];
    for (int k = 0; k < K; ++k) at[k] = loops.offsets[k];
    for (index rest = i, d = N - 1; d >= 0; --d) {
      for (int k = 0; k < K; ++k) at[k] += rest % loops.shape[int(d)] * loops.strides[k][int(d)];
      rest /= loops.shape[int(d)];
    }
    f(at);
  }
}

/// The products of matrices at every place of the leading axes, operand 0 of the nest c's: one after another,
/// unless the policy has a function of this name for them.
template <class P, class T, class A, class B, class C, int N>
void gemm_at_places(P, T alpha, A const& a, B const& b, T beta, C const& c, nest<N, 3> const& places) {
  auto const moved = [](auto const& m, index by) {
    auto there = m;
    there.data = there.data + by;
    return there;
  };
  for_each_place(places, [&](index const* at) {
    gemm(P{}, alpha, moved(a, at[1]), moved(b, at[2]), beta, moved(c, at[0]));
  });
}

/// y = alpha * a @ x, of a matrix and vectors in memory.
template <class T, class Matrix, class From, class To>
struct matrix_by_vector {
  T alpha;
  Matrix a;
  From x;
  To y;
};
template <class T, class Matrix, class From, class To>
matrix_by_vector(T, Matrix, From, To) -> matrix_by_vector<T, Matrix, From, To>;
/// Several of them, in their order: one after another, unless the policy has a function of this name that
/// reads a matrix that they share only once.
template <class P, class... Product>
void gemv_together(P, Product const&... each) {
  (gemv(P{}, each.alpha, each.a, each.x, decltype(each.alpha)(0), each.y), ...);
}

/// alpha * (a @ b), not computed yet. Its operands lie in memory.
template <class Value, class A, class B>
class matrix_product {
  static constexpr int own_axes = (A::ndim > 1) + (B::ndim > 1);

public:
  using value_type = Value;
  using policy = typename common_policy<typename A::policy, typename B::policy>::type;
  static constexpr int ndim = max_ndim<batch_axes<A::ndim>, batch_axes<B::ndim>> + own_axes;

  matrix_product(Value alpha, A a, B b, source_location where)
      : alpha_(alpha),
        a_(std::move(a)),
        b_(std::move(b)),
        shape_(matmul_shape(a_.shape(), b_.shape(), where)) {}

  dims<ndim> const& shape() const { return shape_; }
  index size() const { return detail::product(shape_); }

  matrix_product scaled(Value by) && {
    alpha_ = math::times(alpha_, by);
    return std::move(*this);
  }

  bool conflicts_with(place_t<Value const, policy> to, layout<ndim> const& where) const {
    return touches(to, where, a_) || touches(to, where, b_);
  }
  void evaluate_into(place_t<Value, policy> to, layout<ndim> const& where) const {
    add_into(to, where, Value(0));
  }
  /// to = alpha * (a @ b) + beta * to: one GEMM (or GEMV) for each place of the leading axes.
  void add_into(place_t<Value, policy> to, layout<ndim> const& where, Value beta) const {
    auto const a = a_.layout();
    auto const b = b_.layout();
    auto const inner_a = inner_axes<matrix_axes<A::ndim>>(a);
    auto const inner_b = inner_axes<matrix_axes<B::ndim>>(b);
    auto const inner = inner_axes<own_axes>(where);
    nest<ndim - own_axes, 3> places;
    places.shape = batch_of<own_axes>(where.shape);
    places.set(0, outer_axes<own_axes>(where));
    places.set(1, outer_axes<matrix_axes<A::ndim>>(a));
    places.set(2, outer_axes<matrix_axes<B::ndim>>(b));
    if constexpr (A::ndim > 1 && B::ndim > 1)
      gemm_at_places(policy{}, alpha_, matrix_of(a_.bound().data, inner_a),
                     matrix_of(b_.bound().data, inner_b), beta, matrix_of(to, inner), places);
    else
      for_each_place(places, [&](index const* at) {
        auto const x = a_.bound().data + at[1];
        auto const y = b_.bound().data + at[2];
        if constexpr (B::ndim == 1)
          gemv(policy{}, alpha_, matrix_of(x, inner_a), vector_of(y, inner_b), beta,
               vector_of(to + at[0], inner));
        else
          gemv(policy{}, alpha_, matrix_of(y, inner_b).transposed(), vector_of(x, inner_a), beta,
               vector_of(to + at[0], inner));
      });
  }

  /// What is to be computed of a matrix and a vector.
  auto by_vector(vector<Value, place_t<Value, policy>> const& to) const requires(A::ndim + B::ndim == 3) {
    auto const both = [&](auto const& m, auto const& v) {
      return std::pair(matrix_of(m.bound().data + m.layout().offset, inner_axes<2>(m.layout())),
                       vector_of(v.bound().data + v.layout().offset, inner_axes<1>(v.layout())));
    };
    if constexpr (B::ndim == 1) {
      auto const [a, x] = both(a_, b_);
      return matrix_by_vector{alpha_, a, x, to};
    } else {
      auto const [a, x] = both(b_, a_);
      return matrix_by_vector{alpha_, a.transposed(), x, to};
    }
  }

  /// An element or a part of the product, which is computed for it.
  template <index_argument... I>
  auto operator()(I const&... args) && {
    return evaluated(*this)(args...);
  }
  auto T() && { return evaluated(*this).T(); }

private:
  Value alpha_;
  A a_;
  B b_;
  dims<ndim> shape_;
};

template <class E>
inline constexpr bool is_vector_product = false;
template <class T, class A, class B>
inline constexpr bool is_vector_product<matrix_product<T, A, B>> = A::ndim + B::ndim == 3;

/// A matrix by the product of a matrix and a vector, not computed yet: of `(a @ x) @ a` the matrix is read
/// once.
template <class Inner, class A>
class chained_product {
public:
  using value_type = typename Inner::value_type;
  using policy = typename Inner::policy;
  static constexpr int ndim = 1;

  /// a @ inner, or its transpose.
  chained_product(Inner inner, A a, bool transposed, source_location where)
      : inner_(std::move(inner)), a_(std::move(a)), transposed_(transposed) {
    shape_ = transposed ? matmul_shape(inner_.shape(), a_.shape(), where)
                        : matmul_shape(a_.shape(), inner_.shape(), where);
  }
  dims<1> const& shape() const { return shape_; }
  index size() const { return shape_[0]; }

  bool conflicts_with(place_t<value_type const, policy> to, layout<1> const& where) const {
    return inner_.conflicts_with(to, where) || touches(to, where, a_);
  }
  void evaluate_into(place_t<value_type, policy> to, layout<1> const& where) const {
    ndarray<value_type, 1, policy> between(inner_.shape());
    auto const y = vector_of(between.memory(), between.layout());
    auto const a = matrix_of(a_.bound().data + a_.layout().offset, inner_axes<2>(a_.layout()));
    vector<value_type const, place_t<value_type const, policy>> const x{y.data, y.size, y.stride};
    gemv_together(policy{}, inner_.by_vector(y),
                  matrix_by_vector{value_type(1), transposed_ ? a.transposed() : a, x,
                                   vector_of(to + where.offset, where)});
  }
  template <index_argument... I>
  auto operator()(I const&... args) && {
    return evaluated(*this)(args...);
  }

private:
  Inner inner_;
  A a_;
  bool transposed_;
  dims<1> shape_;
};

/// An expression and a product added to it: the expression is evaluated first, one GEMM goes on top.
template <class P, class E>
class product_plus {
public:
  using value_type = typename P::value_type;
  using policy = typename P::policy;
  static constexpr int ndim = P::ndim;

  product_plus(P product, E addend)
      : product_(std::move(product)),
        addend_(std::move(addend)),
        shape_(broadcast_shapes(product_.shape(), addend_.shape())) {}
  dims<ndim> const& shape() const { return shape_; }
  index size() const { return detail::product(shape_); }

  bool conflicts_with(place_t<value_type const, policy> to, layout<ndim> const& where) const {
    return product_.conflicts_with(to, where) || conflicts_any(to, where, addend_);
  }
  void evaluate_into(place_t<value_type, policy> to, layout<ndim> const& where) const {
    run<policy>(to, where, addend_);
    if (product_.shape() == shape_) return product_.add_into(to, where, value_type(1));
    auto const all = make_view(borrowed<value_type, policy>{to}, where);
    run<policy>(to, where, make_map<fn::add>(all, evaluated(product_)));
  }

private:
  P product_;
  E addend_;
  dims<ndim> shape_;
};

/// An addend as it is kept: another product stays one, to be computed in place.
template <class E>
auto keep_addend(E&& e) {
  if constexpr (computation<std::remove_cvref_t<E>>)
    return std::remove_cvref_t<E>(std::forward<E>(e));
  else
    return keep(std::forward<E>(e));
}

/// Whether `alpha * P` is still a product in its own dtype.
template <class S, class T>
concept scales = scalar<S> && std::same_as<result_type_t<T, weak<S>>, T>;
/// Whether `P + E` is a GEMM into E's values: same dtype, no more axes.
template <class E, class T, int N>
concept adds_to = expression<E> && ndim_v<E>
<= N&& std::same_as<promote_t<value_type_t<E>, T>, T>;

} // namespace detail

template <class T, class A, class B>
inline constexpr bool enable_expression<detail::matrix_product<T, A, B>> = true;
template <class P, class E>
inline constexpr bool enable_expression<detail::product_plus<P, E>> = true;
template <class P, class A>
inline constexpr bool enable_expression<detail::chained_product<P, A>> = true;

namespace detail {

// The GEMM forms. Each overload is more specialised than the elementwise operator it stands before. Numbers
// come by value: by reference to const they would fit worse than that operator takes them.

template <class T, class A, class B, scales<T> S>
auto operator*(S alpha, matrix_product<T, A, B>&& p) {
  return std::move(p).scaled(convert_scalar<T>(alpha));
}
template <class T, class A, class B, scales<T> S>
auto operator*(matrix_product<T, A, B>&& p, S alpha) {
  return std::move(p).scaled(convert_scalar<T>(alpha));
}
template <class T, class A, class B>
auto operator-(matrix_product<T, A, B>&& p) {
  return std::move(p).scaled(math::negated(T(1)));
}
template <class T, class A, class B, adds_to<T, matrix_product<T, A, B>::ndim> E>
auto operator+(matrix_product<T, A, B>&& p, E&& e) {
  return product_plus(std::move(p), keep_addend(std::forward<E>(e)));
}
template <class T, class A, class B, adds_to<T, matrix_product<T, A, B>::ndim> E>
requires(!computation<std::remove_cvref_t<E>>) auto operator+(E&& e, matrix_product<T, A, B>&& p) {
  return product_plus(std::move(p), keep_addend(std::forward<E>(e)));
}
template <class T, class A, class B, adds_to<T, matrix_product<T, A, B>::ndim> E>
auto operator-(E&& e, matrix_product<T, A, B>&& p) {
  return product_plus(-std::move(p), keep_addend(std::forward<E>(e)));
}
template <class T, class A, class B, adds_to<T, matrix_product<T, A, B>::ndim> E>
requires(!computation<std::remove_cvref_t<E>>) auto operator-(matrix_product<T, A, B>&& p, E&& e) {
  return product_plus(std::move(p), make_map<fn::negative>(std::forward<E>(e)));
}

/// `c += alpha * (a @ b)`: the GEMM adds to what is there, unless it would read what it writes.
template <class D, class T, class A, class B>
void add_product(D& to, matrix_product<T, A, B>&& p) {
  auto const c = as_view(to);
  if constexpr (std::same_as<value_type_t<D>, T> && ndim_v<D> == matrix_product<T, A, B>::ndim)
    if (c.shape() == p.shape() && !p.conflicts_with(c.source().data, c.layout()))
      return p.add_into(c.source().data, c.layout(), T(1));
  compound_assign<fn::add>(to, evaluated(p));
}
template <assignable D, class T, class A, class B>
D&& operator+=(D&& to, matrix_product<T, A, B>&& p) {
  add_product(to, std::move(p));
  return std::forward<D>(to);
}
template <assignable D, class T, class A, class B>
D&& operator-=(D&& to, matrix_product<T, A, B>&& p) {
  add_product(to, -std::move(p));
  return std::forward<D>(to);
}

/// Whether a product by a vector, which is being given away, is multiplied by a matrix in its own dtype.
template <class T, class Product, class A>
inline constexpr bool chains =
    !std::is_lvalue_reference_v<Product> && is_vector_product<std::remove_cvref_t<Product>> &&
    ndim_v<A> == 2 && std::same_as<value_type_t<Product>, T>;

} // namespace detail

/// The matrix product (np.matmul, a @ b): (..., n, k) and (..., k, m) make (..., n, m), a vector lends an
/// axis and loses it again. Lazy: what is done with it at once (`2. * matmul(a, b) + c`, `c += matmul(a, b)`)
/// becomes one GEMM. Throws `shape_error` where the core dimensions differ.
template <expression A, expression B>
auto matmul(A&& a, B&& b, source_location where = source_location::current()) {
  constexpr bool one_policy = detail::common_policy<policy_t<A>, policy_t<B>>::same;
  static_assert(one_policy, "gamut: the operands live under different policies; bring one to the other: "
                            "gm::to<gm::device>(a) or gm::to<gm::host>(a)");
  using T = promote_t<value_type_t<A>, value_type_t<B>>;
  if constexpr (std::same_as<T, bool>)
    return detail::evaluated(make_map<fn::not_equal>(
        detail::evaluated(matmul(astype<std::int64_t>(a), astype<std::int64_t>(b), where)), std::int64_t(0)));
  else if constexpr (half_floating<T>)
    return detail::rounded_once<T>(
        detail::evaluated(matmul(detail::in_dtype<float>(a), detail::in_dtype<float>(b), where)));
  else if constexpr (ndim_v<A> == 1 && ndim_v<B> == 1) {
    detail::matmul_shape(a.shape(), b.shape(), where);
    return detail::folded<fn::sum>::run<false>(detail::in_dtype<T>(std::forward<A>(a) * std::forward<B>(b)),
                                               shape_of(0), where);
  } else if constexpr (detail::chains<T, A, B>) {
    return detail::chained_product(std::forward<A>(a), detail::matrix_operand<T>(std::forward<B>(b), where),
                                   true, where);
  } else if constexpr (detail::chains<T, B, A>) {
    return detail::chained_product(std::forward<B>(b), detail::matrix_operand<T>(std::forward<A>(a), where),
                                   false, where);
  } else {
    auto x = detail::matrix_operand<T>(std::forward<A>(a), where);
    auto y = detail::matrix_operand<T>(std::forward<B>(b), where);
    return detail::matrix_product<T, decltype(x), decltype(y)>(T(1), std::move(x), std::move(y), where);
  }
}

/// The dot product (np.dot): of vectors their inner product, of matrices the matrix product; a last operand
/// with more axes is contracted over its second-to-last one.
template <operand A, operand B>
auto dot(A&& a, B&& b, source_location where = source_location::current()) {
  if constexpr (!expression<A> || !expression<B>)
    return std::forward<A>(a) * std::forward<B>(b);
  else if constexpr (ndim_v<A> == 0 || ndim_v<B> == 0)
    return std::forward<A>(a) * std::forward<B>(b);
  else {
    static_assert(ndim_v<B> <= 2,
                  "gamut: dot with a second operand of more than two dimensions: use gm::matmul for "
                  "stacks of matrices");
    return matmul(std::forward<A>(a), std::forward<B>(b), where);
  }
}

} // namespace gamut::inline GAMUT_ABI
