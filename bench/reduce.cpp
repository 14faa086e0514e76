// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Reductions along every axis and over all, of square, cubic, tall and wide arrays. Their names are
// `op/shape/axis/dtype/threads`.
#include "bench.hpp"

#include <concepts>
#include <optional>

namespace gm = gamut;

namespace {

/// One reduction of an array over one axis, or over all.
template <class Op, int N>
struct reduced {
  using dtype = typename Op::dtype;
  using value = typename decltype(Op::over(std::declval<gm::ndarray<dtype, N> const&>()))::value_type;
  gm::ndarray<dtype, N> a;
  std::optional<int> axis;
  gm::ndarray<value, N - 1> along{};
  gm::ndarray<value, 0> whole{};

  reduced(gm::dims<N> const& shape, std::optional<int> which) : a(operand(shape)), axis(which) {}
  /// Truth values are all false, so that none ends the search.
  static gm::ndarray<dtype, N> operand(gm::dims<N> const& shape) {
    if constexpr (std::same_as<dtype, bool>)
      return gm::zeros<bool>(shape);
    else
      return bench::uniform<dtype>(1, shape);
  }
  void operator()() {
    if (axis)
      along = Op::over(a, *axis);
    else
      whole = Op::over(a);
  }
  gm::ndarray<value, 1> result() const {
    if (axis) return gm::ndarray<value, 1>(gm::ravel(along));
    return gm::ndarray<value, 1>(gm::ravel(whole));
  }
};

template <class Op, int N>
void add(std::string const& op, gm::dims<N> const& shape) {
  auto const one = [&](std::string const& which, std::optional<int> axis) {
    bench::add(op + "/" + bench::extents(shape) + "/" + which + "/" +
                   std::string(gm::dtype_name<typename Op::dtype>()) + "/1",
               {double(gm::detail::product(shape))}, [=] { return reduced<Op, N>(shape, axis); });
  };
  for (int axis = 0; axis < N; ++axis) one(std::string("axis").append(std::to_string(axis)), axis);
  one("all", std::nullopt);
}
template <class Op>
void add_shapes(std::string const& op) {
  add<Op>(op, gm::shape_of(1000, 1000));
  add<Op>(op, gm::shape_of(100, 100, 100));
  add<Op>(op, gm::shape_of(1'000'000, 3));
  add<Op>(op, gm::shape_of(3, 1'000'000));
}

#define REDUCTION(name, of)                                                                                  \
  struct name {                                                                                              \
    using dtype = of;                                                                                        \
    template <class A, class... Axis>                                                                        \
    static auto over(A const& a, Axis... axis) {                                                             \
      return gm::name(a, axis...);                                                                           \
    }                                                                                                        \
  };
REDUCTION(sum, double)
REDUCTION(mean, double)
REDUCTION(max, double)
REDUCTION(argmax, double)
REDUCTION(any, bool)
#undef REDUCTION

} // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, [] {
    add_shapes<sum>("sum");
    add_shapes<mean>("mean");
    add_shapes<max>("max");
    add_shapes<argmax>("argmax");
    add_shapes<any>("any");
  });
}
