// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// What the benchmarks share. A benchmark is a name `work/peer/size/dtype/threads`, what one run costs, and a
// function that makes an object whose call is the run and whose `result()` is what it computed. A program
// times its benchmarks with Google Benchmark or, given `--save FOLDER`, runs each once and saves its result
// there, for bench/compare.py to compare with NumPy's.
#pragma once

#include <benchmark/benchmark.h>
#include <gamut/gamut.hpp>

#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

namespace gm = gamut;
using gm::index;

/// What one run does: elements computed, and for the roofline operations and bytes that must move.
struct cost {
  double elements = 1, flops = 0, bytes = 0;
};

inline std::string extents(gm::index n) { return std::to_string(n); }
template <int N>
std::string extents(gm::dims<N> const& shape) {
  std::string text;
  for (int d = 0; d < N; ++d) (text += d > 0 ? "x" : "") += std::to_string(shape[d]);
  return text;
}
template <class T = double, class Size>
std::string name(std::string const& work, std::string const& peer, Size const& size, int threads = 1) {
  return work + "/" + peer + "/" + extents(size) + "/" + std::string(gm::dtype_name<T>()) + "/" +
         std::to_string(threads);
}

/// 1, 2, 4, ... as many as the machine has.
inline std::vector<int> thread_counts() {
  std::vector<int> counts{1};
  while (counts.back() * 2 <= int(std::thread::hardware_concurrency())) counts.push_back(counts.back() * 2);
  return counts;
}

/// Uniform numbers of [low, high), the same as NumPy's of that seed.
template <class T = double, class Shape>
auto uniform(int seed, Shape const& shape, double low = 0, double high = 1) {
  auto numbers = gm::random::default_rng(seed).random<T>(shape);
  if (low != 0 || high != 1) numbers = numbers * T(high - low) + T(low);
  return numbers;
}

struct settings {
  std::string folder;
  std::regex filter{""};
};
inline settings& the_settings() {
  static settings s;
  return s;
}

/// Every `step`-th element of a result is compared, where it has more than a million.
inline gm::index sample_step(gm::index size) { return size <= 1'000'000 ? 1 : size / 1'000'000 | 1; }

template <class R>
void save_result(std::string name, R const& result) {
  for (char& letter : name) letter = letter == '/' ? '~' : letter;
  auto const all = gm::eval(result);
  auto const flat = gm::ravel(all);
  gm::save(the_settings().folder + "/" + name + ".npy",
           flat(gm::slice(gm::_, gm::_, sample_step(all.size()))));
}

/// Threads of gamut, and of OpenMP for the peers written here: the name's last part.
inline void use_threads(std::string const& name) {
  int const threads = std::stoi(name.substr(name.rfind('/') + 1));
  gm::set_num_threads(threads);
#if defined(_OPENMP)
  omp_set_num_threads(threads);
#endif
}

inline std::pair<std::shared_ptr<void>, std::string>& what_is_kept() {
  static std::pair<std::shared_ptr<void>, std::string> kept;
  return kept;
}
/// Google Benchmark calls a benchmark again and again until it has run long enough: what it needs is made
/// once, and lives until another benchmark begins.
template <class Make>
auto& made(std::string const& name, Make const& make) {
  using work = decltype(make());
  auto& [kept, whose] = what_is_kept();
  if (whose != name) {
    kept.reset();
    kept = std::make_shared<work>(make());
    whose = name;
    (*static_cast<work*>(kept.get()))();
  }
  return *static_cast<work*>(kept.get());
}

template <class Make>
void add(std::string const& name, cost const& c, Make const& make) {
  if (!std::regex_search(name, the_settings().filter)) return;
  if (!the_settings().folder.empty()) {
    use_threads(name);
    auto work = make();
    work();
    return save_result(name, work.result());
  }
  auto const run = [name, c, make](benchmark::State& state) {
    use_threads(name);
    auto& work = made(name, make);
    for (auto turn : state) {
      work();
      benchmark::ClobberMemory();
    }
    state.counters["elements"] = c.elements;
    state.counters["flops"] = c.flops;
    state.counters["bytes"] = c.bytes;
  };
  benchmark::RegisterBenchmark(name.c_str(), run)->UseRealTime();
}

/// The version of a library, in what Google Benchmark writes about the run.
inline void about(char const* key, char const* library, int major, int minor, int patch) {
  benchmark::AddCustomContext(key, std::string(library) + " " + std::to_string(major) + "." +
                                       std::to_string(minor) + "." + std::to_string(patch));
}

/// A program's main: `benchmarks` adds them.
template <class F>
int run(int argc, char** argv, F const& benchmarks) {
  std::vector<char*> left{argv[0]};
  for (int i = 1; i < argc; ++i) {
    std::string_view const word = argv[i], filter = "--benchmark_filter=";
    if (word == "--save" && i + 1 < argc) {
      the_settings().folder = argv[++i];
      continue;
    }
    if (word.starts_with(filter)) the_settings().filter = std::regex(argv[i] + filter.size());
    left.push_back(argv[i]);
  }
  int count = int(left.size());
  benchmark::Initialize(&count, left.data());
  if (benchmark::ReportUnrecognizedArguments(count, left.data())) return 1;
  about("gamut_eigen", "Eigen", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION);
  benchmarks();
  if (the_settings().folder.empty()) benchmark::RunSpecifiedBenchmarks();
  return 0;
}

} // namespace bench
