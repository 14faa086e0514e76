// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Loops written by hand over the widest vector registers that the compiler was asked for, with stores that
// may go past the caches: the bound that a fused expression is measured against, STREAM's triad for the
// bandwidth and chains of multiply-adds for the peak of the roofline.
#pragma once

#include "bench.hpp"

#include <cmath>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace bench::loops {

#if defined(__AVX512F__)
struct vec {
  __m512d v;
  static constexpr gm::index size = 8;
  static vec load(double const* p) { return {_mm512_loadu_pd(p)}; }
  static vec all(double x) { return {_mm512_set1_pd(x)}; }
  void store(double* p) const { _mm512_storeu_pd(p, v); }
  void stream(double* p) const { _mm512_stream_pd(p, v); }
  friend vec operator+(vec a, vec b) { return {_mm512_add_pd(a.v, b.v)}; }
  friend vec operator*(vec a, vec b) { return {_mm512_mul_pd(a.v, b.v)}; }
  friend vec sqrt(vec a) { return {_mm512_sqrt_pd(a.v)}; }
  static vec fused(vec a, vec b, vec c) { return {_mm512_fmadd_pd(a.v, b.v, c.v)}; }
};
#elif defined(__AVX2__) && defined(__FMA__)
struct vec {
  __m256d v;
  static constexpr gm::index size = 4;
  static vec load(double const* p) { return {_mm256_loadu_pd(p)}; }
  static vec all(double x) { return {_mm256_set1_pd(x)}; }
  void store(double* p) const { _mm256_storeu_pd(p, v); }
  void stream(double* p) const { _mm256_stream_pd(p, v); }
  friend vec operator+(vec a, vec b) { return {_mm256_add_pd(a.v, b.v)}; }
  friend vec operator*(vec a, vec b) { return {_mm256_mul_pd(a.v, b.v)}; }
  friend vec sqrt(vec a) { return {_mm256_sqrt_pd(a.v)}; }
  static vec fused(vec a, vec b, vec c) { return {_mm256_fmadd_pd(a.v, b.v, c.v)}; }
};
#elif defined(__SSE2__)
struct vec {
  __m128d v;
  static constexpr gm::index size = 2;
  static vec load(double const* p) { return {_mm_loadu_pd(p)}; }
  static vec all(double x) { return {_mm_set1_pd(x)}; }
  void store(double* p) const { _mm_storeu_pd(p, v); }
  void stream(double* p) const { _mm_stream_pd(p, v); }
  friend vec operator+(vec a, vec b) { return {_mm_add_pd(a.v, b.v)}; }
  friend vec operator*(vec a, vec b) { return {_mm_mul_pd(a.v, b.v)}; }
  friend vec sqrt(vec a) { return {_mm_sqrt_pd(a.v)}; }
  static vec fused(vec a, vec b, vec c) { return a * b + c; }
};
#else
struct vec {
  double v;
  static constexpr gm::index size = 1;
  static vec load(double const* p) { return {*p}; }
  static vec all(double x) { return {x}; }
  void store(double* p) const { *p = v; }
  void stream(double* p) const { *p = v; }
  friend vec operator+(vec a, vec b) { return {a.v + b.v}; }
  friend vec operator*(vec a, vec b) { return {a.v * b.v}; }
  friend vec sqrt(vec a) { return {std::sqrt(a.v)}; }
  static vec fused(vec a, vec b, vec c) { return a * b + c; }
};
#endif

/// Calls `part(first, last)` on OpenMP's threads, each with an equal share that begins at a cache line.
template <class F>
void split(gm::index n, F const& part) {
#if defined(_OPENMP)
  if (omp_get_max_threads() > 1) {
#pragma omp parallel
    {
      gm::index const threads = omp_get_num_threads(), me = omp_get_thread_num();
      auto const border = [&](gm::index i) { return i == threads ? n : n / threads * i / 8 * 8; };
      part(border(me), border(me + 1));
    }
    return;
  }
#endif
  part(gm::index(0), n);
}

/// Stores `f(i)` to out[i], ..., a register at a time and, with `Past`, past the caches; `out` is aligned as
/// gamut's arrays are. `one(i)` is what does not fill a register.
template <bool Past, class F, class One>
void store(double* out, gm::index n, F const& f, One const& one) {
  split(n, [&](gm::index first, gm::index last) {
    gm::index i = first;
    for (; i + vec::size <= last; i += vec::size) {
      if constexpr (Past)
        f(i).stream(out + i);
      else
        f(i).store(out + i);
    }
    for (; i < last; ++i) out[i] = one(i);
#if defined(__SSE2__)
    if constexpr (Past) _mm_sfence();
#endif
  });
}

inline constexpr gm::index chains = 12;
inline constexpr double operations_of_peak = 1e6;

/// Multiply-adds in registers, about a million operations a thread: the most that a core can do.
inline void peak() {
  split(1024, [&](gm::index, gm::index) {
    vec x[chains];
    for (vec& one : x) one = vec::all(1);
    vec const a = vec::all(0.999), b = vec::all(0.001);
    for (gm::index i = 0; i < gm::index(operations_of_peak) / (2 * chains * vec::size); ++i)
      for (vec& one : x) one = vec::fused(one, a, b);
    vec sum = vec::all(0);
    for (vec const& one : x) sum = sum + one;
    benchmark::DoNotOptimize(sum);
  });
}

} // namespace bench::loops
