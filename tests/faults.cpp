// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// A cluster program that fails as it is told to: a process that is killed in mid-run, more memory than there
// is, a function that throws in a task, whether somebody waits for that or not. Each has to end with a
// message and a status that is not 0.
#include <gamut/cluster.hpp>

#include <csignal>
#include <cstring>

namespace gm = gamut;
using gm::_, gm::slice;

namespace {

struct refuses_three { // without state
  double operator()(double x) const {
    if (x == 3.) throw gm::value_error("this function does not take three");
    return x;
  }
};

} // namespace

int main(int argc, char** argv) {
  auto const told = [&](char const* what) { return argc > 1 && std::strcmp(argv[1], what) == 0; };
  auto u = gm::zeros<double, gm::cluster>(400, 400);
  if (told("killed"))
    for (int step = 0;; ++step) {
      u(slice(1, -1), _) = 0.5 * (u(slice(_, -2), _) + u(slice(2, _), _)) + 1.;
      if (step % 10 == 9) (void)double(gm::sum(u));
      if (step == 20 && gm::node_id<gm::cluster>() == gm::node_count<gm::cluster>() - 1) std::raise(SIGKILL);
    }
  if (told("memory")) {
    auto const large = gm::ones<double, gm::cluster>(20000, 20000);
    return double(gm::sum(large)) > 0 ? 0 : 1;
  }
  if (told("throws")) {
    auto const v = gm::eval(gm::vectorize(refuses_three{})(u + 3.));
    return double(gm::sum(v)) > 0 ? 0 : 1;
  }
  if (told("unread")) u = gm::vectorize(refuses_three{})(u + 3.);
  return 0;
}
