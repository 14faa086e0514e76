// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A differential fuzzer of assignment: random programs of the statements of assignments.inc over random views
// of the same few arrays, which overlap in every way. Each is held against a plain loop that copies its
// operands first, and against NumPy by assignments.py, which reads the same program from `--print`. What
// differs is made shorter and printed, and the exit status is 1.
//
//   assignments [--seed S] [--assignments N] [--print] [--replay FILE]
//
// S is the first program's seed, the next one's is one more. With --replay the program is a file of lines as
// --print writes them.
#include <gamut/gamut.hpp>
#if defined(GAMUT_DEVICE_EMULATED)
#include <gamut/device.hpp>
#endif
#if defined(GAMUT_TEST_CLUSTER)
#include <gamut/cluster.hpp>
#endif

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <tuple>
#include <valarray>
#include <vector>

#ifndef GAMUT_TEST_POLICY
#define GAMUT_TEST_POLICY host
#endif

namespace {

namespace gm = gamut;
using gm::_, gm::ellipsis, gm::slice, gm::index;
using P = gm::GAMUT_TEST_POLICY;

using u8 = std::uint8_t;
using i32 = std::int32_t;
using i64 = std::int64_t;
using f32 = float;
using f64 = double;
using c128 = std::complex<double>;

using generator = std::mt19937_64;
index below(generator& random, index n) { return index(random() % std::uint64_t(n)); }

// --- what a program is -----------------------------------------------------------------------------------

constexpr index whole = 1'000'000'000; // a missing bound

/// A view as it is written, and where its elements are.
struct view_text {
  int kind = 0; // 0: of the array as a cube; 1: a window with any strides
  int base = 0;
  std::array<int, 3> axes{0, 1, 2};
  std::array<index, 2> fixed{};              // the leading axes' places
  std::array<std::array<index, 3>, 3> cut{}; // start, stop, step of the others
  std::vector<index> shape, strides;
  index offset = 0;
};

struct statement {
  int row = 0;
  index k = 0;
  view_text d, x, y;
};

struct program {
  index size = 120;
  std::uint64_t seed = 0;
  int threads = 1;
  std::vector<statement> statements; // row -1: all values become small
};

std::array<index, 3> cube(int base, index n) {
  switch (base) {
  case 0:
    return {4, 5, n / 20};
  case 1:
    return {2, 6, n / 12};
  case 2:
    return {1, 1, n};
  case 3:
    return {n, 1, 1};
  case 4:
    return {3, n / 3, 1};
  default:
    return {n / 20, 5, 4};
  }
}

void write(std::ostream& out, view_text const& v, std::size_t n) {
  if (v.kind == 1) {
    out << " 1 " << v.offset;
    for (std::size_t d = 0; d < n; ++d) out << ' ' << v.shape[d] << ' ' << v.strides[d];
    return;
  }
  out << " 0 " << v.base;
  for (int const a : v.axes) out << ' ' << a;
  for (std::size_t d = 0; d < 3 - n; ++d) out << ' ' << v.fixed[d];
  for (std::size_t d = 0; d < n; ++d)
    for (index const b : v.cut[d]) out << ' ' << b;
}

/// Where the elements of a view of a cube are, by Python's rules for slices.
void place(view_text& v, index size, std::size_t n) {
  auto const extents = cube(v.base, size);
  std::array<index, 3> const steps{extents[1] * extents[2], extents[2], 1};
  v.offset = 0;
  v.shape.clear();
  v.strides.clear();
  for (std::size_t d = 0; d < 3; ++d) {
    index const extent = extents[std::size_t(v.axes[d])], stride = steps[std::size_t(v.axes[d])];
    if (d < 3 - n) {
      index const i = v.fixed[d];
      v.offset += (i < 0 ? i + extent : i) * stride;
      continue;
    }
    auto const [from, to, step] = v.cut[d - (3 - n)];
    auto const bound = [extent, step = step](index i, index missing) {
      if (i == whole) return missing;
      if (i < 0) i += extent;
      return step > 0 ? std::clamp(i, index(0), extent) : std::clamp(i, index(-1), extent - 1);
    };
    index const first = bound(from, step > 0 ? 0 : extent - 1), last = bound(to, step > 0 ? extent : -1);
    index const count = step > 0 ? (last - first + step - 1) / step : (first - last - step - 1) / -step;
    v.shape.push_back(std::max(index(0), count));
    v.strides.push_back(stride * step);
    if (count > 0) v.offset += first * stride;
  }
}

view_text read_view(std::istream& in, index size, std::size_t n) {
  view_text v;
  in >> v.kind;
  if (v.kind == 1) {
    in >> v.offset;
    v.shape.resize(n);
    v.strides.resize(n);
    for (std::size_t d = 0; d < n; ++d) in >> v.shape[d] >> v.strides[d];
    return v;
  }
  in >> v.base;
  for (int& a : v.axes) in >> a;
  for (std::size_t d = 0; d < 3 - n; ++d) in >> v.fixed[d];
  for (std::size_t d = 0; d < n; ++d)
    for (index& b : v.cut[d]) in >> b;
  place(v, size, n);
  return v;
}

/// A slice that selects exactly `count` of `extent` elements.
std::array<index, 3> any_slice(generator& random, index extent, index count) {
  index const widest = count > 1 ? (extent - 1) / (count - 1) : 3;
  index const step = 1 + below(random, std::min(widest, index(5)));
  if (count == 0) {
    index const at = below(random, extent + 1);
    return {at, at, step};
  }
  index const first = below(random, extent - step * (count - 1)), last = first + step * (count - 1);
  std::array<index, 3> s =
      random() % 2 == 0 ? std::array{first, last + 1, step} : std::array{last, first - 1, -step};
  if (s[2] < 0 && s[1] < 0) s[1] = whole;
  if (s[0] == (s[2] > 0 ? 0 : extent - 1) && random() % 2) s[0] = whole;
  if (s[2] > 0 && s[1] == extent && random() % 2) s[1] = whole;
  for (std::size_t const b : {0u, 1u}) // counted from the end
    if (s[b] != whole && s[b] < extent && random() % 4 == 0) s[b] -= extent;
  return s;
}

/// A view of that shape, or of any where it is empty.
view_text any_view(generator& random, index size, std::size_t n, std::vector<index> const* shape, index most,
                   bool window) {
  view_text v;
  for (int attempt = 0; attempt < 12 && !(window && random() % 4 == 0); ++attempt) {
    v.base = int(random() % 6);
    std::shuffle(v.axes.begin(), v.axes.end(), random);
    auto const extents = cube(v.base, size);
    bool fits = true;
    for (std::size_t d = 0; d < 3; ++d) {
      index const extent = extents[std::size_t(v.axes[d])];
      if (d < 3 - n) {
        v.fixed[d] = below(random, 2 * extent) - extent;
        continue;
      }
      std::size_t const to = d - (3 - n);
      index count = 0;
      if (shape)
        count = (*shape)[to];
      else if (index const widest = std::min(extent, most); random() % 60 != 0)
        count = random() % 3 == 0 ? widest : 1 + below(random, widest);
      fits = fits && count <= extent;
      if (fits) v.cut[to] = any_slice(random, extent, count);
    }
    if (!fits) continue;
    place(v, size, n);
    return v;
  }
  // No cube is as large as that: a window onto the array.
  v.kind = 1;
  v.shape = shape ? *shape : std::vector<index>(n, 1);
  v.strides.assign(n, 0);
  v.offset = below(random, size);
  index low = v.offset, high = v.offset;
  for (std::size_t d = 0; d < n; ++d) {
    index const stride = below(random, 25) - 12, reached = (v.shape[d] - 1) * stride;
    if (v.shape[d] == 0 || low + std::min(reached, index(0)) < 0 ||
        high + std::max(reached, index(0)) >= size)
      continue; // the axis repeats
    v.strides[d] = stride;
    (reached < 0 ? low : high) += reached;
  }
  return v;
}

// --- the arrays, gamut's and the plain ones --------------------------------------------------------------

template <template <class> class Of>
using all_arrays = std::tuple<Of<bool>, Of<u8>, Of<i32>, Of<i64>, Of<f32>, Of<f64>, Of<c128>>;
template <class T>
using gamut_array = gm::ndarray<T, 1, P>;
using gamut_arrays = all_arrays<gamut_array>;
using plain_arrays = all_arrays<std::valarray>;

template <class T>
T first_value(index i, std::uint64_t seed) {
  auto const v = (std::uint64_t(i) * 7919 + seed * 104729 + sizeof(T) * 31) % 16;
  if constexpr (std::same_as<T, bool>)
    return v % 2 == 1;
  else if constexpr (std::same_as<T, u8>)
    return u8(v);
  else if constexpr (std::same_as<T, c128>)
    return c128(double(v) - 5, double(v % 5));
  else
    return static_cast<T>(static_cast<T>(v) - 5);
}

plain_arrays first_plain(program const& p) {
  plain_arrays a;
  std::apply(
      [&]<class... T>(std::valarray<T>&... one) {
        auto const fill = [&]<class U>(std::valarray<U>& values) {
          values.resize(std::size_t(p.size));
          for (index i = 0; i < p.size; ++i) values[std::size_t(i)] = first_value<U>(i, p.seed);
        };
        (fill(one), ...);
      },
      a);
  return a;
}
template <class T>
gamut_array<T> to_gamut(std::valarray<T> const& from) {
  gm::ndarray<T, 1, gm::host> a(gm::shape_of(index(from.size())));
  std::copy(std::begin(from), std::end(from), a.begin());
  return gm::to<P>(a);
}
gamut_arrays first_gamut(program const& p) {
  return std::apply([](auto const&... one) { return gamut_arrays(to_gamut(one)...); }, first_plain(p));
}

/// The same bits, but for the sign and the payload of nan.
template <class T>
bool same(T a, T b) {
  if constexpr (std::same_as<T, c128>)
    return same(a.real(), b.real()) && same(a.imag(), b.imag());
  else if constexpr (std::floating_point<T>)
    return (a != a && b != b) || (a == b && std::signbit(a) == std::signbit(b));
  else
    return a == b;
}
template <class T>
bool equal(gamut_array<T> const& a, std::valarray<T> const& b) {
  auto const got = gm::to<gm::host>(a);
  return std::equal(got.begin(), got.end(), std::begin(b), [](T x, T y) { return same(x, y); });
}
bool equal(gamut_arrays const& a, plain_arrays const& b) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (equal(std::get<I>(a), std::get<I>(b)) && ...);
  }
  (std::make_index_sequence<7>());
}

/// Values become small again, so that sums and products stay exact.
template <class T>
T small(T v) {
  if constexpr (std::same_as<T, bool>)
    return v;
  else if constexpr (std::same_as<T, c128>)
    return std::fabs(v.real()) < 1e3 && std::fabs(v.imag()) < 1e3 ? v : c128(1, -2);
  else if constexpr (std::floating_point<T>) {
    if (!std::isfinite(v)) return 3;
    T r = std::fmod(std::rint(v), T(16));
    r = r < 0 ? r + 16 : r;
    return r == 0 ? T(0) : r;
  } else
    return T(T(v % 16 + (v % 16 < 0 ? 16 : 0)) - T(std::signed_integral<T> ? 5 : 0));
}
template <class T>
void make_small(gamut_array<T>& m) {
  if constexpr (std::same_as<T, c128>)
    m = gm::where(gm::abs(gm::real(m)) < 1e3 && gm::abs(gm::imag(m)) < 1e3, m, c128(1, -2));
  else if constexpr (std::floating_point<T>)
    m = gm::where(gm::isfinite(m), gm::remainder(gm::rint(m), T(16)), T(3));
  else if constexpr (std::signed_integral<T>)
    m = gm::remainder(m, T(16)) - T(5);
  else if constexpr (std::same_as<T, u8>)
    m = gm::remainder(m, T(16));
}

// --- the words of assignments.inc ------------------------------------------------------------------------

template <std::integral T>
constexpr std::uint64_t W(T v) { // where overflow wraps
  return std::uint64_t(i64(v));
}
double larger(double a, double b) { return a != a ? a : b != b ? b : a > b ? a : b; }
double smaller(double a, double b) { return a != a ? a : b != b ? b : a < b ? a : b; }
c128 times(c128 a, c128 b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}
c128 times(c128 a, double b) { return times(a, c128(b)); }
template <class T>
T floored_quotient(T x, T y) {
  if (y == 0) return 0;
  if (y == -1) return T(0 - W(x));
  return T(x / y - (x % y != 0 && (x < 0) != (y < 0)));
}
template <class T>
T floored_remainder(T x, T y) {
  return y == 0 || y == -1 ? 0 : T(x % y + (x % y != 0 && (x < 0) != (y < 0) ? y : 0));
}

/// What a reference sees: values of the operands before the statement, in the order of their elements.
template <class D, class X, class Y>
struct parts {
  std::vector<index> shape, x_shape, y_shape;
  std::vector<index> d_at, x_at;
  std::valarray<D> d, m; // the destination's values, and all of its memory
  std::valarray<X> x;
  std::valarray<Y> y;
  index k;
  std::valarray<D>* memory;
};

std::size_t z(index i) { return std::size_t(i); }

template <class Parts, class F>
void both(Parts& p, F const& f) {
  for (std::size_t i = 0; i < p.d.size(); ++i) {
    auto const [a, b] = f(p.x[i], p.y[i]);
    p.d[i] = a;
    p.x[i] = b;
  }
  for (std::size_t i = 0; i < p.d.size(); ++i) (*p.memory)[z(p.d_at[i])] = p.d[i];
  for (std::size_t i = 0; i < p.d.size(); ++i) (*p.memory)[z(p.x_at[i])] = p.d[i] = p.x[i];
  for (std::size_t i = 0; i < p.d.size(); ++i) p.d[i] = (*p.memory)[z(p.d_at[i])];
}
template <class Parts>
void exchange(Parts& p) {
  auto const old = p.d;
  for (std::size_t i = 0; i < p.d.size(); ++i) (*p.memory)[z(p.d_at[i])] = p.x[i];
  for (std::size_t i = 0; i < p.d.size(); ++i) (*p.memory)[z(p.x_at[i])] = old[i];
  for (std::size_t i = 0; i < p.d.size(); ++i) p.d[i] = (*p.memory)[z(p.d_at[i])];
}
template <class Parts, class F>
void product(Parts& p, F const& f) {
  index const n = p.shape[1], terms = p.x_shape[1];
  for (index i = 0; i < index(p.d.size()); ++i) {
    auto sum = p.d[z(i)];
    sum = 0;
    for (index j = 0; j < terms; ++j) sum += p.x[z(i / n * terms + j)] * p.y[z(j * n + i % n)];
    p.d[z(i)] = f(p.d[z(i)], sum);
  }
}
template <class Parts>
void turned(Parts& p) { // the rows backwards
  index const rows = p.shape[0], columns = p.shape[1];
  for (index i = 0; i < rows; ++i)
    for (index j = 0; j < columns; ++j) p.d[z(i * columns + j)] = 2. * p.x[z((rows - 1 - i) * columns + j)];
}
template <class Parts>
void column_sums(Parts& p) {
  for (index i = 0; i < index(p.d.size()); ++i) {
    index const columns = p.shape[1];
    p.d[z(i)] = 0;
    for (index j = 0; j < p.shape[0]; ++j) p.d[z(i)] += p.x[z(j * columns + i % columns)];
  }
}
[[maybe_unused]] void scatter(auto& p) {
  for (std::size_t i = 0; i < p.x.size(); ++i) (*p.memory)[(i * 7 + z(p.k)) % p.m.size()] = p.x[i];
  for (std::size_t i = 0; i < p.d.size(); ++i) p.d[i] = (*p.memory)[z(p.d_at[i])];
}
template <class Parts, class F>
[[maybe_unused]] void shifted(Parts& p, int axis, F const& f) {
  index const rows = p.shape[0], columns = p.shape[1];
  auto const old = p.d;
  for (index i = 0; i < rows; ++i)
    for (index j = 0; j < columns; ++j) {
      index const to = axis == 0 ? (i + p.k) % rows * columns + j : i * columns + (j + p.k) % columns;
      p.d[z(to)] = f(old[z(to)], p.x[z(i * columns + j)]);
    }
}
template <class Parts, class F>
[[maybe_unused]] void each_of(Parts& p, F const& f) {
  for (std::size_t i = 0; i < p.d.size(); ++i) p.d[i] = f(p.d[i], p.x[i], p.y[i]);
}
[[maybe_unused]] void compressed(auto& p) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < p.d.size(); ++i)
    if (p.x[i]) p.d[i] = p.m[next++];
}
[[maybe_unused]] void sorted(auto& p) {
  if (p.shape[1] == 0) return;
  for (std::size_t row = 0; row < p.d.size(); row += z(p.shape[1])) {
    std::vector<double> values(std::begin(p.x) + index(row), std::begin(p.x) + index(row) + p.shape[1]);
    std::stable_sort(values.begin(), values.end(),
                     [](double a, double b) { return a < b || (b != b && a == a); });
    for (std::size_t j = 0; j < values.size(); ++j) p.d[row + j] = values[j];
  }
}

// --- the statements --------------------------------------------------------------------------------------

enum class shapes { fit, exact, row, number, product, two };

struct row {
  std::string d, x, y;
  int ndim;
  shapes rule;
  char const* numpy;
  void (*run)(gamut_arrays&, statement const&);
  void (*reference)(plain_arrays&, statement const&);
};
std::vector<row>& rows() {
  static std::vector<row> all;
  return all;
}

template <int N, class T>
auto gamut_view(gamut_array<T>& m, view_text const& v) {
  if (v.kind == 1) {
    gm::layout<N> l{{}, {}, v.offset};
    for (int d = 0; d < N; ++d) {
      l.shape[d] = v.shape[std::size_t(d)];
      l.strides[d] = v.strides[std::size_t(d)];
    }
    return gm::array_view<T, N, P>(m.to_source(), l);
  }
  auto const e = cube(v.base, m.size());
  auto const all = gm::transpose(gm::reshape(m, {e[0], e[1], e[2]}), {v.axes[0], v.axes[1], v.axes[2]});
  auto const cut = [&](std::size_t d) {
    auto const bound = [](index b) { return b == whole ? slice::bound(_) : slice::bound(b); };
    return slice(bound(v.cut[d][0]), bound(v.cut[d][1]), v.cut[d][2]);
  };
  if constexpr (N == 3)
    return all(cut(0), cut(1), cut(2));
  else if constexpr (N == 2)
    return all(v.fixed[0], cut(0), cut(1));
  else
    return all(v.fixed[0], v.fixed[1], cut(0));
}

/// Where the elements of a view are, broadcast to a shape.
std::vector<index> places(view_text const& v, std::vector<index> const& shape) {
  std::vector<index> at;
  std::size_t total = 1;
  for (index const e : shape) total *= z(e);
  at.reserve(total);
  std::vector<index> i(shape.size(), 0);
  for (; total > 0; --total) {
    index place = v.offset;
    for (std::size_t d = 0; d < shape.size(); ++d) place += v.shape[d] == 1 ? 0 : i[d] * v.strides[d];
    at.push_back(place);
    for (std::size_t d = shape.size(); d-- > 0;) {
      if (++i[d] < shape[d]) break;
      i[d] = 0;
    }
  }
  return at;
}
template <class T>
std::valarray<T> values_at(std::valarray<T> const& m, std::vector<index> const& at) {
  std::valarray<T> v(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) v[i] = m[z(at[i])];
  return v;
}

template <class D, class X, class Y, int N, class Run, class One>
void add_elements(char const* d, char const* x, char const* y, shapes rule, char const* numpy, Run, One) {
  rows().push_back({d, x, y, N, rule, numpy,
                    [](gamut_arrays& all, statement const& s) {
                      auto& m = std::get<gamut_array<D>>(all);
                      auto to = gamut_view<N>(m, s.d);
                      auto from_x = gamut_view<N>(std::get<gamut_array<X>>(all), s.x);
                      auto from_y = gamut_view<N>(std::get<gamut_array<Y>>(all), s.y);
                      Run{}(to, from_x, from_y, m, s.k);
                    },
                    [](plain_arrays& all, statement const& s) {
                      auto& m = std::get<std::valarray<D>>(all);
                      auto const at = places(s.d, s.d.shape);
                      auto const vd = values_at(m, at);
                      auto const vx = values_at(std::get<std::valarray<X>>(all), places(s.x, s.d.shape));
                      auto const vy = values_at(std::get<std::valarray<Y>>(all), places(s.y, s.d.shape));
                      std::valarray<D> made(at.size());
                      for (std::size_t i = 0; i < at.size(); ++i)
                        made[i] = static_cast<D>(One{}(vd[i], vx[i], vy[i], m));
                      for (std::size_t i = 0; i < at.size(); ++i) m[z(at[i])] = made[i];
                    }});
}
template <class D, class X, class Y, shapes Rule, class Run, class Whole>
void add_whole(char const* d, char const* x, char const* y, char const* numpy, Run, Whole) {
  rows().push_back({d, x, y, 2, Rule, numpy,
                    [](gamut_arrays& all, statement const& s) {
                      auto& m = std::get<gamut_array<D>>(all);
                      auto to = gamut_view<2>(m, s.d);
                      auto from_x = gamut_view<2>(std::get<gamut_array<X>>(all), s.x);
                      auto from_y = gamut_view<2>(std::get<gamut_array<Y>>(all), s.y);
                      Run{}(to, from_x, from_y, m, s.k);
                    },
                    [](plain_arrays& all, statement const& s) {
                      auto& m = std::get<std::valarray<D>>(all);
                      auto const &xs = Rule == shapes::product ? s.x.shape : s.d.shape,
                                 &ys = Rule == shapes::product ? s.y.shape : s.d.shape;
                      parts<D, X, Y> p{s.d.shape, xs,  ys, places(s.d, s.d.shape), places(s.x, xs), {}, m, {},
                                       {},        s.k, &m};
                      p.d = values_at(m, p.d_at);
                      p.x = values_at(std::get<std::valarray<X>>(all), p.x_at);
                      p.y = values_at(std::get<std::valarray<Y>>(all), places(s.y, ys));
                      Whole{}(p);
                      for (std::size_t i = 0; i < p.d.size(); ++i) m[z(p.d_at[i])] = p.d[i];
                    }});
}

#define GAMUT_RUN(...)                                                                                       \
  []([[maybe_unused]] auto& d, [[maybe_unused]] auto& x, [[maybe_unused]] auto& y, [[maybe_unused]] auto& m, \
     [[maybe_unused]] index k) { __VA_ARGS__; }
#define GAMUT_ONE(D, X, Y, one)                                                                              \
  []([[maybe_unused]] D d, [[maybe_unused]] X x, [[maybe_unused]] Y y,                                       \
     [[maybe_unused]] std::valarray<D> const& m) { return one; }
#define GAMUT_ELEMENTS(N, D, X, Y, rule, numpy, run, one)                                                    \
  add_elements<D, X, Y, N>(#D, #X, #Y, shapes::rule, numpy, GAMUT_RUN(run), GAMUT_ONE(D, X, Y, one));

void add_rows() {
#define EACH(D, X, Y, rule, numpy, run, one) GAMUT_ELEMENTS(2, D, X, Y, rule, numpy, run, one)
#define EACH_N(D, X, Y, rule, numpy, run, one)                                                               \
  GAMUT_ELEMENTS(1, D, X, Y, rule, numpy, run, one)                                                          \
  GAMUT_ELEMENTS(2, D, X, Y, rule, numpy, run, one)                                                          \
  GAMUT_ELEMENTS(3, D, X, Y, rule, numpy, run, one)
#define WHOLE(D, X, Y, rule, numpy, run, whole)                                                              \
  add_whole<D, X, Y, shapes::rule>(#D, #X, #Y, numpy, GAMUT_RUN(run), [](auto& p) { whole; });
#if !defined(GAMUT_TEST_CLUSTER)
#define CHOSEN EACH
#define CHOSEN_N EACH_N
#define CHOSEN_WHOLE WHOLE
#endif
#include "assignments.inc"
}

void run(gamut_arrays& all, statement const& s) {
  if (s.row >= 0) return rows()[z(s.row)].run(all, s);
  std::apply([](auto&... m) { (make_small(m), ...); }, all);
}
void reference(plain_arrays& all, statement const& s) {
  if (s.row >= 0) return rows()[z(s.row)].reference(all, s);
  std::apply(
      [](auto&... m) {
        auto const each = [](auto& values) {
          for (auto& v : values) v = small(v);
        };
        (each(m), ...);
      },
      all);
}

statement any_statement(generator& random, index size) {
  statement s;
  s.row = int(random() % rows().size());
  row const& r = rows()[z(s.row)];
  auto const n = std::size_t(r.ndim);
  s.k = below(random, 120);
  index const most = r.rule == shapes::product ? 12 : size;
  auto const repeated = [&](bool always_first, bool always) {
    std::vector<index> shape = s.d.shape;
    for (std::size_t d = 0; d < n; ++d)
      if (always || (always_first && d == 0) || (r.rule == shapes::fit && random() % 8 == 0)) shape[d] = 1;
    return shape;
  };
  s.d = any_view(random, size, n, nullptr, most, false);
  std::vector<index> x = s.d.shape, y = s.d.shape;
  bool const windows = r.rule != shapes::two;
  switch (r.rule) {
  case shapes::fit:
    x = repeated(false, false);
    y = repeated(false, false);
    break;
  case shapes::row:
    y = repeated(true, false);
    break;
  case shapes::number:
    y = repeated(false, true);
    break;
  case shapes::product: {
    index const terms = 1 + below(random, 8);
    x[1] = terms;
    y[0] = terms;
    break;
  }
  default:
    break;
  }
  s.x = any_view(random, size, n, &x, most, windows);
  s.y = any_view(random, size, n, &y, most, true);
  if (!windows && s.x.kind == 1) s.x = s.d; // no element twice
  return s;
}

program any_program(std::uint64_t seed, int length) {
  generator random(seed);
  program p;
  p.seed = seed;
#if defined(GAMUT_TEST_CLUSTER)
  p.size = seed % 50 == 49 ? 120 * 300 : 120; // large enough to be cut into tiles
#else
  p.size = seed % 997 == 996 ? 120 * 1000 : seed % 16 == 15 ? 120 * 16 : 120;
#endif
  p.threads = 1 + int(seed % 3);
  if (p.size > 10'000) length = std::min(length, 6);
  for (int i = 0; i < length; ++i) {
    statement one = any_statement(random, p.size);
    // alpha * (x @ y) + beta * d is one product, which adds in its own order: exact of small values.
    if (rows()[z(one.row)].rule == shapes::product) p.statements.push_back({-1, 0, {}, {}, {}});
    p.statements.push_back(std::move(one));
    if (i % 4 == 3) p.statements.push_back({-1, 0, {}, {}, {}});
  }
  return p;
}

// --- running, shortening and printing --------------------------------------------------------------------

/// Whether a program differs from its reference, and after which statement.
int difference(program const& p) {
  gm::set_num_threads(p.threads);
  auto got = first_gamut(p);
  auto expected = first_plain(p);
  for (std::size_t i = 0; i < p.statements.size(); ++i) {
    run(got, p.statements[i]);
    reference(expected, p.statements[i]);
    if (p.size > 10'000 || i + 1 == p.statements.size())
      if (!equal(got, expected)) return int(i);
  }
  return -1;
}

void print(std::ostream& out, program const& p) {
  out << "p " << p.seed << ' ' << p.size << ' ' << p.threads << '\n';
  for (statement const& s : p.statements) {
    if (s.row < 0) {
      out << "s\n";
      continue;
    }
    auto const n = std::size_t(rows()[z(s.row)].ndim);
    out << s.row << ' ' << s.k;
    write(out, s.d, n);
    write(out, s.x, n);
    write(out, s.y, n);
    out << '\n';
  }
}
program read(std::istream& in) {
  program p;
  std::string word, line;
  in >> word >> p.seed >> p.size >> p.threads;
  while (in >> word) {
    if (word == "s") {
      p.statements.push_back({-1, 0, {}, {}, {}});
      continue;
    }
    statement s;
    s.row = std::stoi(word);
    auto const n = std::size_t(rows().at(z(s.row)).ndim);
    in >> s.k;
    s.d = read_view(in, p.size, n);
    s.x = read_view(in, p.size, n);
    s.y = read_view(in, p.size, n);
    p.statements.push_back(std::move(s));
  }
  return p;
}

void print_rows(std::ostream& out) {
  for (row const& r : rows())
    out << "row " << r.ndim << ' ' << r.d << ' ' << r.x << ' ' << r.y << ' ' << r.numpy << '\n';
}
/// The program, and what its arrays are behind it, as NumPy shall check.
void print_with_result(program const& p) {
  gm::set_num_threads(p.threads);
  auto got = first_gamut(p);
  for (statement const& s : p.statements) run(got, s);
  print(std::cout, p);
  std::apply(
      [](auto const&... m) {
        std::cout << "r " << (... + std::size_t(m.nbytes())) << '\n';
        auto const each = [](auto const& one) {
          auto const on_host = gm::to<gm::host>(one);
          std::cout.write(reinterpret_cast<char const*>(on_host.data()), on_host.nbytes());
        };
        (each(m), ...);
      },
      got);
}

/// Leaves out every statement without which the program still differs.
program shortened(program p) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = p.statements.size(); i-- > 0;) {
      program fewer = p;
      fewer.statements.erase(fewer.statements.begin() + index(i));
      if (difference(fewer) < 0) continue;
      p = std::move(fewer);
      again = true;
    }
  }
  return p;
}

void show(view_text const& v) {
  std::cout << "offset " << v.offset << ", shape (";
  for (index const e : v.shape) std::cout << e << ',';
  std::cout << "), strides (";
  for (index const e : v.strides) std::cout << e << ',';
  std::cout << ")\n";
}
int report(program p) {
  int const at = difference(p);
  p.statements.resize(z(at + 1));
  p = shortened(std::move(p));
  std::cout << "differs from copying first:\n";
  print(std::cout, p);
  for (statement const& s : p.statements) {
    if (s.row < 0) continue;
    row const& r = rows()[z(s.row)];
    std::cout << r.numpy << "   # k = " << s.k << "\n  d: " << r.d << ", ";
    show(s.d);
    std::cout << "  x: " << r.x << ", ";
    show(s.x);
    std::cout << "  y: " << r.y << ", ";
    show(s.y);
  }
  return 1;
}

} // namespace

int main(int count, char** arguments) {
  add_rows();
  std::uint64_t seed = 1;
#if defined(GAMUT_TEST_CLUSTER)
  long assignments = 200, done = 0; // each is a task
#else
  long assignments = 20'000, done = 0;
#endif
  bool printing = false;
  std::string replayed;
  for (int i = 1; i < count; ++i) {
    std::string const option = arguments[i];
    if (option == "--print")
      printing = true;
    else if (i + 1 == count) {
      std::cerr << "assignments [--seed S] [--assignments N] [--print] [--replay FILE]\n";
      return 2;
    } else if (option == "--seed")
      seed = std::stoull(arguments[++i]);
    else if (option == "--assignments")
      assignments = std::stol(arguments[++i]);
    else if (option == "--replay")
      replayed = arguments[++i];
  }
  std::ios::sync_with_stdio(false);
  if (printing) print_rows(std::cout);
  auto const once = [&](program const& p) {
    if (difference(p) >= 0) return false;
    if (printing) print_with_result(p);
    return true;
  };
  if (!replayed.empty()) {
    std::ifstream file(replayed);
    program const p = read(file);
    return once(p) ? 0 : report(p);
  }
  for (; done < assignments; ++seed) {
    program const p = any_program(seed, 24);
    if (!once(p)) return report(p);
    done += long(p.statements.size());
  }
  (printing ? std::cerr : std::cout) << done << " assignments, no difference\n";
}
