// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Legate's runtime as gamut uses it: started at the first use or by `gm::cluster_init`, checked against what
// the launcher promised, and finished when the program ends. Tasks are registered where they are first
// launched: every process runs the same program, so each hands out the same numbers.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>
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

/// The cluster could not be started as it was asked for, or a task threw what is no exception of gamut's.
struct cluster_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};

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

/// The exceptions that come from a task as what they are: which of them one is, from 1 on, or 0.
template <class... E>
struct exceptions_of_tasks {
  static std::int32_t number(std::exception const& thrown) {
    std::int32_t at = 0, found = 0;
    ((++at, found == 0 && dynamic_cast<E const*>(&thrown) ? found = at : 0), ...);
    return found;
  }
  [[noreturn]] static void rethrow(std::int32_t number, std::string const& text) {
    std::int32_t at = 0;
    ((++at == number ? throw E(text) : void()), ...);
    throw cluster_error("a task failed: " + text);
  }
};
using known_exceptions = exceptions_of_tasks<shape_error, value_error, dtype_error, index_error, axis_error,
                                             overflow_error, nan_error, linalg_error, file_error>;

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

  /// Waits for the tasks that may throw, and throws what the first of those that did has thrown.
  void raise_failures() const {
    try {
      runtime().raise_pending_exception();
    } catch (legate::TaskException const& thrown) {
      known_exceptions::rethrow(thrown.index(), thrown.error_message());
    }
  }

  /// A number of its own for a reduction operator.
  std::int64_t next_reduction() { return reductions_++; }

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
    // What a task throws is kept until somebody waits for something: no launch has to.
    scope_.emplace(legate::ExceptionMode::DEFERRED);
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
    library_.reset();
    bool failed = false;
    try {
      raise_failures();
    } catch (std::exception const& e) {
      failed = true;
      std::fprintf(stderr, "gamut: a task that nothing waited for failed: %s\n", e.what());
    }
    scope_.reset();
    int const status = legate::finish();
    if (failed || status) {
      std::fflush(nullptr);
      std::_Exit(status ? status : EXIT_FAILURE);
    }
  }

  std::optional<legate::Library> library_;
  std::optional<legate::Scope> scope_;
  std::int64_t reductions_ = 0;
  releasable* first_ = nullptr;
};

/// How many processors there are in all processes.
inline index processors() {
  return std::max<index>(
      1, index(session::get().runtime().get_machine().count(legate::mapping::TaskTarget::CPU)));
}

/// Whether a task's functions may throw, so that Legate is to look for an exception; others tell their last
/// words and end the program, and a launcher ends the other processes.
template <class Task>
inline constexpr bool throws = [] {
  if constexpr (requires { Task::may_throw; })
    return Task::may_throw;
  else
    return false;
}();

/// A task as it is registered. It has one processor for itself: the host's loops in it have one thread, and
/// so have Eigen and a BLAS.
template <class Task>
struct registered_task : legate::LegateTask<registered_task<Task>> {
  static constexpr auto CPU_VARIANT_OPTIONS = legate::VariantOptions{}.with_may_throw_exception(throws<Task>);

  static void cpu_variant(legate::TaskContext context) {
    host::alone const no_threads;
    host::use_threads(1);
    try {
      Task::cpu_variant(context);
    } catch (std::exception const& e) {
      if constexpr (throws<Task>) throw legate::TaskException(known_exceptions::number(e), e.what());
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

/// A task that is about to be launched.
template <class Task>
legate::AutoTask new_task() {
  auto& here = session::get();
  legate::AutoTask task = here.runtime().create_task(here.library(), task_id<Task>());
  if (throws<Task>) task.throws_exception(true);
  return task;
}
/// A task for each point of a shape.
template <class Task>
legate::ManualTask new_tasks(std::vector<std::uint64_t> const& points) {
  auto& here = session::get();
  legate::ManualTask task = here.runtime().create_task(
      here.library(), task_id<Task>(), legate::Span<std::uint64_t const>(points.data(), points.size()));
  if (throws<Task>) task.throws_exception(true);
  return task;
}
inline void submit(legate::ManualTask&& task) { session::get().runtime().submit(std::move(task)); }
inline void submit(legate::AutoTask&& task) { session::get().runtime().submit(std::move(task)); }

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
      line << (d == 0 ? " [" : ", ") << domain_.lo()[d] << ':' << domain_.hi()[d] + 1;
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
