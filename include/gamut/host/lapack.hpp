// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A BLAS and a LAPACK, where the unit is compiled for one (GAMUT_WITH_LAPACK, the CMake target
// gamut::lapack): the Fortran routines, declared here, and each as a function of the same name that takes
// matrices by columns, without gaps, and finds the memory that the routine works in.
//
// The reference's symbols are meant, as OpenBLAS has them too: `dgetrf_`, with integers of 32 bits. Other
// builds are told by GAMUT_LAPACK_PREFIX and GAMUT_LAPACK_SUFFIX around the names, GAMUT_LAPACK_INT, and
// GAMUT_LAPACK_SET_THREADS, the function of an int that sets the number of threads.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/lapack.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#if !defined(GAMUT_LAPACK_INT)
#define GAMUT_LAPACK_INT std::int32_t
#endif
#if !defined(GAMUT_LAPACK_PREFIX)
#define GAMUT_LAPACK_PREFIX
#endif
#if !defined(GAMUT_LAPACK_SUFFIX)
#define GAMUT_LAPACK_SUFFIX _
#endif
#define GAMUT_LAPACK_PASTE_(a, b, c) a##b##c
#define GAMUT_LAPACK_PASTE(a, b, c) GAMUT_LAPACK_PASTE_(a, b, c)
#define GAMUT_LAPACK_NAME(routine) GAMUT_LAPACK_PASTE(GAMUT_LAPACK_PREFIX, routine, GAMUT_LAPACK_SUFFIX)

namespace gamut::inline GAMUT_ABI::backends::host::lapack {

/// What the routines count in.
using count = GAMUT_LAPACK_INT;

/// The routines of a dtype, where there are any.
template <class T>
struct routines {};

#if defined(GAMUT_WITH_LAPACK)

extern "C" {

#if defined(GAMUT_LAPACK_SET_THREADS)
void GAMUT_LAPACK_SET_THREADS(int);
#else
// Null, but for those of the library that is linked.
GAMUT_WEAK void openblas_set_num_threads(int);
GAMUT_WEAK void MKL_Set_Num_Threads(int);
GAMUT_WEAK void bli_thread_set_num_threads(std::int64_t);
#endif

// The arguments are references: `in` a number, `out` one that is written. Behind them Fortran wants the
// lengths of the texts.
using in = count const*;
using out = count*;
using text = char const*;
using length = std::size_t;
#define GAMUT_LAPACK_DECLARE(t, T)                                                                           \
  void GAMUT_LAPACK_NAME(t##gemm)(text, text, in, in, in, T const*, T const*, in, T const*, in, T const*,    \
                                  T*, in, length, length);                                                   \
  void GAMUT_LAPACK_NAME(t##gemv)(text, in, in, T const*, T const*, in, T const*, in, T const*, T*, in,      \
                                  length);                                                                   \
  void GAMUT_LAPACK_NAME(t##syrk)(text, text, in, in, T const*, T const*, in, T const*, T*, in, length,      \
                                  length);                                                                   \
  void GAMUT_LAPACK_NAME(t##trsm)(text, text, text, text, in, in, T const*, T const*, in, T*, in, length,    \
                                  length, length, length);                                                   \
  void GAMUT_LAPACK_NAME(t##getrf)(in, in, T*, in, out, out);                                                \
  void GAMUT_LAPACK_NAME(t##getrs)(text, in, in, T const*, in, in, T*, in, out, length);                     \
  void GAMUT_LAPACK_NAME(t##getri)(in, T*, in, in, T*, in, out);                                             \
  void GAMUT_LAPACK_NAME(t##potrf)(text, in, T*, in, out, length);                                           \
  void GAMUT_LAPACK_NAME(t##geqrf)(in, in, T*, in, T*, T*, in, out);
#define GAMUT_LAPACK_DECLARE_REAL(t, T)                                                                      \
  GAMUT_LAPACK_DECLARE(t, T)                                                                                 \
  void GAMUT_LAPACK_NAME(t##orgqr)(in, in, in, T*, in, T const*, T*, in, out);                               \
  void GAMUT_LAPACK_NAME(t##gesdd)(text, in, in, T*, in, T*, T*, in, T*, in, T*, in, out, out, length);      \
  void GAMUT_LAPACK_NAME(t##gelsd)(in, in, in, T*, in, T*, in, T*, T const*, out, T*, in, out, out);         \
  void GAMUT_LAPACK_NAME(t##syevd)(text, text, in, T*, in, T*, T*, in, out, in, out, length, length);        \
  void GAMUT_LAPACK_NAME(t##geev)(text, text, in, T*, in, T*, T*, T*, in, T*, in, T*, in, out, length,       \
                                  length);
#define GAMUT_LAPACK_DECLARE_COMPLEX(t, T, R)                                                                \
  GAMUT_LAPACK_DECLARE(t, T)                                                                                 \
  void GAMUT_LAPACK_NAME(t##ungqr)(in, in, in, T*, in, T const*, T*, in, out);                               \
  void GAMUT_LAPACK_NAME(t##gesdd)(text, in, in, T*, in, R*, T*, in, T*, in, T*, in, R*, out, out, length);  \
  void GAMUT_LAPACK_NAME(t##gelsd)(in, in, in, T*, in, T*, in, R*, R const*, out, T*, in, R*, out, out);     \
  void GAMUT_LAPACK_NAME(t##heevd)(text, text, in, T*, in, R*, T*, in, R*, in, out, in, out, length,         \
                                   length);                                                                  \
  void GAMUT_LAPACK_NAME(t##geev)(text, text, in, T*, in, T*, T*, in, T*, in, T*, in, R*, out, length,       \
                                  length);
GAMUT_LAPACK_DECLARE_REAL(s, float)
GAMUT_LAPACK_DECLARE_REAL(d, double)
GAMUT_LAPACK_DECLARE_COMPLEX(c, std::complex<float>, float)
GAMUT_LAPACK_DECLARE_COMPLEX(z, std::complex<double>, double)
#undef GAMUT_LAPACK_DECLARE
#undef GAMUT_LAPACK_DECLARE_REAL
#undef GAMUT_LAPACK_DECLARE_COMPLEX

} // extern "C"

#define GAMUT_LAPACK_ROUTINES(t, T, t_orgqr, t_syevd)                                                        \
  template <>                                                                                                \
  struct routines<T> {                                                                                       \
    static constexpr auto gemm = &GAMUT_LAPACK_NAME(t##gemm);                                                \
    static constexpr auto gemv = &GAMUT_LAPACK_NAME(t##gemv);                                                \
    static constexpr auto syrk = &GAMUT_LAPACK_NAME(t##syrk);                                                \
    static constexpr auto trsm = &GAMUT_LAPACK_NAME(t##trsm);                                                \
    static constexpr auto getrf = &GAMUT_LAPACK_NAME(t##getrf);                                              \
    static constexpr auto getrs = &GAMUT_LAPACK_NAME(t##getrs);                                              \
    static constexpr auto getri = &GAMUT_LAPACK_NAME(t##getri);                                              \
    static constexpr auto potrf = &GAMUT_LAPACK_NAME(t##potrf);                                              \
    static constexpr auto geqrf = &GAMUT_LAPACK_NAME(t##geqrf);                                              \
    static constexpr auto orgqr = &GAMUT_LAPACK_NAME(t_orgqr);                                               \
    static constexpr auto gesdd = &GAMUT_LAPACK_NAME(t##gesdd);                                              \
    static constexpr auto gelsd = &GAMUT_LAPACK_NAME(t##gelsd);                                              \
    static constexpr auto syevd = &GAMUT_LAPACK_NAME(t_syevd);                                               \
    static constexpr auto geev = &GAMUT_LAPACK_NAME(t##geev);                                                \
  };
GAMUT_LAPACK_ROUTINES(s, float, sorgqr, ssyevd)
GAMUT_LAPACK_ROUTINES(d, double, dorgqr, dsyevd)
GAMUT_LAPACK_ROUTINES(c, std::complex<float>, cungqr, cheevd)
GAMUT_LAPACK_ROUTINES(z, std::complex<double>, zungqr, zheevd)
#undef GAMUT_LAPACK_ROUTINES

#endif

/// Whether there are routines for a dtype. For others, and for sizes that the routines cannot count, Eigen
/// computes.
template <class T>
inline constexpr bool computes = requires {
  routines<T>::gemm;
};

/// Whether the routines can be told these extents.
template <class... Extent>
constexpr bool takes(Extent... extents) {
  return ((extents <= std::numeric_limits<count>::max()) && ...);
}
/// Whether those that work in memory of their own, a few times the square of the lesser extent and some
/// columns of the other, can count it as well.
constexpr bool takes_with_work(index m, index n) {
  return sizeof(count) > 4 || (std::min(m, n) <= (1 << 14) && std::max(m, n) <= (1 << 22));
}

/// Sets the number of threads of the library.
inline void set_num_threads([[maybe_unused]] int threads) {
#if defined(GAMUT_WITH_LAPACK)
#if defined(GAMUT_LAPACK_SET_THREADS)
  GAMUT_LAPACK_SET_THREADS(threads);
#else
  if (openblas_set_num_threads) openblas_set_num_threads(threads);
  if (MKL_Set_Num_Threads) MKL_Set_Num_Threads(threads);
  if (bli_thread_set_num_threads) bli_thread_set_num_threads(threads);
#endif
#endif
}

/// Memory that is written before it is read.
template <class T>
std::unique_ptr<T[]> scratch(index n) {
  return std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(std::max<index>(n, 1)));
}
/// The memory that a routine works in: numbers, real ones and integers.
template <class T>
struct areas {
  T* work;
  count size;
  real_t<T>* reals;
  count real_size;
  count* wholes;
  count whole_size;
};
/// Calls a routine twice, `call(areas)`: told that they have -1 elements it says how many it wants, then it
/// has them. Of the real and whole numbers it has at least as many as are given here, whatever it says:
/// zgeev, asked, passes on what the last routine that it calls wants.
template <class T, class F>
void with_work(F const& call, index reals = 0, index wholes = 0) {
  using R = real_t<T>;
  T wanted{};
  auto wanted_reals = static_cast<R>(reals);
  auto wanted_wholes = static_cast<count>(wholes);
  call(areas<T>{&wanted, -1, &wanted_reals, -1, &wanted_wholes, -1});
  auto const whole = [](R size) { // a large number may have been rounded down
    return static_cast<count>(std::nextafter(size, std::numeric_limits<R>::infinity()));
  };
  count const size = whole(std::real(wanted));
  count const real_size = std::max(whole(wanted_reals), static_cast<count>(reals));
  count const whole_size = std::max(wanted_wholes, static_cast<count>(wholes));
  auto const work = scratch<T>(size);
  auto const real_work = scratch<R>(real_size);
  auto const whole_work = scratch<count>(whole_size);
  call(areas<T>{work.get(), size, real_work.get(), real_size, whole_work.get(), whole_size});
}

/// A number as the routines take it.
struct given {
  count value;
  given(index n) : value(static_cast<count>(n)) {}
  operator count const*() const { return &value; }
};
/// The step from column to column.
inline given leading(index rows) { return std::max<index>(rows, 1); }
/// One of LAPACK's letters.
struct letter {
  char value;
  template <class E>
  letter(E of) : value(static_cast<char>(of)) {}
  operator char const*() const { return &value; }
};

template <class T>
bool getrf(index m, index n, T* a, std::int64_t* pivots) {
  index const k = std::min(m, n);
  auto const rows = scratch<count>(k);
  count info = 0;
  routines<T>::getrf(given(m), given(n), a, leading(m), rows.get(), &info);
  for (index i = 0; i < k; ++i) pivots[i] = rows[std::size_t(i)] - 1;
  return info == 0;
}
/// Pivots as LAPACK counts them.
template <class Pivot>
auto from_one(Pivot const* pivots, index n) {
  auto rows = scratch<count>(n);
  for (index i = 0; i < n; ++i) rows[std::size_t(i)] = static_cast<count>(pivots[i] + 1);
  return rows;
}
template <class T>
void getrs(index n, index k, T const* lu, std::int64_t const* pivots, T* b) {
  count info = 0;
  routines<T>::getrs("N", given(n), given(k), lu, leading(n), from_one(pivots, n).get(), b, leading(n), &info,
                     1);
}
template <class T>
void getri(index n, T* lu, std::int64_t const* pivots) {
  auto const rows = from_one(pivots, n);
  with_work<T>([&](areas<T> const& with) {
    count info = 0;
    routines<T>::getri(given(n), lu, leading(n), rows.get(), with.work, &with.size, &info);
  });
}
template <class T>
void trsm(uplo part, transposition op, bool unit, index n, index k, T const* a, T* b) {
  T const one(1);
  routines<T>::trsm("L", letter(part), letter(op), unit ? "U" : "N", given(n), given(k), &one, a, leading(n),
                    b, leading(n), 1, 1, 1, 1);
}
template <class T>
bool potrf(uplo part, index n, T* a) {
  count info = 0;
  routines<T>::potrf(letter(part), given(n), a, leading(n), &info, 1);
  return info == 0;
}
template <class T>
void geqrf(index m, index n, T* a, T* tau) {
  with_work<T>([&](areas<T> const& with) {
    count info = 0;
    routines<T>::geqrf(given(m), given(n), a, leading(m), tau, with.work, &with.size, &info);
  });
}
/// The k reflections are the first columns of q.
template <class T>
void orgqr(index m, index columns, index k, T const* tau, T* q) {
  with_work<T>([&](areas<T> const& with) {
    count info = 0;
    routines<T>::orgqr(given(m), given(columns), given(k), q, leading(m), tau, with.work, &with.size, &info);
  });
}
template <class T>
bool gesdd(index m, index n, T* a, real_t<T>* s, T* u, T* vh, bool full) {
  index const least = std::min(m, n), most = std::max(m, n);
  letter const job = !u ? 'N' : full ? 'A' : 'S';
  count info = 0;
  auto const call = [&](areas<T> const& with, auto... reals) {
    routines<T>::gesdd(job, given(m), given(n), a, leading(m), s, u, leading(m), vh,
                       leading(full ? n : least), with.work, &with.size, reals..., with.wholes, &info, 1);
  };
  if constexpr (complex_floating<T>)
    with_work<T>([&](areas<T> const& with) { call(with, with.reals); },
                 u ? least * std::max(5 * least + 7, 2 * most + 2 * least + 1) : 7 * least, 8 * least);
  else
    with_work<T>([&](areas<T> const& with) { call(with); }, 0, 8 * least);
  return info == 0;
}
template <class T>
bool gelsd(index m, index n, index k, T* a, T* b, real_t<T>* s, real_t<T> rcond, index& rank) {
  count found = 0, info = 0;
  with_work<T>([&](areas<T> const& with) {
    auto const call = [&](auto... reals) {
      routines<T>::gelsd(given(m), given(n), given(k), a, leading(m), b, leading(std::max(m, n)), s, &rcond,
                         &found, with.work, &with.size, reals..., with.wholes, &info);
    };
    if constexpr (complex_floating<T>)
      call(with.reals);
    else
      call();
  });
  rank = found;
  return info == 0;
}
template <class T>
bool syevd(bool vectors, uplo part, index n, T* a, real_t<T>* values) {
  count info = 0;
  with_work<T>([&](areas<T> const& with) {
    auto const call = [&](auto... reals) {
      routines<T>::syevd(vectors ? "V" : "N", letter(part), given(n), a, leading(n), values, with.work,
                         &with.size, reals..., with.wholes, &with.whole_size, &info, 1, 1);
    };
    if constexpr (complex_floating<T>)
      call(with.reals, &with.real_size);
    else
      call();
  });
  return info == 0;
}
template <class T>
bool geev(index n, T* a, std::complex<real_t<T>>* values, std::complex<real_t<T>>* vectors) {
  count info = 0;
  char const* const job = vectors ? "V" : "N";
  if constexpr (complex_floating<T>)
    with_work<T>(
        [&](areas<T> const& with) {
          routines<T>::geev("N", job, given(n), a, leading(n), values, nullptr, given(1), vectors, leading(n),
                            with.work, &with.size, with.reals, &info, 1, 1);
        },
        2 * n);
  else {
    // Of a pair of conjugate eigenvalues the vectors' real parts are in one column, the imaginary in the
    // next.
    auto const real = scratch<T>(2 * n), columns = scratch<T>(vectors ? n * n : 1);
    T* const imaginary = real.get() + n;
    with_work<T>([&](areas<T> const& with) {
      routines<T>::geev("N", job, given(n), a, leading(n), real.get(), imaginary, nullptr, given(1),
                        columns.get(), leading(n), with.work, &with.size, &info, 1, 1);
    });
    for (index j = 0; j < n; ++j) values[j] = {real[std::size_t(j)], imaginary[j]};
    for (index j = 0; vectors && j < n; ++j) {
      T const* const x = columns.get() + j * n;
      bool const pair = imaginary[j] > T(0);
      for (index i = 0; i < n; ++i) {
        vectors[j * n + i] = {x[i], pair ? x[n + i] : T(0)};
        if (pair) vectors[(j + 1) * n + i] = {x[i], -x[n + i]};
      }
      if (pair) ++j;
    }
  }
  return info == 0;
}

} // namespace gamut::inline GAMUT_ABI::backends::host::lapack
