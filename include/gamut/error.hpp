// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The exceptions. Each derives from `gamut::error` and from the `std::` exception a C++ programmer would
// catch, says what was wrong in NumPy's words, and knows where it was called.
#pragma once

#include <gamut/config.hpp>

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace gamut::inline GAMUT_ABI {

/// What every exception of the library is: a message in NumPy's words and the caller's place.
class error {
public:
  virtual ~error() = default;
  virtual char const* what() const noexcept = 0;
  /// The message alone, without the place.
  std::string const& message() const noexcept { return message_; }
  /// Where the failing function was called.
  source_location const& where() const noexcept { return where_; }

protected:
  error(std::string message, source_location where) : message_(std::move(message)), where_(where) {}
  error(error const&) = default;
  error& operator=(error const&) = default;

private:
  std::string message_;
  source_location where_;
};

namespace detail {

inline void append_to(std::string& text, std::string_view part) { text += part; }
template <std::integral I>
GAMUT_COLD void append_to(std::string& text, I part) {
  text += std::to_string(part);
}

/// The text of an error from its parts: words, numbers, shapes.
template <class... Part>
GAMUT_COLD std::string message(Part const&... parts) {
  std::string text;
  (append_to(text, parts), ...);
  return text;
}

GAMUT_COLD inline std::string with_place(std::string const& text, source_location const& where) {
  return where.line() == 0 ? text : message(text, " (", where.file_name(), ":", where.line(), ")");
}

} // namespace detail

/// A gamut exception that is also the standard exception `Std`.
template <class Std>
class basic_error : public Std, public error {
public:
  /// `where` is the caller's place; a default-constructed one is not printed (operators cannot know theirs).
  GAMUT_COLD explicit basic_error(std::string const& message, source_location where = {})
      : Std(detail::with_place(message, where)), error(message, where) {}
  char const* what() const noexcept override { return Std::what(); }
};

/// Shapes that do not fit each other or the operation (NumPy's ValueError).
struct shape_error : basic_error<std::invalid_argument> {
  using basic_error::basic_error;
};
/// A value that the function does not take (NumPy's ValueError).
struct value_error : basic_error<std::invalid_argument> {
  using basic_error::basic_error;
};
/// A dtype that is not the one asked for (NumPy's TypeError).
struct dtype_error : basic_error<std::invalid_argument> {
  using basic_error::basic_error;
};
/// An index outside its axis (NumPy's IndexError).
struct index_error : basic_error<std::out_of_range> {
  using basic_error::basic_error;
};
/// An axis outside the array's dimensions, or named twice (NumPy's AxisError).
struct axis_error : basic_error<std::out_of_range> {
  using basic_error::basic_error;
};
/// A scalar that its array's dtype cannot hold (NumPy's OverflowError).
struct overflow_error : basic_error<std::overflow_error> {
  using basic_error::basic_error;
};
/// A nan was computed while `gm::trap_nan` is on (NumPy's FloatingPointError).
struct nan_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};
/// A matrix that the routine cannot work on: singular, not square, not convergent (NumPy's LinAlgError).
struct linalg_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};
/// A file that is missing, cut short, or not what it claims to be (NumPy's OSError).
struct file_error : basic_error<std::runtime_error> {
  using basic_error::basic_error;
};

} // namespace gamut::inline GAMUT_ABI
