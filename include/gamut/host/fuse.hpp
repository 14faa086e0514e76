// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Several statements in one pass over memory: rows are computed in chunks that fit the first cache, statement
// by statement, so that what two of them read is fetched once. Each statement keeps the loop that it has
// alone.
#pragma once

#include <gamut/fuse.hpp>
#include <gamut/host/assign.hpp>
#include <gamut/host/fold.hpp>

#include <tuple>

namespace gamut::inline GAMUT_ABI::backends::host {
inline namespace GAMUT_HOST_ABI {

/// Results of equal blocks, joined by halves as they come (pairwise).
template <class F, class A>
class cascade {
public:
  void add(A result) {
    int level = 0;
    for (index n = count_++; n % 2 == 1; n /= 2) result = F::body(waiting_[level++], result);
    waiting_[level] = result;
  }
  A total() const {
    A result = F::template identity<A>();
    int level = 0;
    for (index n = count_; n > 0; n /= 2, ++level)
      if (n % 2 == 1) result = F::body(waiting_[level], result);
    return result;
  }

private:
  A waiting_[48];
  index count_ = 0;
};

/// So many elements of every operand fit the first cache together.
inline constexpr index chunk = 1024;

/// A pass is cut into at most so many pieces, whatever the number of threads.
inline constexpr index most_pieces = 64;

/// A statement's part in a pass. A piece of the pass begins with `start()`, calls the result for every chunk,
/// and ends with `finish(piece, it)`; `conclude` is called after the last one.
template <class Statement>
class taking_part;

template <class D, class Tree, int First, int K>
class taking_part<gamut::detail::assignment<D*, Tree, First, K>> {
  using statement = gamut::detail::assignment<D*, Tree, First, K>;

public:
  template <class Nest>
  taking_part(statement const& s, Nest const& all)
      : rows_(without_types<false>(s.to, s.tree, [&](any_assignment const& work) {
          return plan_rows(work, any_nest(gamut::detail::loops_of<statement>(all)));
        })) {}
  auto start() const {
    return [this](index const* offsets, index from, index count) { rows_(offsets + First, from, count, 1); };
  }
  template <class Started>
  void finish(index, Started const&) const {
    rows_.finish();
  }
  void conclude(index) const {}

private:
  planned_rows rows_;
};

template <class F, class A, class Tree, int First, int K>
class taking_part<gamut::detail::folding<F, A*, Tree, First, K>> {
  using statement = gamut::detail::folding<F, A*, Tree, First, K>;

public:
  template <class Nest>
  taking_part(statement const& s, Nest const& all)
      : to_(s.to),
        tree_(s.tree),
        loops_(gamut::detail::loops_of<statement>(all)),
        unit_(unit_steps(strides(), 0, K - 1)) {}
  class started {
  public:
    explicit started(taking_part const& of) : of_(of) {}
    void operator()(index const* offsets, index from, index count) {
      auto const leaves = advanced(of_.tree_, offsets + First + 1);
      so_far_.add(of_.unit_ ? fold_row<true, A>(F{}, leaves, of_.strides(), from, count)
                            : fold_row<false, A>(F{}, leaves, of_.strides(), from, count));
    }
    joining_t<F, A> total() const { return so_far_.total(); }

  private:
    taking_part const& of_;
    cascade<F, joining_t<F, A>> so_far_;
  };
  auto start() const { return started(*this); }
  void finish(index piece, started const& s) { partial_[piece] = s.total(); }
  void conclude(index pieces) { *to_ = static_cast<A>(joined<F>(partial_, pieces)); }

private:
  index const* strides() const { return loops_.strides(loops_.inner()) + 1; }

  A* to_;
  Tree const& tree_;
  any_nest loops_;
  bool unit_;
  joining_t<F, A> partial_[most_pieces];
};

template <class... Parts, std::size_t... I>
void run_pass(any_nest const& loops, std::tuple<Parts...>& parts, std::index_sequence<I...>) {
  index const size = loops.size(), pieces = std::clamp(size / grain, index(1), most_pieces);
  index const length = ((size + pieces - 1) / pieces + chunk - 1) / chunk * chunk;
  parallel_for(pieces, [&](index piece) {
    auto started = std::tuple{std::get<I>(parts).start()...};
    index const first = std::min(piece * length, size), last = std::min(first + length, size);
    if (first < last)
      walk(loops, loops.offsets(), first, last, [&](index const* offsets, index from, index count) {
        for (index n; count > 0; from += n, count -= n) {
          n = std::min(count, chunk);
          (std::get<I>(started)(offsets, from, n), ...);
        }
      });
    (std::get<I>(parts).finish(piece, std::get<I>(started)), ...);
  });
  (std::get<I>(parts).conclude(pieces), ...);
}

/// Runs the statements over one nest, whose operands are theirs in turn. Short rows and operands that lie
/// otherwise than the others have loops of their own, and gain little from a common pass.
template <int N, int K, class... S>
void fuse(policy, gamut::detail::nest<N, K>& loops, S const&... statements) {
  loops.simplify();
  any_nest const all(loops);
  if (choose_tiles(all, chunk, 1).axis >= 0) return (run_alone(policy{}, statements, loops), ...);
  std::tuple<taking_part<S>...> parts{taking_part<S>(statements, loops)...};
  run_pass(all, parts, std::index_sequence_for<S...>{});
}

} // namespace GAMUT_HOST_ABI
} // namespace gamut::inline GAMUT_ABI::backends::host
