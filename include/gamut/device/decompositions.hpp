// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The device's factorisations of matrices: cuSOLVER's on a GPU, the host's where the device is emulated. As
// the host's they work in place on matrices by columns, without gaps.
#pragma once

#include <gamut/device/products.hpp>
#include <gamut/device/small_systems.hpp>
#include <gamut/host/decompositions.hpp>
#include <gamut/lapack.hpp>

namespace gamut::inline GAMUT_ABI::backends::device {
inline namespace GAMUT_DEVICE_ABI {

#if !GAMUT_DEVICE_CUDA

// Every routine is the host's.
#define GAMUT_AS_THE_HOST(routine)                                                                           \
  template <class... A>                                                                                      \
  auto routine(policy, A&&... arguments) {                                                                   \
    return routine(gamut::host{}, std::forward<A>(arguments)...);                                            \
  }
GAMUT_AS_THE_HOST(for_each_matrix)
GAMUT_AS_THE_HOST(getrf)
GAMUT_AS_THE_HOST(getrs)
GAMUT_AS_THE_HOST(getri)
GAMUT_AS_THE_HOST(gesv)
GAMUT_AS_THE_HOST(trsm)
GAMUT_AS_THE_HOST(potrf)
GAMUT_AS_THE_HOST(geqrf)
GAMUT_AS_THE_HOST(orgqr)
GAMUT_AS_THE_HOST(gesdd)
GAMUT_AS_THE_HOST(gelsd)
GAMUT_AS_THE_HOST(syevd)
GAMUT_AS_THE_HOST(geev)
#undef GAMUT_AS_THE_HOST

#else

/// The settings of a cuSOLVER call: its own choices.
class solver_settings {
public:
  solver_settings() { check(cusolverDnCreateParams(&params_), "cuSOLVER CreateParams"); }
  solver_settings(solver_settings const&) = delete;
  ~solver_settings() { cusolverDnDestroyParams(params_); }
  operator cusolverDnParams_t() const { return params_; }

private:
  cusolverDnParams_t params_ = nullptr;
};

inline cublasFillMode_t fill_mode(uplo part) {
  return part == uplo::lower ? CUBLAS_FILL_MODE_LOWER : CUBLAS_FILL_MODE_UPPER;
}
inline cublasOperation_t operation(transposition op) {
  return op == transposition::none ? CUBLAS_OP_N : op == transposition::transpose ? CUBLAS_OP_T : CUBLAS_OP_C;
}

/// Calls a routine of cuSOLVER's 64-bit interface with the memory it asks for, and says whether it could:
/// `sizes(&device, &host)` asks, `call(device, bytes, host, bytes, info)` runs.
template <class Sizes, class Call>
bool call_solver(char const* routine, Sizes const& sizes, Call const& call) {
  std::size_t on_device = 0, on_host = 0;
  check(sizes(&on_device, &on_host), routine);
  buffer<std::byte, policy> device_work{index(on_device)};
  buffer<std::byte, gamut::host> host_work{index(on_host)};
  buffer<int, policy> info{1};
  check(call(device_work.data(), on_device, host_work.data(), on_host, info.data()), routine);
  // Its sign: an argument that cuSOLVER did not take, or what it could not do.
  int const outcome = policy::element(static_cast<int const*>(info.data()));
  if (outcome < 0) throw device_error(gamut::detail::message(routine, ": argument ", -outcome));
  return outcome == 0;
}

template <class F>
bool for_each_matrix(policy, index count, index, F const& f) {
  bool done = true;
  for (index i = 0; i < count; ++i) done = f(i) && done;
  return done;
}

/// cuSOLVER counts rows from one, gamut from zero.
struct shift_by {
  std::int64_t* data;
  std::int64_t by;
  GAMUT_HD void operator()(index i) const { data[i] += by; }
};

template <class T>
bool getrf(policy, index m, index n, T* a, std::int64_t* pivots) {
  if (m == 0 || n == 0) return true;
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  bool const done = call_solver(
      "cuSOLVER getrf",
      [&](auto... sizes) {
        return cusolverDnXgetrf_bufferSize(cusolver(), settings, m, n, type, a, m, type, sizes...);
      },
      [&](auto... work) {
        return cusolverDnXgetrf(cusolver(), settings, m, n, type, a, m, pivots, type, work...);
      });
  for_each_index(m < n ? m : n, shift_by{pivots, -1});
  return done;
}
template <class T>
void getrs(policy, index n, index k, T const* lu, std::int64_t const* pivots, T* b) {
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  ndarray<std::int64_t, 1, policy> from_one(gamut::detail::make_view(
      gamut::detail::borrowed<std::int64_t const, policy>{pivots}, layout<1>{shape_of(n), {{1}}, 0}));
  for_each_index(n, shift_by{from_one.data(), 1});
  buffer<int, policy> info{1};
  check(cusolverDnXgetrs(cusolver(), settings, CUBLAS_OP_N, n, k, type, lu, n, from_one.data(), type, b, n,
                         info.data()),
        "cuSOLVER getrs");
}
template <class T>
void getri(policy, index n, T* lu, std::int64_t const* pivots) {
  array_view<T, 2, policy> inverse{{lu}, {shape_of(n, n), {{n, 1}}, 0}};
  ndarray<T, 2, policy> const factors(inverse);
  inverse = eye<T, policy>(n);
  getrs(policy{}, n, n, factors.data(), pivots, lu);
}
template <class T>
bool gesv(policy, index n, index k, T* a, T* b) {
  buffer<std::int64_t, policy> pivots{n};
  if (!getrf(policy{}, n, n, a, pivots.data())) return false;
  getrs(policy{}, n, k, a, pivots.data(), b);
  return true;
}

template <class T>
void trsm(policy, uplo part, transposition op, bool unit, index n, index k, T const* a, T* b) {
  constexpr auto routine =
      routine_of<T, cublasStrsm_v2_64, cublasDtrsm_v2_64, cublasCtrsm_v2_64, cublasZtrsm_v2_64>();
  T const one(1);
  check(routine(cublas(), CUBLAS_SIDE_LEFT, fill_mode(part), operation(op),
                unit ? CUBLAS_DIAG_UNIT : CUBLAS_DIAG_NON_UNIT, n, k, as_cuda(&one), as_cuda(a), n,
                as_cuda(b), n),
        "cuBLAS trsm");
}

template <class T>
bool potrf(policy, uplo part, index n, T* a) {
  if (n == 0) return true;
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  return call_solver(
      "cuSOLVER potrf",
      [&](auto... sizes) {
        return cusolverDnXpotrf_bufferSize(cusolver(), settings, fill_mode(part), n, type, a, n, type,
                                           sizes...);
      },
      [&](auto... work) {
        return cusolverDnXpotrf(cusolver(), settings, fill_mode(part), n, type, a, n, type, work...);
      });
}

template <class T>
void geqrf(policy, index m, index n, T* a, T* tau) {
  if (m == 0 || n == 0) return;
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  (void)call_solver(
      "cuSOLVER geqrf",
      [&](auto... sizes) {
        return cusolverDnXgeqrf_bufferSize(cusolver(), settings, m, n, type, a, m, type, tau, type, sizes...);
      },
      [&](auto... work) {
        return cusolverDnXgeqrf(cusolver(), settings, m, n, type, a, m, type, tau, type, work...);
      });
}

// What applies Q has no 64-bit interface.
template <class T>
void orgqr(policy, index m, index columns, index k, T const* a, T const* tau, T* q) {
  // The first columns of one, with the reflections applied to them.
  array_view<T, 2, policy>{{q}, {shape_of(m, columns), {{1, m}}, 0}} = eye<T, policy>(m, columns);
  if (k == 0 || m == 0 || columns == 0) return;
  if (m > std::numeric_limits<int>::max())
    throw device_error(gamut::detail::message("qr: cuSOLVER's ormqr does not take ", m, " rows"));
  int const rows = static_cast<int>(m), n = static_cast<int>(columns), reflections = static_cast<int>(k);
  constexpr auto size_of = routine_of<T, cusolverDnSormqr_bufferSize, cusolverDnDormqr_bufferSize,
                                      cusolverDnCunmqr_bufferSize, cusolverDnZunmqr_bufferSize>();
  constexpr auto apply =
      routine_of<T, cusolverDnSormqr, cusolverDnDormqr, cusolverDnCunmqr, cusolverDnZunmqr>();
  int size = 0;
  check(size_of(cusolver(), CUBLAS_SIDE_LEFT, CUBLAS_OP_N, rows, n, reflections, as_cuda(a), rows,
                as_cuda(tau), as_cuda(q), rows, &size),
        "cuSOLVER ormqr_bufferSize");
  buffer<T, policy> work{size};
  buffer<int, policy> info{1};
  check(apply(cusolver(), CUBLAS_SIDE_LEFT, CUBLAS_OP_N, rows, n, reflections, as_cuda(a), rows, as_cuda(tau),
              as_cuda(q), rows, as_cuda(work.data()), size, info.data()),
        "cuSOLVER ormqr");
}

/// The matrix with rows and columns exchanged, as cuSOLVER's gesvd takes it where it has more columns.
template <class T>
ndarray<T, 2, policy> turned(index m, index n, T const* a) {
  return ndarray<T, 2, policy>(gamut::detail::make_view(gamut::detail::borrowed<T const, policy>{a},
                                                        layout<2>{shape_of(m, n), {{1, m}}, 0}));
}
template <class T>
bool gesdd(policy, index m, index n, T* a, real_t<T>* s, T* u, T* vh, bool full) {
  index const k = m < n ? m : n;
  if (k == 0) {
    if (u) {
      index const wide = full ? m : k, high = full ? n : k;
      array_view<T, 2, policy>{{u}, {shape_of(m, wide), {{1, m}}, 0}} = eye<T, policy>(m, wide);
      array_view<T, 2, policy>{{vh}, {shape_of(high, n), {{1, high}}, 0}} = eye<T, policy>(high, n);
    }
    return true;
  }
  if (m < n) { // by columns the transpose is what lies by rows: A^T = conj(V) @ S @ U^T
    auto by_rows = turned(m, n, a);
    index const wide = full ? m : k, high = full ? n : k;
    ndarray<T, 2, policy> left(u ? shape_of(high, n) : shape_of(0, 0)),
        right(u ? shape_of(m, wide) : shape_of(0, 0));
    if (!gesdd(policy{}, n, m, by_rows.data(), s, u ? left.data() : nullptr, u ? right.data() : nullptr,
               full))
      return false;
    if (u) {
      array_view<T, 2, policy>{{vh}, {shape_of(high, n), {{1, high}}, 0}} = left;
      array_view<T, 2, policy>{{u}, {shape_of(m, wide), {{1, m}}, 0}} = right;
    }
    return true;
  }
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  constexpr auto real_type = cuda_dtype<real_t<T>>;
  signed char const job = !u ? 'N' : full ? 'A' : 'S';
  index const rows_of_vh = full ? n : k;
  return call_solver(
      "cuSOLVER gesvd",
      [&](auto... sizes) {
        return cusolverDnXgesvd_bufferSize(cusolver(), settings, job, job, m, n, type, a, m, real_type, s,
                                           type, u, m, type, vh, rows_of_vh, type, sizes...);
      },
      [&](auto... work) {
        return cusolverDnXgesvd(cusolver(), settings, job, job, m, n, type, a, m, real_type, s, type, u, m,
                                type, vh, rows_of_vh, type, work...);
      });
}

/// The conjugate transpose.
template <class E>
auto conjugate_transposed(E const& e) {
  if constexpr (complex_floating<value_type_t<E>>)
    return ndarray<value_type_t<E>, 2, policy>(gamut::conj(e.T()));
  else
    return e.T();
}
template <class T>
bool gelsd(policy, index m, index n, index k, T* a, T* b, real_t<T>* s, real_t<T> rcond, index& rank) {
  index const least = m < n ? m : n, most = m < n ? n : m;
  buffer<T, policy> u{m * least}, vh{least * n};
  if (!gesdd(policy{}, m, n, a, s, u.data(), vh.data(), false)) return false;
  std::vector<real_t<T>> values(static_cast<std::size_t>(least));
  fetch(values.data(), s, values.size() * sizeof(real_t<T>));
  rank = 0;
  while (rank < least && values[std::size_t(rank)] > rcond * values[0]) ++rank;
  array_view<T, 2, policy> const sides{{b}, {shape_of(most, k), {{1, most}}, 0}};
  array_view<T const, 2, policy> const left{{u.data()}, {shape_of(m, rank), {{1, m}}, 0}};
  array_view<T const, 2, policy> const right{{vh.data()}, {shape_of(rank, n), {{1, least}}, 0}};
  array_view<real_t<T> const, 2, policy> const of{{s}, {shape_of(rank, index(1)), {{1, 1}}, 0}};
  ndarray<T, 2, policy> const given(sides(slice(m), _));
  ndarray<T, 2, policy> part(matmul(conjugate_transposed(left), given));
  if (rank == n && m > n) {
    ndarray<T, 2, policy> const rest(given - matmul(left, part));
    sides(slice(n, m), _) = T(0);
    sides(n, _) = gamut::sqrt(sum(gamut::square(gamut::absolute(rest)), 0));
  }
  part /= of;
  sides(slice(n), _) = matmul(conjugate_transposed(right), part);
  return true;
}

template <class T>
bool syevd(policy, bool vectors, uplo part, index n, T* a, real_t<T>* values) {
  if (n == 0) return true;
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  constexpr auto real_type = cuda_dtype<real_t<T>>;
  auto const job = vectors ? CUSOLVER_EIG_MODE_VECTOR : CUSOLVER_EIG_MODE_NOVECTOR;
  return call_solver(
      "cuSOLVER syevd",
      [&](auto... sizes) {
        return cusolverDnXsyevd_bufferSize(cusolver(), settings, job, fill_mode(part), n, type, a, n,
                                           real_type, values, type, sizes...);
      },
      [&](auto... work) {
        return cusolverDnXsyevd(cusolver(), settings, job, fill_mode(part), n, type, a, n, real_type, values,
                                type, work...);
      });
}

/// The eigenvectors of a real matrix, of which cuSOLVER gives a conjugate pair's parts as two columns.
template <class R>
struct unpack_vectors {
  R const* packed;
  std::complex<R> const* values;
  std::complex<R>* to;
  index n;
  GAMUT_HD void operator()(index i) const {
    R const side = values[i / n].imag();
    to[i] = side == 0  ? std::complex<R>(packed[i], R(0))
            : side > 0 ? std::complex<R>(packed[i], packed[i + n])
                       : std::complex<R>(packed[i - n], -packed[i]);
  }
};
template <class T>
bool geev(policy, index n, T* a, std::complex<real_t<T>>* values, std::complex<real_t<T>>* vectors) {
  using C = std::complex<real_t<T>>;
  if (n == 0) return true;
#if CUSOLVER_VERSION >= 11702
  solver_settings const settings;
  constexpr auto type = cuda_dtype<T>;
  constexpr auto complex_type = cuda_dtype<C>;
  constexpr bool is_real = !complex_floating<T>;
  buffer<T, policy> packed{vectors && is_real ? n * n : 1};
  T* columns = packed.data();
  if constexpr (!is_real) columns = vectors;
  auto const job = vectors ? CUSOLVER_EIG_MODE_VECTOR : CUSOLVER_EIG_MODE_NOVECTOR;
  T* const none = nullptr;
  bool const done = call_solver(
      "cuSOLVER geev",
      [&](auto... sizes) {
        return cusolverDnXgeev_bufferSize(cusolver(), settings, CUSOLVER_EIG_MODE_NOVECTOR, job, n, type, a,
                                          n, complex_type, values, type, none, n, type, columns, n, type,
                                          sizes...);
      },
      [&](auto... work) {
        return cusolverDnXgeev(cusolver(), settings, CUSOLVER_EIG_MODE_NOVECTOR, job, n, type, a, n,
                               complex_type, values, type, none, n, type, columns, n, type, work...);
      });
  if constexpr (is_real)
    if (done && vectors) for_each_index(n * n, unpack_vectors<real_t<T>>{packed.data(), values, vectors, n});
  return done;
#else
  // This cuSOLVER has none; matrices whose eigenvalues are wanted are small, and go to the host and back.
  std::vector<T> matrix(static_cast<std::size_t>(n * n));
  std::vector<C> found(static_cast<std::size_t>(n)), columns(vectors ? matrix.size() : 0);
  fetch(matrix.data(), a, matrix.size() * sizeof(T));
  if (!geev(gamut::host{}, n, matrix.data(), found.data(), vectors ? columns.data() : nullptr)) return false;
  send(values, found.data(), found.size() * sizeof(found[0]));
  if (vectors) send(vectors, columns.data(), columns.size() * sizeof(columns[0]));
  return true;
#endif
}

#endif

} // namespace GAMUT_DEVICE_ABI
} // namespace gamut::inline GAMUT_ABI::backends::device
