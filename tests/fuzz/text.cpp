// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a text file, after some that choose the options: numbers that are the C library's, which are
// written and read back as they are; and numbers in Python's formats, which are C's. Or a gamut::error.
#include "fuzz.hpp"

#include <gamut/host.hpp>
#include <gamut/text.hpp>

#include <array>
#include <cmath>
#include <istream>
#include <optional>
#include <sstream>

namespace {

bool same(double x, double y) { return std::isnan(x) ? std::isnan(y) : std::memcmp(&x, &y, sizeof x) == 0; }

/// Every field that is a number is the one that strtod reads.
void check_number(std::string_view field) {
  double value = 0, expected = 0;
  if (!gm::detail::read_field(field, value)) return;
  std::string const text(gm::detail::trimmed(field));
  char* end = nullptr;
  expected = std::strtod(text.c_str(), &end);
  fuzz::require(end == text.c_str() + text.size(), "strtod does not read it");
  fuzz::require(same(value, expected), "strtod reads it as another number");
}

template <class T>
bool equal(T x, T y) {
  if constexpr (gm::complex_floating<T>)
    return equal(x.real(), y.real()) && equal(x.imag(), y.imag());
  else
    return x == y || (x != x && y != y);
}

template <class T, class Read>
void round_trip(Read const& read, std::size_t size) {
  std::optional<gm::ndarray<T, 2, gm::host>> a;
  try {
    a = read();
  } catch (gm::error const&) {
    return;
  }
  fuzz::require(a->size() == 0 || std::size_t(a->size()) <= 2 * size, "more numbers than characters");
  // Digits enough that numbers stay what they are; a bool is written as a number.
  std::ostringstream out;
  gm::savetxt(out, *a, gm::fmt = std::same_as<T, bool> || gm::integer<T> ? "%d" : "%.17g",
              gm::delimiter = ',');
  std::istringstream in(out.str());
  auto const b = gm::loadtxt<T, 2, gm::host>(in, gm::delimiter = ',');
  fuzz::require(a->size() == b.size(), "what was written has another size");
  for (gm::index i = 0; i < b.size(); ++i)
    fuzz::require(equal(a->data()[i], b.data()[i]), "what was written is another number");
}

template <class T>
void read(std::uint8_t options, std::string_view text) {
  std::string const delimiter = (options & 3) == 0   ? ""
                                : (options & 3) == 1 ? ","
                                : (options & 3) == 2 ? "\t"
                                                     : "ab";
  std::array<gm::index, 2> const columns = {options >> 7, -1};
  gm::npy::detail::memory_buffer buffer(text.data(), text.size());
  std::istream in(&buffer);
  round_trip<T>(
      [&] {
        if ((options & 4) == 0) {
          if ((options & 8) != 0)
            return gm::loadtxt<T, 2, gm::host>(in, gm::delimiter = delimiter, gm::quotechar = '"',
                                               gm::unpack = true);
          return (options & 16) != 0
                     ? gm::loadtxt<T, 2, gm::host>(in, gm::delimiter = delimiter, gm::usecols = columns)
                     : gm::loadtxt<T, 2, gm::host>(in, gm::delimiter = delimiter,
                                                   gm::skiprows = options >> 7);
        }
        if ((options & 8) != 0)
          return gm::genfromtxt<T, 2, gm::host>(in, gm::delimiter = columns.front() + 2,
                                                gm::usecols = columns, gm::skip_footer = 1,
                                                gm::invalid_raise = false);
        return gm::genfromtxt<T, 2, gm::host>(in, gm::delimiter = delimiter, gm::loose = (options & 16) == 0,
                                              gm::missing_values = "NA,-", gm::filling_values = 7);
      },
      text.size());
}

/// A number in a format, which is that of printf.
void format(std::uint8_t const* data) {
  std::string spec = "%";
  for (int flag = 0; flag < 5; ++flag)
    if ((data[0] >> flag & 1) != 0) spec += "-+ 0#"[flag];
  if (data[1] > 0) spec += std::to_string(data[1]);
  if (data[2] > 0) spec += "." + (data[2] > 1 ? std::to_string(data[2] - 2) : "");
  spec += "eEfFgGdxo"[data[3] % 9];
  std::string text;
  gm::detail::percent_format const f(spec, {});
  std::array<char, 1024> expected;
  if (data[3] % 9 < 6) {
    double x;
    std::memcpy(&x, data + 4, sizeof x);
    f.append(text, 0, x);
    if (!std::isfinite(x)) return; // Python fills with zeros, C with blanks
    std::snprintf(expected.data(), expected.size(), spec.c_str(), x);
  } else {
    std::int64_t x;
    std::memcpy(&x, data + 4, sizeof x);
    f.append(text, 0, x);
    // Python's hexadecimal numbers have a sign; its zeros fill up past a precision, and "0x" is before 0 too.
    if ((data[3] % 9 > 6 && (x <= 0 || (data[0] & 16) != 0)) || data[2] > 0) return;
    if (data[3] % 9 > 6 && (data[0] & 6) != 0) return;
    spec.insert(spec.size() - 1, "l");
    std::snprintf(expected.data(), expected.size(), spec.c_str(), long(x));
  }
  fuzz::require(text == expected.data(), "printf writes it otherwise");
}

/// Any format, which is written or refused.
void any_format(std::string_view text) {
  try {
    std::ostringstream out;
    if (text.size() > 64) return; // and is no longer than it has to be
    gm::ndarray<double, 2, gm::host> const a = {gm::shape_of(1, 2), gm::constant<double>(1.5), {}};
    gm::savetxt(out, a, gm::fmt = text);
  } catch (gm::error const&) {
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size < 2) return 0;
  std::string_view const text(reinterpret_cast<char const*>(data) + 2, size - 2);
  switch (data[0] % 8) {
  case 0:
    if (size >= 14) format(data + 2);
    break;
  case 1:
    any_format(text);
    break;
  case 2:
    for (std::string_view rest = text; !rest.empty();) {
      auto const end = std::min(rest.find('\n'), rest.size() - 1);
      check_number(rest.substr(0, end + 1));
      rest.remove_prefix(end + 1);
    }
    break;
  case 3:
    read<std::complex<double>>(data[1], text);
    break;
  case 4:
    read<std::int8_t>(data[1], text);
    break;
  case 5:
    read<bool>(data[1], text);
    break;
  case 6:
    read<std::uint64_t>(data[1], text);
    break;
  default:
    read<double>(data[1], text);
  }
  return 0;
}
