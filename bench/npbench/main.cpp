// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// NPBench's kernels, ported to gamut and run on a folder of inputs and of the results that NumPy has for them
// (golden.py makes such folders).
//
//   gamut_npbench list
//   gamut_npbench run SHORT --golden DIR [--repeat N] [--policy host|device|cluster] [--threads T] [--json]
//
// A program is over one policy; gamut_npbench, over the host, hands what is for another one on to
// gamut_npbench.device, .device-emulated or .cluster beside it.
//
// DIR holds params.json (the order of the arguments, numbers, tolerances), in_NAME.npy of the arrays and
// out_NAME.npy of the results. Every result must be within rtol and atol, element by element, or its relative
// error as a vector be below norm_error, which is how NPBench compares. The status is 0, 1 where a result
// differs, 2 where the input is at fault. --json prints one line for a program; with --serve as well, it runs
// again for every line on standard input, for measurements that take turns.
#include "kernel.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <unistd.h>

namespace {

using namespace npbench;
using nlohmann::json;

constexpr char usage[] =
    "usage: gamut_npbench list\n"
    "       gamut_npbench run SHORT --golden DIR [--repeat N] [--policy host|device|cluster] "
    "[--threads T] [--json [--serve]]\n";

struct options {
  std::string kernel, folder, policy = npbench::policy::name;
  int repeat = 10;
  bool as_json = false, serve = false;
};

int number(std::string const& option, std::string const& text) {
  int value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size() || value < 1)
    throw bad_input(option + ": '" + text + "' is not a positive number");
  return value;
}

options parse(int argc, char** argv) {
  options o;
  for (int i = 2; i < argc; ++i) {
    std::string const word = argv[i];
    auto const value = [&]() -> std::string {
      if (i + 1 == argc) throw bad_input(word + " needs a value");
      return argv[++i];
    };
    if (word == "--golden")
      o.folder = value();
    else if (word == "--repeat")
      o.repeat = number(word, value());
    else if (word == "--policy")
      o.policy = value();
    else if (word == "--threads")
      gm::set_num_threads(number(word, value()));
    else if (word == "--json")
      o.as_json = true;
    else if (word == "--serve")
      o.serve = true;
    else if (word.starts_with("-") || !o.kernel.empty())
      throw bad_input("unknown argument " + word);
    else
      o.kernel = word;
  }
  if (o.kernel.empty()) throw bad_input("run: name a kernel");
  if (o.folder.empty()) throw bad_input("run: name a folder with --golden");
  if (o.serve && !o.as_json) throw bad_input("--serve goes with --json");
  return o;
}

/// Calls `f` with the type that a dtype's name stands for, as `std::type_identity`.
template <class F>
auto with_dtype(std::string const& name, F const& f) {
  std::optional<std::invoke_result_t<F, std::type_identity<double>>> result;
  auto const attempt = [&]<class... T>(std::type_identity<T>... t) {
    ((gm::dtype_name<T>() == name ? void(result.emplace(f(t))) : void()), ...);
  };
  attempt(std::type_identity<bool>{}, std::type_identity<std::int8_t>{}, std::type_identity<std::int16_t>{},
          std::type_identity<std::int32_t>{}, std::type_identity<std::int64_t>{},
          std::type_identity<std::uint8_t>{}, std::type_identity<std::uint16_t>{},
          std::type_identity<std::uint32_t>{}, std::type_identity<std::uint64_t>{},
          std::type_identity<float>{}, std::type_identity<double>{},
          std::type_identity<std::complex<float>>{}, std::type_identity<std::complex<double>>{});
  if (!result) throw bad_input("dtype " + name + " is not read");
  return *result;
}

array_data load(std::filesystem::path const& file) {
  auto in = gm::npy::open(file.string());
  auto const header = gm::npy::read_header(in, file.string());
  return with_dtype(header.dtype_name(), [&]<class T>(std::type_identity<T>) {
    array_data d{header.dtype_name(), header.shape, {}};
    d.bytes.resize(std::size_t(header.size()) * sizeof(T));
    gm::npy::read_data(in, header, reinterpret_cast<T*>(d.bytes.data()), file.string());
    return d;
  });
}

json parameters_in(std::filesystem::path const& folder) {
  auto const file = folder / "params.json";
  std::ifstream in(file);
  if (!in) throw bad_input("cannot read '" + file.string() + "'");
  return json::parse(in);
}

std::vector<argument> arguments_in(std::filesystem::path const& folder, json const& parameters) {
  std::vector<argument> all;
  for (std::string const name : parameters.at("call")) {
    if (parameters.at("arrays").contains(name)) {
      all.push_back({name, load(folder / ("in_" + name + ".npy"))});
      continue;
    }
    if (!parameters.at("scalars").contains(name))
      throw bad_input("params.json calls the kernel with '" + name + "', which is no array or scalar of it");
    json const& value = parameters["scalars"][name].at("value");
    if (value.is_number_integer())
      all.push_back({name, value.get<std::int64_t>()});
    else
      all.push_back({name, value.get<double>()});
  }
  return all;
}

/// How far a result is from what is expected.
struct comparison {
  std::string name, problem; // `problem` where they cannot be compared
  double absolute = 0, relative = 0, norm = 0;
  bool ok = false;
};

struct tolerance {
  double rtol, atol, norm_error;
};

/// The elements as complex numbers, in which every dtype has room.
std::vector<std::complex<long double>> elements(array_data const& d) {
  return with_dtype(d.dtype, [&]<class T>(std::type_identity<T>) {
    std::vector<std::complex<long double>> all(d.bytes.size() / sizeof(T));
    for (std::size_t i = 0; i < all.size(); ++i) {
      T x;
      std::memcpy(&x, d.bytes.data() + i * sizeof(T), sizeof(T));
      if constexpr (requires { x.real(); })
        all[i] = {x.real(), x.imag()};
      else
        all[i] = static_cast<long double>(x);
    }
    return all;
  });
}

comparison compare(std::string const& name, array_data const& expected, array_data const* got,
                   tolerance const& within) {
  comparison c{name, {}};
  if (!got)
    c.problem = "the kernel has no such result";
  else if (got->dtype != expected.dtype)
    c.problem = "is of " + got->dtype + ", not " + expected.dtype;
  else if (got->shape != expected.shape)
    c.problem = "has another shape";
  if (!c.problem.empty()) return c;
  auto const x = elements(*got), y = elements(expected);
  auto const is_nan = [](std::complex<long double> z) {
    return std::isnan(z.real()) || std::isnan(z.imag());
  };
  long double difference = 0, size = 0;
  bool close = true, finite = true;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == y[i] || (is_nan(x[i]) && is_nan(y[i]))) {
      if (std::isfinite(std::abs(y[i]))) size += std::norm(y[i]);
      continue;
    }
    long double const error = std::abs(x[i] - y[i]), magnitude = std::abs(y[i]);
    finite = finite && std::isfinite(error);
    close = close && error <= within.atol + within.rtol * magnitude;
    c.absolute = std::max(c.absolute, double(error));
    if (magnitude > 0) c.relative = std::max(c.relative, double(error / magnitude));
    difference += error * error;
    size += magnitude * magnitude;
  }
  c.norm = difference == 0 ? 0 : double(std::sqrt(difference) / std::sqrt(size));
  c.ok = close || (finite && c.norm < within.norm_error);
  if (!finite) c.problem = "has a nan or inf where NumPy has none, or the reverse";
  return c;
}

std::vector<comparison> compare_all(std::filesystem::path const& folder, json const& parameters,
                                    std::map<std::string, array_data> const& results) {
  tolerance const within{parameters.at("rtol").get<double>(), parameters.at("atol").get<double>(),
                         parameters.at("norm_error").get<double>()};
  std::vector<comparison> all;
  for (auto const& [name, _] : parameters.at("outputs").items()) {
    auto const found = results.find(name);
    all.push_back(compare(name, load(folder / ("out_" + name + ".npy")),
                          found == results.end() ? nullptr : &found->second, within));
  }
  if (all.empty()) throw bad_input("params.json names no results to compare");
  return all;
}

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  std::size_t const half = all.size() / 2;
  return all.size() % 2 ? all[half] : (all[half - 1] + all[half]) / 2;
}

/// Runs the kernel, compares, reports; whether every result is as expected.
bool run(options const& o) {
  auto const found = kernels().find(o.kernel);
  bool const known = found != kernels().end();
  if (!known && npbench::policy::name == std::string_view("host")) // which has all of them
    throw bad_input("no kernel '" + o.kernel + "'; 'list' shows them all");
  if (!known || !found->second.contains(o.policy))
    throw bad_input("'" + o.kernel + "' does not run under policy '" + o.policy + "' in this program");
  auto const how = found->second.find(o.policy);
  json const parameters = parameters_in(o.folder);
  if (parameters.at("short").get<std::string>() != o.kernel)
    throw bad_input("'" + o.folder + "' is a folder of " + parameters["short"].get<std::string>() +
                    ", not of " + o.kernel);
  std::vector<comparison> results;
  bool ok = true;
  auto const print = [&](outcome const& timed) {
    if (o.as_json) {
      json line{
          {"kernel", o.kernel},       {"policy", o.policy},    {"ok", ok}, {"threads", gm::get_num_threads()},
          {"wall_ms", timed.wall_ms}, {"cpu_ms", timed.cpu_ms}};
      for (auto const& c : results)
        line["results"][c.name] = {{"ok", c.ok},
                                   {"problem", c.problem},
                                   {"max_absolute", c.absolute},
                                   {"max_relative", c.relative},
                                   {"norm", c.norm}};
      std::cout << line.dump() << std::endl;
      return;
    }
    for (auto const& c : results)
      std::printf("%s %s: %s%slargest error %.2g, relative %.2g, as a vector %.2g\n", o.kernel.c_str(),
                  c.name.c_str(), c.ok ? "ok, " : "NOT OK, ",
                  c.problem.empty() ? "" : (c.problem + ", ").c_str(), c.absolute, c.relative, c.norm);
    std::printf("%s: %s, median of %zu %.4g ms (%.4g ms of processor time), policy %s, threads %d\n",
                o.kernel.c_str(), ok ? "ok" : "NOT OK", timed.wall_ms.size(), median(timed.wall_ms),
                median(timed.cpu_ms), o.policy.c_str(), gm::get_num_threads());
  };
  int reports = 0;
  auto const report = [&](outcome const& got) {
    if (++reports == 1) {
      results = compare_all(o.folder, parameters, got.results);
      ok = std::all_of(results.begin(), results.end(), [](auto const& c) { return c.ok; });
      return true;
    }
    print(got);
    std::string line;
    return o.serve && bool(std::getline(std::cin, line));
  };
  how->second({arguments_in(o.folder, parameters), o.repeat, report});
  return ok;
}

void list() {
  for (auto const& [name, policies] : kernels()) {
    std::cout << name;
    for (auto const& [policy, _] : policies) std::cout << " " << policy;
    std::cout << "\n";
  }
}

/// Goes on in the program beside this one that is over the policy which is asked for, if that is another and
/// there is one.
void hand_on(options const& o, char** argv) {
  if (o.policy == npbench::policy::name || !kernels().contains(o.kernel)) return;
  auto const self = std::filesystem::read_symlink("/proc/self/exe");
  for (auto const& form : {o.policy, o.policy + "-emulated"}) {
    auto const other = self.parent_path() / ("gamut_npbench." + form);
    if (other != self && std::filesystem::exists(other)) execv(other.c_str(), argv);
  }
}

} // namespace

int main(int argc, char** argv) {
  try {
    std::string const command = argc > 1 ? argv[1] : "";
    if (command == "list" && argc == 2) return list(), 0;
    if (command != "run") throw bad_input(command.empty() ? "say what to do" : "unknown command " + command);
    options const o = parse(argc, argv);
    hand_on(o, argv);
    return run(o) ? 0 : 1;
  } catch (bad_input const& e) {
    std::cerr << "gamut_npbench: " << e.what() << "\n" << usage;
  } catch (gm::error const& e) {
    std::cerr << "gamut_npbench: " << e.message() << "\n";
  } catch (std::exception const& e) {
    std::cerr << "gamut_npbench: " << e.what() << "\n";
  }
  return 2;
}
