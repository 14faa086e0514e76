// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Legate's runtime as gamut uses it: started at the first use or by `gm::cluster_init`, checked against what
// the launcher promised, and finished when the program ends. Tasks are registered where they are first
// launched: every process runs the same program, so each hands out the same numbers.
#pragma once

#include <gamut/cluster/failures.hpp>
#include <gamut/cluster/types.hpp>
#include <gamut/config.hpp>
#include <gamut/host/products.hpp>

#include <legate.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace gamut::inline GAMUT_ABI {

namespace backends::cluster {

/// How many dimensions Legate's stores have at most.
inline constexpr int most_dimensions = 6;

/// How many processes a launcher says that it has started; 0 where there is no launcher.
inline long launched_processes() {
  for (char const* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"})
    if (char const* const value = std::getenv(name)) return std::strtol(value, nullptr, 10);
  return 0;
}

/// What can be taken from an array when the program ends before the array does.
class releasable {
public:
  releasable() = default;
  releasable(releasable const&) = delete;
  releasable& operator=(releasable const&) = delete;
  virtual void release() noexcept = 0;

protected:
  ~releasable() = default;

private:
  friend class session;
  releasable *before_ = nullptr, *after_ = nullptr;
};

/// The running Legate: made by whoever needs it first, ended when the main thread is.
class session {
public:
  static session& get() {
    static session running;
    return running;
  }
  session(session const&) = delete;
  session& operator=(session const&) = delete;

  legate::Runtime& runtime() const { return *legate::Runtime::get_runtime(); }
  legate::Library& library() { return *library_; }

  /// The tasks that may have thrown.
  failures& failed_tasks() { return failures_; }

  // Legate wants every store to be gone before it ends: the list of those that are there.
  void enlist(releasable& of) {
    of.after_ = first_;
    if (first_) first_->before_ = &of;
    first_ = &of;
  }
  void strike(releasable& of) noexcept {
    (of.before_ ? of.before_->after_ : first_) = of.after_;
    if (of.after_) of.after_->before_ = of.before_;
    of.before_ = of.after_ = nullptr;
  }

private:
  session() {
    static constexpr char const* ended = "the cluster policy cannot be used after it has ended";
    if (legate::has_finished()) throw cluster_error(ended);
    legate::start();
    long const promised = launched_processes();
    auto const found = static_cast<long>(runtime().node_count());
    if (promised > 0 && promised != found) {
      (void)legate::finish();
      throw cluster_error(gamut::detail::message(
          "the launcher started ", promised, " processes, but Legate sees ", found,
          ": each would run the whole program by itself. Is this a Legate without a network, or does it lack "
          "LEGATE_MPI_WRAPPER?"));
    }
    legate::ResourceConfig config;
    config.max_tasks = config.max_dyn_tasks = 1 << 16;
    config.max_reduction_ops = 1 << 12;
    library_ = runtime().create_library("gamut", config);
    // Tasks that are queued at the end of main still need the static objects of Legate, of which some are
    // made later than this one and so end sooner. What is thread-local in the main thread ends before all of
    // them.
    struct at_end_of_main {
      session* running;
      ~at_end_of_main() { running->end(); }
    };
    if (::gettid() == ::getpid()) {
      static thread_local at_end_of_main const ending{this};
      (void)ending;
    }
  }
  ~session() { end(); }

  void end() {
    if (!library_) return;
    while (first_) {
      releasable& left = *first_;
      strike(left);
      left.release();
    }
    bool failed = false;
    try {
      failures_.raise();
    } catch (std::exception const& e) {
      failed = true;
      std::fprintf(stderr, "gamut: a task that nothing waited for failed: %s\n", e.what());
    }
    library_.reset();
    int const status = legate::finish();
    if (failed || status) {
      std::fflush(nullptr);
      std::_Exit(status ? status : EXIT_FAILURE);
    }
  }

  std::optional<legate::Library> library_;
  failures failures_;
  releasable* first_ = nullptr;
};

/// How many processors there are in all processes.
inline index processors() {
  return std::max<index>(
      1, index(session::get().runtime().get_machine().count(legate::mapping::TaskTarget::CPU)));
}

/// Whether a task's functions may throw, so that the program is to hear of it; others tell their last words
/// and end the program, and a launcher ends the other processes.
template <class Task>
inline constexpr bool throws = [] {
  if constexpr (requires { Task::may_throw; })
    return Task::may_throw;
  else
    return false;
}();

/// Which of a task's tiles this is, in row-major order.
inline std::int64_t tile_of(legate::TaskContext const& context) {
  legate::Domain const all = context.get_launch_domain();
  legate::DomainPoint const& here = context.get_task_index();
  std::int64_t tile = 0;
  for (int d = 0; d < here.get_dim() && d < all.get_dim(); ++d)
    tile = tile * length_of(all, d) + index(here[unsigned(d)]) - begin_of(all, d);
  return tile;
}

/// A task as it is registered. It has one processor for itself: the host's loops in it have one thread, and
/// so have Eigen and a BLAS.
template <class Task>
struct registered_task : legate::LegateTask<registered_task<Task>> {
  static void cpu_variant(legate::TaskContext context) {
    host::alone const no_threads;
    host::use_threads(1);
    try {
      Task::cpu_variant(context);
    } catch (std::exception const& e) {
      if constexpr (throws<Task>) {
        failure const thrown(tile_of(context), e);
        auto const to =
            context.reduction(std::uint32_t(context.num_reductions() - 1)).data().get_inline_allocation();
        std::memcpy(to.ptr, &thrown, sizeof thrown);
        return;
      }
      std::fprintf(stderr, "gamut: a task of the cluster policy failed in process %d: %s\n",
                   int(Legion::Processor::get_executing_processor().address_space()), e.what());
      std::fflush(nullptr);
      std::_Exit(EXIT_FAILURE);
    }
  }
};
/// The number of a task, which is registered where it is first asked for.
template <class Task>
legate::LocalTaskID task_id() {
  static legate::LocalTaskID const id = [] {
    auto& library = session::get().library();
    auto const number = library.get_new_task_id();
    registered_task<Task>::register_variants(library, legate::TaskConfig{number});
    return number;
  }();
  return id;
}

/// One of Legate's tasks that is about to be launched.
template <class Task, class Kind>
struct unlaunched : Kind {
  explicit unlaunched(Kind&& made) : Kind(std::move(made)) {}
};
/// A task that Legate cuts as its arrays are.
template <class Task>
unlaunched<Task, legate::AutoTask> new_task() {
  auto& here = session::get();
  return unlaunched<Task, legate::AutoTask>(here.runtime().create_task(here.library(), task_id<Task>()));
}
/// A task for each point of a shape.
template <class Task>
unlaunched<Task, legate::ManualTask> new_tasks(std::vector<std::uint64_t> const& points) {
  auto& here = session::get();
  return unlaunched<Task, legate::ManualTask>(here.runtime().create_task(
      here.library(), task_id<Task>(), legate::Span<std::uint64_t const>(points.data(), points.size())));
}
/// Launches a task; where what it throws goes is the last of its reductions.
template <class Task, class Kind>
void submit(unlaunched<Task, Kind>&& task) {
  auto& here = session::get();
  if constexpr (throws<Task>)
    task.add_reduction(here.failed_tasks().expect(here.runtime()),
                       reduction_kind<first_failure, failure>(here.library()));
  here.runtime().submit(static_cast<Kind&&>(task));
}

/// What a task did, where, for how long and from when on, by the machine's clock: a line to standard error
/// where GAMUT_CLUSTER_LOG is in the environment.
class task_log {
public:
  task_log(legate::TaskContext const& context, char const* what, std::int64_t number = -1)
      : what_(wanted() ? what : nullptr) {
    if (!what_) return;
    number_ = number;
    domain_ = context.num_outputs() > 0      ? context.output(0).data().domain()
              : context.num_reductions() > 0 ? context.reduction(0).data().domain()
                                             : legate::Domain();
    start_ = std::chrono::steady_clock::now();
  }
  task_log(task_log const&) = delete;
  task_log& operator=(task_log const&) = delete;
  ~task_log() {
    if (!what_) return;
    using milliseconds = std::chrono::duration<double, std::milli>;
    milliseconds const time = std::chrono::steady_clock::now() - start_, from = start_.time_since_epoch();
    auto const here = Legion::Processor::get_executing_processor();
    std::ostringstream line;
    line << "gamut: rank " << here.address_space() << ", processor " << std::hex << here.id << std::dec
         << ": " << what_;
    if (number_ >= 0) line << ' ' << number_;
    line << ", tile";
    for (int d = 0; d < domain_.get_dim(); ++d)
      line << (d == 0 ? " [" : ", ") << begin_of(domain_, d) << ':'
           << begin_of(domain_, d) + length_of(domain_, d);
    line << (domain_.get_dim() > 0 ? "], " : " none, ") << time.count() << " ms from " << std::fixed
         << from.count() << '\n';
    std::fputs(line.str().c_str(), stderr);
  }

private:
  static bool wanted() {
    static bool const in_environment = std::getenv("GAMUT_CLUSTER_LOG") != nullptr;
    return in_environment;
  }
  char const* what_;
  std::int64_t number_ = -1;
  legate::Domain domain_;
  std::chrono::steady_clock::time_point start_;
};

} // namespace backends::cluster

/// Starts the cluster policy, which else starts at its first use. Legate reads LEGATE_CONFIG and the rest of
/// its environment; the arguments stay as they are. Throws `cluster_error` where the launcher started more
/// processes than Legate knows of.
inline void cluster_init(int, char**) { (void)backends::cluster::session::get(); }

} // namespace gamut::inline GAMUT_ABI
