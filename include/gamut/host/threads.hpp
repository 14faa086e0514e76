// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Threads of the host policy: OpenMP where the compiler was asked for it, else one. Work is cut into pieces
// whose number and borders do not depend on the threads, so that results do not either.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>
#include <gamut/host/eigen.hpp>

#include <atomic>
#include <exception>
#if defined(_OPENMP)
#include <omp.h>
#if defined(__unix__)
#include <pthread.h>
#endif
#endif

namespace gamut::inline GAMUT_ABI {
namespace backends::host {
inline namespace GAMUT_HOST_ABI {

/// The number of threads asked for; 0 until somebody asks.
inline std::atomic<int>& threads_wanted() {
  static std::atomic<int> wanted{0};
  return wanted;
}

/// Below this many elements a second thread costs more than it brings.
inline constexpr index grain = index(1) << 15;

/// While one of these lives its thread works alone: in a task, whose neighbours are the parallelism.
class alone {
public:
  alone() { ++depth(); }
  alone(alone const&) = delete;
  ~alone() { --depth(); }
  static int& depth() {
    static thread_local int of_this_thread = 0;
    return of_this_thread;
  }
};

#if defined(_OPENMP) && defined(__unix__)
/// Whether this process was forked from one that ran the program: GCC's OpenMP would wait there for threads
/// that only the parent has, so such a process works on one.
inline std::atomic<bool> forked{false};
inline int const forks_are_seen = pthread_atfork(nullptr, nullptr, [] { forked = true; });
#endif

inline int num_threads() {
  if (alone::depth() > 0) return 1;
#if defined(_OPENMP)
#if defined(__unix__)
  if (forked.load(std::memory_order_relaxed)) return 1;
#endif
  if (omp_in_parallel()) return 1; // the caller's own threads are the parallelism
  int const wanted = threads_wanted();
  return wanted > 0 ? wanted : omp_get_max_threads();
#else
  return 1;
#endif
}

/// Calls `piece(of, i)` for i in [0, pieces), on several threads: `parallel_for`, but for its type.
inline void run_pieces(index pieces, void (*piece)(void const* of, index i), void const* of) {
#if defined(_OPENMP)
  int const threads = pieces < num_threads() ? int(pieces) : num_threads();
  if (threads > 1) {
    std::exception_ptr failure;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (index i = 0; i < pieces; ++i) {
      try {
        piece(of, i);
      } catch (...) {
#pragma omp critical(gamut_parallel_for)
        failure = std::current_exception();
      }
    }
    if (failure) std::rethrow_exception(failure);
    return;
  }
#endif
  for (index i = 0; i < pieces; ++i) piece(of, i);
}

/// Calls `piece(i)` for i in [0, pieces), on several threads. An exception of a piece reaches the caller.
template <class F>
void parallel_for(index pieces, F const& piece) {
  run_pieces(
      pieces, [](void const* of, index i) { (*static_cast<F const*>(of))(i); }, &piece);
}

} // namespace GAMUT_HOST_ABI
} // namespace backends::host

/// The threads that host work may use from now on; 1 is serial. Until it is called, OpenMP's own setting
/// (OMP_NUM_THREADS) holds. Throws `value_error` for a number below 1.
inline void set_num_threads(int threads, source_location where = source_location::current()) {
  if (threads < 1) throw value_error("the number of threads must be a positive integer", where);
  backends::host::threads_wanted() = threads;
}
/// The threads that host work uses.
inline int get_num_threads() { return backends::host::num_threads(); }

} // namespace gamut::inline GAMUT_ABI
