// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What a port of one NPBench kernel needs: it includes this header and registers its function. Names, order
// and values of the arguments come from a folder's params.json, their types from the function's signature:
// numbers by value, arrays that are only read by const reference, arrays that the kernel changes by
// reference. What it returns (nothing, a number, an array, a reference to one, a tuple of those) are the
// results ret0, ret1, ...
#pragma once

#include <gamut/gamut.hpp>
#if defined(GAMUT_DEVICE_EMULATED) || defined(__CUDACC__)
#include <gamut/device.hpp>
#elif defined(NPBENCH_CLUSTER)
#include <gamut/cluster.hpp>
#endif

#include <chrono>
#include <complex>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace npbench {

namespace gm = gamut;
using gm::_, gm::ellipsis, gm::newaxis, gm::slice;

template <class P, class T = double>
using vector = gm::ndarray<T, 1, P>;
template <class P, class T = double>
using matrix = gm::ndarray<T, 2, P>;
template <class P, class T = double>
using cube = gm::ndarray<T, 3, P>;
template <class P, class T = float>
using images = gm::ndarray<T, 4, P>;
using complex = std::complex<double>;

/// The policy whose program this is.
#if defined(GAMUT_DEVICE_EMULATED) || defined(__CUDACC__)
using policy = gm::device;
#elif defined(NPBENCH_CLUSTER)
using policy = gm::cluster;
#else
using policy = gm::host;
#endif

/// What is wrong with a folder or a command line.
struct bad_input : std::runtime_error {
  using runtime_error::runtime_error;
};

/// An array of any dtype and shape: what lies between a file and a kernel's argument.
struct array_data {
  std::string dtype;
  std::vector<gm::index> shape;
  std::vector<char> bytes;
};
/// An argument: its name, and a number or an array.
struct argument {
  std::string name;
  std::variant<std::int64_t, double, array_data> value;
};
/// The results of a kernel by name, and how long each timed run took by the clock and on the processor.
struct outcome {
  std::map<std::string, array_data> results;
  std::vector<double> wall_ms, cpu_ms;
};
struct request {
  std::vector<argument> arguments;
  int repeat = 1;
  /// Called after a run that is not timed, whose results it gets, and after all timed ones; true asks for
  /// more.
  std::function<bool(outcome const&)> report;
};

/// The kernels: under a name and a policy's name, what runs it.
using runner = std::function<void(request)>;
inline std::map<std::string, std::map<std::string, runner>>& kernels() {
  static std::map<std::string, std::map<std::string, runner>> all;
  return all;
}

namespace detail {

template <class T, int N, class P>
array_data data_of(gm::ndarray<T, N, P> const& a) {
  if constexpr (!std::is_same_v<P, gm::host>)
    return data_of(gm::to<gm::host>(a));
  else {
    array_data d{gm::dtype_name<T>(), {a.shape().begin(), a.shape().end()}, {}};
    d.bytes.resize(std::size_t(a.nbytes()));
    if (!d.bytes.empty()) std::memcpy(d.bytes.data(), a.data(), d.bytes.size());
    return d;
  }
}
template <class T>
requires std::is_arithmetic_v<T> array_data data_of(T number) {
  using wide = std::conditional_t<std::is_integral_v<T>, std::int64_t, T>;
  return data_of(gm::ndarray<wide, 0, gm::host>(wide(number)));
}

template <class T, int N, class P>
gm::ndarray<T, N, P> array_of(argument& from) {
  auto const fail = [&](std::string const& what) {
    throw bad_input("argument '" + from.name + "' is " + what + ", the kernel takes an array of " +
                    gm::dtype_name<T>() + " of " + std::to_string(N) + " dimensions");
  };
  auto* const data = std::get_if<array_data>(&from.value);
  if (!data) fail("a number");
  if (data->dtype != gm::dtype_name<T>() || data->shape.size() != std::size_t(N))
    fail("of " + data->dtype + " with " + std::to_string(data->shape.size()) + " dimensions");
  gm::dims<N> shape;
  for (int d = 0; d < N; ++d) shape[d] = data->shape[std::size_t(d)];
  gm::ndarray<T, N, gm::host> a(shape);
  if (!data->bytes.empty()) std::memcpy(a.data(), data->bytes.data(), data->bytes.size());
  data->bytes = {};
  if constexpr (std::is_same_v<P, gm::host>)
    return a;
  else
    return gm::to<P>(a);
}

/// What a kernel's parameter of one type is made from: a number,
template <class A>
class parameter {
  static_assert(std::is_arithmetic_v<A>);

public:
  explicit parameter(argument& from) {
    auto const* const whole = std::get_if<std::int64_t>(&from.value);
    auto const* const real = std::get_if<double>(&from.value);
    if ((!whole && !real) || (real && std::is_integral_v<A>))
      throw bad_input("argument '" + from.name + "' is " + (real ? "a real number" : "an array") +
                      ", the kernel takes " + (std::is_integral_v<A> ? "an integer" : "a number"));
    value_ = whole ? A(*whole) : A(*real);
  }
  void restore() {}
  A pass() const { return value_; }
  void give(std::string const&, std::map<std::string, array_data>&) const {}

private:
  A value_;
};
/// an array that is only read,
template <class T, int N, class P>
class parameter<gm::ndarray<T, N, P> const&> {
public:
  explicit parameter(argument& from) : value_(array_of<T, N, P>(from)) {}
  void restore() {}
  auto const& pass() const { return value_; }
  void give(std::string const& name, std::map<std::string, array_data>& to) const {
    to[name] = data_of(value_);
  }

private:
  gm::ndarray<T, N, P> value_;
};
/// or one that is changed, and is as it was again before every run.
template <class T, int N, class P>
class parameter<gm::ndarray<T, N, P>&> {
public:
  explicit parameter(argument& from) : pristine_(array_of<T, N, P>(from)), value_(pristine_) {}
  void restore() { value_ = pristine_; }
  auto& pass() { return value_; }
  void give(std::string const& name, std::map<std::string, array_data>& to) const {
    to[name] = data_of(value_);
  }

private:
  gm::ndarray<T, N, P> pristine_, value_;
};

template <class T>
void give_returned(T const& value, std::map<std::string, array_data>& to) {
  if constexpr (requires { std::tuple_size<T>::value; })
    std::apply([&](auto const&... each) { (give_returned(each, to), ...); }, value);
  else
    to["ret" + std::to_string(to.size())] = data_of(value);
}

/// Waits for what is queued: a task that is left when the program ends finds Legate half gone.
inline void wait_for_tasks() {
#ifdef NPBENCH_CLUSTER
  legate::Runtime::get_runtime()->issue_execution_fence(true);
#endif
}

inline double processor_ms() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return 1e3 * double(t.tv_sec) + 1e-6 * double(t.tv_nsec);
}
inline double wall_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

template <class R, class... A, std::size_t... I>
void run(R (*kernel)(A...), request from, std::index_sequence<I...>) {
  if (from.arguments.size() != sizeof...(A))
    throw bad_input("params.json calls the kernel with " + std::to_string(from.arguments.size()) +
                    " arguments; it takes " + std::to_string(sizeof...(A)));
  std::tuple<parameter<A>...> own{parameter<A>(from.arguments[I])...};
  outcome report;
  auto const once = [&](bool checked) {
    (std::get<I>(own).restore(), ...);
    double const wall = wall_ms(), cpu = processor_ms();
    auto const stop = [&] {
      wait_for_tasks();
      report.wall_ms.push_back(wall_ms() - wall);
      report.cpu_ms.push_back(processor_ms() - cpu);
    };
    if constexpr (std::is_void_v<R>) {
      kernel(std::get<I>(own).pass()...);
      stop();
    } else {
      R result = kernel(std::get<I>(own).pass()...);
      stop();
      if (checked) give_returned<std::remove_cvref_t<R>>(result, report.results);
    }
    if (checked) (std::get<I>(own).give(from.arguments[I].name, report.results), ...);
  };
  once(true);
  report.wall_ms.clear(), report.cpu_ms.clear();
  while (from.report(report)) {
    report = {};
    for (int i = 0; i < from.repeat; ++i) once(false);
  }
}

template <class R, class... A>
void add(char const* name, char const* policy, R (*kernel)(A...)) {
  kernels()[name][policy] = [kernel](request r) {
    run(kernel, std::move(r), std::index_sequence_for<A...>());
  };
}

} // namespace detail

/// Registers a kernel for every policy, `registered("gemm", []<class P>() { return &gemm<P>; })`, or one
/// whose loops over elements are for the host, `registered("lu", &lu)`.
class registered {
public:
  template <class R, class... A,
            class P = policy> // a parameter: clang judges what does not depend on one at once
  registered(char const* name, R (*kernel)(A...)) {
    static_assert(std::is_same_v<P, gm::host>, "a kernel that loops over elements is for the host");
    detail::add(name, "host", kernel);
  }
  template <class Of>
  requires requires(Of of) { of.template operator()<policy>(); }
  registered(char const* name, Of of) { detail::add(name, policy::name, of.template operator()<policy>()); }
};

} // namespace npbench
