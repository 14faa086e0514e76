// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The seed's program: x = np.linalg.solve(a, b). Draws a system as NumPy would, or reads one that NumPy
// wrote, and solves it under the default policy, whichever that is: this source knows nothing of it.
//
//   solve --n 1000 [--seed 0] [--threads 2]   np.random.seed(0); a = np.random.rand(n, n); b =
//   np.random.rand(n) solve a.npy b.npy -o x.npy                a (n, n), b (n,) or (n, k), float64
#include <gamut/gamut.hpp>

#include <charconv>
#include <chrono>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace gm = gamut;

namespace {

constexpr char usage[] = "usage: solve --n N [--seed S] [--threads T]\n"
                         "       solve a.npy b.npy [-o x.npy] [--threads T]\n";

struct options {
  std::optional<int> n;
  std::uint64_t seed = 0;
  std::vector<std::string> files;
  std::string output;
};

template <class Int>
Int number(std::string const& option, std::string const& text) {
  Int value{};
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size())
    throw gm::value_error(option + ": '" + text + "' is not a whole number in range");
  return value;
}

options parse(int argc, char** argv) {
  options o;
  for (int i = 1; i < argc; ++i) {
    std::string const word = argv[i];
    auto const value = [&]() -> std::string {
      if (i + 1 == argc) throw gm::value_error(word + " needs a value");
      return argv[++i];
    };
    if (word == "--n")
      o.n = number<int>(word, value());
    else if (word == "--seed")
      o.seed = number<std::uint64_t>(word, value());
    else if (word == "--threads")
      gm::set_num_threads(number<int>(word, value()));
    else if (word == "-o")
      o.output = value();
    else if (word.size() > 1 && word[0] == '-')
      throw gm::value_error("unknown option " + word);
    else
      o.files.push_back(word);
  }
  if (o.n ? !o.files.empty() || *o.n < 1 : o.files.size() != 2)
    throw gm::value_error("give either --n with a positive size, or the two files of a system");
  return o;
}

/// Solves, says how well and how fast, and writes the solution where one is wanted.
template <class A, class B>
void solve(A const& a, B const& b, std::string const& output) {
  auto const start = std::chrono::steady_clock::now();
  auto const x = gm::linalg::solve(a, b);
  double const residual = gm::max(gm::abs(gm::matmul(a, x) - b));
  std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - start;
  std::cout << "policy " << A::policy::name << ", nodes " << gm::node_count() << ", threads "
            << gm::get_num_threads() << ", n " << a.shape()[0] << "\nmax|a @ x - b| = " << residual << "\n"
            << seconds.count() << " s\n";
  if (!output.empty()) gm::save(output, x);
}

void run(options const& o) {
  if (o.n) {
    gm::random::seed(o.seed);
    auto const a = gm::random::rand(*o.n, *o.n); // np.random.rand(n, n)
    auto const b = gm::random::rand(*o.n);       // np.random.rand(n)
    return solve(a, b, o.output);
  }
  auto const a = gm::load<double, 2>(o.files[0]);
  auto header = gm::npy::open(o.files[1]);
  if (gm::npy::read_header(header, o.files[1]).shape.size() == 2)
    solve(a, gm::load<double, 2>(o.files[1]), o.output);
  else
    solve(a, gm::load<double, 1>(o.files[1]), o.output);
}

} // namespace

int main(int argc, char** argv) {
  try {
    if (argc == 1 || std::strcmp(argv[1], "--help") == 0) {
      std::cout << usage;
      return argc == 1 ? 2 : 0;
    }
    run(parse(argc, argv));
  } catch (gm::value_error const& e) {
    std::cerr << "solve: " << e.message() << "\n" << usage;
    return 2;
  } catch (gm::error const& e) {
    std::cerr << "solve: " << e.message() << "\n";
    return 1;
  } catch (std::exception const& e) {
    std::cerr << "solve: " << e.what() << "\n";
    return 1;
  }
}
