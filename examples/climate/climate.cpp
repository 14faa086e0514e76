// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// climate.py in C++, function by function: docs/porting.md tells how. It prints what the prototype prints,
// and writes climate.npz.
//
//   climate land.csv [n] [years]
#include <gamut/gamut.hpp>
#include <gamut/npz.hpp>
#include <gamut/text.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace gm = gamut;
using gm::_, gm::newaxis, gm::slice;

namespace {

using field = gm::ndarray<double, 2>;
using vector = gm::ndarray<double, 1>;
using fields = gm::ndarray<double, 3>;

constexpr gm::index days_a_year = 360;
constexpr double solar = 1361.0;
constexpr double freezing = 263.15;
constexpr double pi = std::numbers::pi;

field load_land(std::string const& path, gm::index n) {
  field const coarse = gm::loadtxt<double, 2>(path, gm::delimiter = ',');
  auto const [rows, columns] = coarse.shape();
  field land = gm::repeat(gm::repeat(coarse, n / rows, 0), 2 * n / columns, 1);
  for (int pass = 0; pass < 2; ++pass) {
    land(slice(1, -1)) = (land(slice(_, -2)) + 2.0 * land(slice(1, -1)) + land(slice(2, _))) / 4.0;
    land = (gm::roll(land, 1, 1) + 2.0 * land + gm::roll(land, -1, 1)) / 4.0;
  }
  return land;
}

struct grid {
  vector latitude, cosine, circles;
  field weight;
};
grid make_grid(gm::index n) {
  vector const edges = gm::linspace(-pi / 2, pi / 2, n + 1);
  vector const latitude = (edges(slice(_, -1)) + edges(slice(1, _))) / 2;
  field weight = gm::outer(gm::diff(gm::sin(edges)), gm::ones(2 * n));
  weight /= gm::sum(weight);
  return {latitude, gm::cos(latitude), gm::cos(edges(slice(1, -1))), weight};
}

vector sunlight(vector const& latitude, gm::index day) {
  double const tilt = 23.44 * (pi / 180) * std::sin(2 * pi * double(day - 80) / days_a_year);
  vector const sunset = gm::arccos(gm::clip(-gm::tan(latitude) * std::tan(tilt), -1.0, 1.0));
  return solar / pi *
         (sunset * gm::sin(latitude) * std::sin(tilt) + gm::cos(latitude) * std::cos(tilt) * gm::sin(sunset));
}

auto absorb(field const& t, field const& land, vector const& sun) {
  auto albedo = gm::where(t < freezing, 0.6, 0.26 + 0.08 * land);
  return (1.0 - albedo) * sun(_, newaxis);
}

void spread(field const& t, field& change, vector const& cosine, vector const& circles) {
  field const across = circles(_, newaxis) * (t(slice(1, _)) - t(slice(_, -1)));
  change = 0.0;
  change(slice(_, -1)) += across;
  change(slice(1, _)) -= across;
  change /= cosine(_, newaxis);
  change += gm::roll(t, 1, 1) - 2.0 * t + gm::roll(t, -1, 1);
}

template <class Generator>
void disturb(Generator& rng, field& noise) {
  noise *= 0.8;
  noise += rng.normal(0.0, 4.0, noise.shape());
}

template <class Generator>
class volcanoes {
public:
  volcanoes(Generator& rng, double chance) : rng_(rng), chance_(chance) {}
  double next(gm::index day) {
    dust_ *= 0.985;
    if (rng_.random() < chance_) {
      dust_ += rng_.exponential(0.03);
      eruptions.push_back(day);
    }
    return 1.0 - std::min(dust_, 0.2);
  }
  std::vector<gm::index> eruptions;

private:
  Generator& rng_;
  double chance_, dust_ = 0.0;
};

struct outcome {
  field t;
  fields monthly;
  vector mean, ice;
  std::vector<gm::index> eruptions;
};
outcome simulate(field const& land, grid const& on, gm::index years, std::uint64_t seed) {
  auto const& [latitude, cosine, circles, weight] = on;
  auto const [n, columns] = land.shape();
  auto rng = gm::random::default_rng(seed);
  volcanoes volcano(rng, 1.0 / 200.0);
  field sun = gm::empty({days_a_year, n});
  for (gm::index day = 0; day < days_a_year; ++day) sun(day) = sunlight(latitude, day);
  field const warming = 86400.0 / gm::where(land > 0.5, 2.0e7, 1.5e8);
  field t = 255.0 + 45.0 * gm::outer(cosine, gm::ones(columns));
  field change = gm::empty_like(t), noise = gm::zeros_like(t), month = gm::zeros_like(t);
  fields monthly = gm::empty({12 * years, n, columns});
  vector mean = gm::empty(days_a_year * years), ice = gm::empty(days_a_year * years);
  for (gm::index day = 0; day < days_a_year * years; ++day) {
    double const clear = volcano.next(day);
    spread(t, change, cosine, circles);
    disturb(rng, noise);
    vector const today = sun(day % days_a_year);
    auto gain = clear * absorb(t, land, today) - (203.3 + 2.09 * (t - 273.15)) + noise;
    t += warming * gain + 0.2 * change;
    month += t;
    if (day % 30 == 29) {
      monthly(day / 30) = month / 30.0;
      month = 0.0;
    }
    mean(day) = gm::sum(weight * t);
    ice(day) = gm::sum(gm::where(t < freezing, weight, 0.0));
  }
  return {t, monthly, mean, ice, volcano.eruptions};
}

// What is looked at once, at the end, is computed on the host.
using host_field = gm::ndarray<double, 2, gm::host>;
using host_vector = gm::ndarray<double, 1, gm::host>;
using host_fields = gm::ndarray<double, 3, gm::host>;

std::pair<host_vector, host_field> modes(host_fields const& monthly, host_field const& weight) {
  gm::index const cells = weight.size();
  auto const by_year = gm::reshape(monthly, {-1, 12, cells});
  host_fields const anomalies = by_year - gm::mean(by_year, 0);
  host_field const scaled = gm::reshape(anomalies, {-1, cells}) * gm::sqrt(gm::ravel(weight));
  auto const [u, s, vt] = gm::linalg::svd(scaled, gm::full_matrices = false);
  return {gm::square(s) / gm::sum(gm::square(s)), gm::reshape(vt(0), weight.shape())};
}

void report(host_field const& t, host_fields const& monthly, host_vector const& mean, host_vector const& ice,
            std::vector<gm::index> const& eruptions, host_vector const& latitude, host_field const& weight) {
  std::printf("mean %.6f K, at least %.6f, at most %.6f, deviation %.6f\n", mean(-1), double(t.min()),
              double(t.max()), double(t.std()));
  auto const [row, column] = gm::unravel_index(std::int64_t(gm::argmax(t)), t.shape());
  std::printf("warmest cell %td %td at %.2f degrees\n", gm::index(row), gm::index(column),
              latitude(row) * 180 / pi);
  std::printf("percentiles");
  for (double p : gm::percentile(t, gm::array({5, 25, 50, 75, 95}))) std::printf(" %.6f", p);
  std::printf("\n");
  auto const [counts, edges] = gm::histogram(t, 6, gm::range = std::pair(220.0, 320.0), gm::weights = weight);
  for (gm::index bin = 0; bin < 6; ++bin)
    std::printf("  %.1f to %.1f K: %.4f %% of the surface\n", edges(bin), edges(bin + 1),
                100.0 * counts(bin));
  std::printf("ice %.4f to %.4f %%, on day %td most\n", double(100.0 * ice.min()), double(100.0 * ice.max()),
              gm::index(gm::argmax(ice)));
  std::printf("eruptions on days");
  for (gm::index day : eruptions) std::printf(" %td", day);
  auto const line = gm::polyfit(gm::arange(mean.size()) / double(days_a_year), mean, 1);
  std::printf("\ntrend %.6f K a year\n", line(0));
  gm::index const half = t.shape()[0] / 2;
  host_vector const south = monthly(_, slice(_, half)).mean({1, 2}),
                    north = monthly(_, slice(half, _)).mean({1, 2});
  std::printf("correlation of the hemispheres %.6f\n", gm::corrcoef(south, north)(0, 1));
  host_field const swing = monthly.max(0) - monthly.min(0);
  std::printf("seasons: %.6f to %.6f K, %.6f half of the cells\n", double(swing.min()), double(swing.max()),
              double(gm::median(swing)));
  auto const [share, pattern] = modes(monthly, weight);
  std::printf("modes %.6f %.6f %.6f %.6f spread %.6f\n", share(0), share(1), share(2), share(3),
              double(gm::ptp(gm::abs(pattern))));
}

} // namespace

int main(int argc, char** argv) try {
  if (argc < 2) throw gm::value_error("usage: climate land.csv [n] [years]");
  gm::index const n = argc > 2 ? std::atoi(argv[2]) : 36, years = argc > 3 ? std::atoi(argv[3]) : 4;
  field const land = load_land(argv[1], n);
  grid const on = make_grid(n);
  outcome const end = simulate(land, on, years, 42);
  report(gm::to<gm::host>(end.t), gm::to<gm::host>(end.monthly), gm::to<gm::host>(end.mean),
         gm::to<gm::host>(end.ice), end.eruptions, gm::to<gm::host>(on.latitude),
         gm::to<gm::host>(on.weight));
  gm::savez("climate.npz", {{"t", end.t}, {"monthly", end.monthly}, {"mean", end.mean}, {"ice", end.ice}});
} catch (std::exception const& e) {
  std::fprintf(stderr, "climate: %s\n", e.what());
  return 1;
}
