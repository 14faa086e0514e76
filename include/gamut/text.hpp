// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Arrays in text files: loadtxt, genfromtxt and savetxt; and in files of bare numbers: fromfile and tofile.
// Texts are UTF-8, numbers do not depend on the locale, and a line may end as on any system. What is read is
// a file or a std::istream, what is written a file, which appears whole or not at all, or a std::ostream. Not
// included by gamut.hpp: `#include <gamut/text.hpp>`.
#pragma once

#include <gamut/create.hpp>
#include <gamut/file.hpp>
#include <gamut/keyword.hpp>
#include <gamut/npy.hpp>
#include <gamut/parse.hpp>
#include <gamut/percent.hpp>

#include <algorithm>
#include <cstring>
#include <deque>
#include <fstream>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI {

GAMUT_KEYWORD(comments)
GAMUT_KEYWORD(delimiter)
GAMUT_KEYWORD(quotechar)
GAMUT_KEYWORD(skiprows)
GAMUT_KEYWORD(skip_header)
GAMUT_KEYWORD(skip_footer)
GAMUT_KEYWORD(usecols)
GAMUT_KEYWORD(max_rows)
GAMUT_KEYWORD(unpack)
GAMUT_KEYWORD(converters)
GAMUT_KEYWORD(missing_values)
GAMUT_KEYWORD(filling_values)
GAMUT_KEYWORD(loose)
GAMUT_KEYWORD(invalid_raise)
GAMUT_KEYWORD(fmt)
GAMUT_KEYWORD(newline)
GAMUT_KEYWORD(header)
GAMUT_KEYWORD(footer)

namespace detail {

/// NumPy opens these by what their names say.
inline void check_suffix(std::string const& path, source_location where) {
  for (char const* const suffix : {".gz", ".bz2", ".xz", ".lzma"})
    if (path.ends_with(suffix))
      throw value_error(message("'", path, "': compressed text files are not read or written"), where);
}

/// Where a text comes from: a path, or a stream; and where that was written.
class text_source {
public:
  template <std::convertible_to<std::string> S>
  text_source(S const& path, source_location caller = source_location::current())
      : name(path), where(caller) {
    check_suffix(name, where);
  }
  text_source(std::istream& in, source_location caller = source_location::current())
      : name("text"), where(caller), stream_(&in) {}
  text_source(std::istream&& in, source_location caller = source_location::current())
      : text_source(in, caller) {}

  std::string read() const {
    if (stream_) return read_all(*stream_);
    std::ifstream in = npy::open(name, where);
    return read_all(in);
  }

  std::string name;
  source_location where;

private:
  static std::string read_all(std::istream& in) {
    auto const left = npy::detail::bytes_left(in);
    std::size_t piece = left ? std::size_t(*left) + 1 : std::size_t(1) << 16;
    std::string text;
    for (std::size_t size = 0;; piece = std::size_t(1) << 16) {
      text.resize(size + piece);
      in.read(text.data() + size, std::streamsize(piece));
      size += std::size_t(in.gcount());
      text.resize(size);
      if (!in) return text;
    }
  }
  std::istream* stream_ = nullptr;
};

/// Where a text goes: a path, or a stream.
class text_target {
public:
  template <std::convertible_to<std::string> S>
  text_target(S const& path, source_location caller = source_location::current())
      : where(caller), path_(path) {
    check_suffix(path_, where);
  }
  text_target(std::ostream& out, source_location caller = source_location::current())
      : where(caller), stream_(&out) {}

  /// Calls `produce` with what takes the pieces of the text; where it throws, nothing is written.
  template <class Produce>
  void write(Produce const& produce) const {
    if (!stream_) {
      new_file out(path_, where);
      produce([&](std::string_view piece) { out.write(piece); });
      out.commit();
      return;
    }
    std::string text;
    produce([&](std::string_view piece) { text += piece; });
    if (!stream_->write(text.data(), std::streamsize(text.size())))
      throw file_error("cannot write to the stream", where);
  }

  source_location where;

private:
  std::string path_;
  std::ostream* stream_ = nullptr;
};

/// The texts of a keyword: of a character, a string, a list of strings, or nullptr, which is Python's None.
template <class V>
std::vector<std::string> strings_of(V const& value) {
  if constexpr (std::is_null_pointer_v<V>)
    return {};
  else if constexpr (std::same_as<V, char>)
    return {std::string(1, value)};
  else if constexpr (std::convertible_to<V const&, std::string_view>) {
    if constexpr (std::is_pointer_v<V>)
      if (!value) return {};
    return {std::string(std::string_view(value))};
  } else {
    std::vector<std::string> texts;
    for (auto const& text : value) texts.emplace_back(text);
    return texts;
  }
}
/// The numbers of a keyword: of one, or a list.
template <class T, class V>
std::vector<T> numbers_in(V const& value) {
  if constexpr (scalar<V>)
    return {convert_scalar<T>(value)};
  else {
    std::vector<T> numbers;
    for (auto const& x : value) numbers.push_back(convert_scalar<T>(x));
    return numbers;
  }
}

/// An expression's elements as an array of the host's: itself, where it is one.
template <expression E>
decltype(auto) on_host(E const& e, source_location where) {
  if constexpr (is_ndarray<E> && std::same_as<policy_t<E>, host>)
    return (e);
  else
    return gamut::to<host>(e, where);
}

/// How a text is cut into fields.
struct text_layout {
  std::vector<std::string> comments = {"#"};
  std::string delimiter;      // none: blanks
  std::vector<index> widths;  // of fields that have fixed ones
  char quote = '\0';          // none
  index skip = 0, footer = 0; // lines, rows
  index max_rows = -1;        // all
  std::vector<index> columns; // none: all
  bool chooses = false;
  bool transposed = false;
};

/// The lines of a text, which end with "\n", "\r\n" or "\r".
class text_lines {
public:
  explicit text_lines(std::string_view text)
      : rest_(text), returns_(text.find('\r') != std::string_view::npos) {}
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    ++number_;
    std::size_t const end = std::min(returns_ ? rest_.find_first_of("\r\n") : rest_.find('\n'), rest_.size());
    line = rest_.substr(0, end);
    rest_.remove_prefix(end);
    rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : rest_.empty() ? 0 : 1);
    return true;
  }
  /// Of the line that `next` gave, from 1 on.
  index number() const { return number_; }

private:
  std::string_view rest_;
  bool returns_;
  index number_ = 0;
};

/// A line before the first comment.
inline std::string_view without_comment(std::string_view line, text_layout const& layout) {
  for (std::string const& mark : layout.comments)
    line = line.substr(0, mark.size() == 1 ? line.find(mark[0]) : line.find(mark));
  return line;
}

inline void split_at_blanks(std::string_view line, std::vector<std::string_view>& fields) {
  char const *from = line.data(), *const end = from + line.size();
  for (;;) {
    while (from != end && is_blank(*from)) ++from;
    if (from == end) return;
    char const* to = from;
    while (to != end && !is_blank(*to)) ++to;
    fields.emplace_back(from, std::size_t(to - from));
    from = to;
  }
}
inline void split_at(std::string_view mark, std::string_view line, std::vector<std::string_view>& fields) {
  for (;;) {
    std::size_t const end = mark.size() == 1 ? line.find(mark[0]) : line.find(mark);
    fields.push_back(line.substr(0, end));
    if (end == line.npos) return;
    line.remove_prefix(end + mark.size());
  }
}

/// The fields of a line some of which may be in quotes: there, marks are text, and two quotes are one.
class quoted_fields {
public:
  /// False where a quote is not closed.
  bool split(std::string_view line, text_layout const& layout, std::vector<std::string_view>& fields) {
    texts_.clear();
    bool const at_blanks = layout.delimiter.empty();
    auto const comment = [&] {
      return std::any_of(layout.comments.begin(), layout.comments.end(),
                         [&](std::string const& mark) { return line.starts_with(mark); });
    };
    auto const delimiter = [&]() -> std::size_t {
      if (at_blanks) return is_blank(line.front()) ? 1 : 0;
      return line.starts_with(layout.delimiter) ? layout.delimiter.size() : 0;
    };
    if (line.empty() || comment()) return true;
    for (;;) {
      while (at_blanks && !line.empty() && is_blank(line.front())) line.remove_prefix(1);
      if (at_blanks && (line.empty() || comment())) return true;
      std::string& field = texts_.emplace_back();
      if (!line.empty() && line.front() == layout.quote)
        for (line.remove_prefix(1);; line.remove_prefix(1)) {
          std::size_t const end = line.find(layout.quote);
          if (end == line.npos) return false;
          field += line.substr(0, end);
          line.remove_prefix(end + 1);
          if (line.empty() || line.front() != layout.quote) break;
          field += layout.quote;
        }
      while (!line.empty() && !comment() && delimiter() == 0) {
        field += line.front();
        line.remove_prefix(1);
      }
      fields.push_back(field);
      if (line.empty() || comment()) return true;
      line.remove_prefix(delimiter());
    }
  }

private:
  std::deque<std::string> texts_;
};

/// The numbers of a text in rows.
template <dtype T>
struct text_rows {
  // A std::vector<bool> has no elements.
  std::vector<std::conditional_t<std::same_as<T, bool>, unsigned char, T>> values;
  index rows = 0, columns = 0;
};

/// The fields that are read of a row that has `count` of them, from the front; false where one is not there.
inline bool choose_fields(text_layout const& layout, std::vector<std::string_view> const& all,
                          std::vector<std::pair<std::string_view, index>>& chosen, index& missing) {
  index const count = index(all.size());
  chosen.clear();
  if (!layout.chooses)
    for (index i = 0; i < count; ++i) chosen.emplace_back(all[std::size_t(i)], i);
  for (index const column : layout.columns) {
    index const i = column < 0 ? column + count : column;
    if (i < 0 || i >= count) return missing = column, false;
    chosen.emplace_back(all[std::size_t(i)], i);
  }
  return true;
}

/// A field as an array's element, exactly: false where it is something else.
template <dtype T>
bool read_field(std::string_view field, T& value) {
  field = trimmed(field);
  auto const [end, beyond] = parse_number(field.data(), field.data() + field.size(), value);
  return end == field.data() + field.size() && !beyond && !field.empty();
}

/// What a converter of the program's makes of a field: it takes its text, and perhaps its column; what
/// returns an empty std::optional leaves the field alone.
template <dtype T, class F>
bool convert_field(F const& f, std::string_view field, index column, T& value) {
  auto const set = [&](auto const& result) {
    if constexpr (requires { result.has_value(); }) {
      if (!result) return false;
      value = convert_scalar<T>(*result);
    } else
      value = convert_scalar<T>(result);
    return true;
  };
  if constexpr (std::is_null_pointer_v<F>)
    return false;
  else if constexpr (std::invocable<F const&, std::string_view, index>)
    return set(f(field, column));
  else
    return set(f(field));
}

/// loadtxt's rows.
template <dtype T, class Converter>
text_rows<T> read_table(text_source const& from, text_layout const& layout, Converter const& converter) {
  std::string const text = from.read();
  auto const fail = [&](text_lines const& lines, auto const&... parts) {
    throw value_error(message(from.name, ", line ", lines.number(), ": ", parts...), from.where);
  };
  text_rows<T> table;
  text_lines lines(text);
  quoted_fields quoted;
  std::vector<std::string_view> fields;
  std::vector<std::pair<std::string_view, index>> chosen;
  for (std::string_view line; table.rows != layout.max_rows && lines.next(line);) {
    if (lines.number() <= layout.skip) continue;
    fields.clear();
    if (layout.quote != '\0') {
      if (!quoted.split(line, layout, fields)) fail(lines, "a quoted field does not end in its line");
    } else {
      line = without_comment(line, layout);
      if (layout.delimiter.empty())
        split_at_blanks(line, fields);
      else if (!line.empty())
        split_at(layout.delimiter, line, fields);
    }
    if (fields.empty()) continue;
    index missing = 0;
    if (!choose_fields(layout, fields, chosen, missing))
      fail(lines, "invalid column index ", missing, " at row ", table.rows + 1, " with ", fields.size(),
           " columns");
    if (table.rows == 0) table.columns = index(chosen.size());
    if (index(chosen.size()) != table.columns)
      fail(lines, "the number of columns changed from ", table.columns, " to ", chosen.size(), " at row ",
           table.rows + 1, "; use `usecols` to select a subset and avoid this error");
    for (auto const& [field, column] : chosen) {
      T value{};
      if (!convert_field(converter, field, column, value) && !read_field(field, value))
        fail(lines, "could not convert string ", shown(field), " to ", dtype_name<T>(), " at row ",
             table.rows, ", column ", column + 1, ".");
      table.values.push_back(value);
    }
    ++table.rows;
  }
  if (table.rows == 0) table.columns = layout.chooses ? index(layout.columns.size()) : 1;
  return table;
}

/// The rows as an array of `N` dimensions, of which those of one element may go.
template <int N, policy P, dtype T>
ndarray<T, N, P> arranged(text_rows<T> const& table, text_layout const& layout, text_source const& from) {
  static_assert(N <= 2, "gamut: a text file has rows and columns; reshape what is read");
  auto const refuse = [&](int has) {
    throw shape_error(message(from.name, ": the file holds an array of ", has, " dimensions, not ", N),
                      from.where);
  };
  if (N < 2 && table.rows > 1 && table.columns > 1) refuse(2);
  if (N < 1 && table.values.size() != 1) refuse(1);
  dims<N> shape;
  if constexpr (N == 1) shape[0] = index(table.values.size());
  if constexpr (N == 2) shape[0] = table.rows, shape[1] = table.columns;
  ndarray<T, N, host> result(shape, from.where);
  std::transform(table.values.begin(), table.values.end(), result.data(), [](auto x) { return T(x); });
  if constexpr (N == 2)
    if (layout.transposed) return to<P>(result.T(), from.where);
  return to<P>(std::move(result), from.where);
}

inline void check_count(index count, source_location where) {
  if (count < 0) throw value_error("argument must be nonnegative", where);
}

/// The keywords that loadtxt and genfromtxt share.
template <class... K>
text_layout layout_of(source_location where, K const&... k) {
  text_layout layout;
  if constexpr (given<key::comments, K...>)
    layout.comments = strings_of(option<key::comments>(nullptr, k...));
  std::erase(layout.comments, "");
  if constexpr (given<key::usecols, K...>) {
    layout.columns = numbers_in<index>(option<key::usecols>(0, k...));
    layout.chooses = true;
  }
  layout.transposed = option<key::unpack>(false, k...);
  if constexpr (given<key::max_rows, K...>) {
    layout.max_rows = index(option<key::max_rows>(0, k...));
    check_count(layout.max_rows, where);
  }
  return layout;
}

} // namespace detail

/// The numbers of a text file in rows and columns (np.loadtxt): `gm::loadtxt<double, 2>("a.csv",
/// gm::delimiter = ',')`, with `comments`, `delimiter` (blanks), `quotechar`, `skiprows`, `usecols`,
/// `max_rows`, `unpack` and `converters`, a function of a field's text and perhaps column. `N` says what is
/// left of the dimensions: 2, or 1 or 0 where the file has no more. Throws `value_error` for what is no
/// number of dtype `T` and for rows of different lengths, `shape_error` and `file_error`.
template <dtype T, int N, policy P = default_policy, keyword_argument... K>
ndarray<T, N, P> loadtxt(detail::text_source const& from, K const&... k) {
  detail::takes<key::comments, key::delimiter, key::quotechar, key::skiprows, key::usecols, key::max_rows,
                key::unpack, key::converters>::template check<K...>();
  detail::text_layout layout = detail::layout_of(from.where, k...);
  auto const character = [&](std::vector<std::string> const& text) -> std::string {
    if (text.empty()) return {};
    auto const is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    if (text.size() > 1 || std::count_if(text[0].begin(), text[0].end(), is_start) != 1)
      throw dtype_error(
          "Text reading control character must be a single unicode character or None; but got: " +
              detail::shown(text[0]),
          from.where);
    return text[0];
  };
  layout.delimiter = character(detail::strings_of(detail::option<key::delimiter>(nullptr, k...)));
  if (layout.delimiter == "\n" || layout.delimiter == "\r")
    throw dtype_error("The delimiter cannot be a newline", from.where);
  std::string const quote = character(detail::strings_of(detail::option<key::quotechar>(nullptr, k...)));
  if (quote.size() > 1) throw dtype_error("quotechar must be an ASCII character", from.where);
  if (!quote.empty()) layout.quote = quote[0];
  layout.skip = index(detail::option<key::skiprows>(0, k...));
  detail::check_count(layout.skip, from.where);
  auto const table = detail::read_table<T>(from, layout, detail::option<key::converters>(nullptr, k...));
  return detail::arranged<N, P>(table, layout, from);
}

namespace detail {

/// genfromtxt's line: its fields, none of a line that has nothing.
inline void split_generously(std::string_view line, text_layout const& layout,
                             std::vector<std::string_view>& fields) {
  fields.clear();
  bool const blank = line.empty();
  line = without_comment(line, layout);
  if (!layout.widths.empty()) {
    // Of columns with widths of their own, a line that has nothing has nothing in each.
    if (line.empty() && !(blank && layout.widths.size() > 1)) return;
    std::size_t from = 0;
    auto const cut = [&](index width) {
      fields.push_back(line.substr(std::min(from, line.size()), std::size_t(width)));
      from += std::size_t(width);
    };
    if (layout.widths.size() == 1)
      while (from < line.size()) cut(layout.widths[0]);
    else
      for (index const width : layout.widths) cut(width);
    return;
  }
  if (layout.delimiter.empty()) return split_at_blanks(line, fields);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  if (!line.empty()) split_at(layout.delimiter, line, fields);
}

/// What a whole field is.
enum class reading { number, beyond, none };

/// A number as Python reads it: with underscores between digits, a bool by its name, an imaginary unit alone.
template <dtype T>
reading read_as_python(std::string_view field, T& value) {
  std::string kept;
  if (field.find('_') != field.npos) {
    auto const digit = [&](std::size_t i) { return i < field.size() && field[i] >= '0' && field[i] <= '9'; };
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (field[i] != '_')
        kept += field[i];
      else if (i == 0 || !digit(i - 1) || !digit(i + 1))
        return reading::none;
    }
    field = kept;
  }
  if constexpr (std::same_as<T, bool>) {
    auto const is = [&](std::string_view word) {
      return std::equal(field.begin(), field.end(), word.begin(), word.end(),
                        [](char a, char b) { return a == b || (a >= 'a' && a - 'a' + 'A' == b); });
    };
    value = is("TRUE");
    return value || is("FALSE") ? reading::number : reading::none;
  } else {
    if constexpr (complex_floating<T>) {
      if (field.find("++") != field.npos || field.find("+-") != field.npos) return reading::none;
      if (field.ends_with('j') &&
          (field.size() == 1 || field[field.size() - 2] == '+' || field[field.size() - 2] == '-')) {
        std::string const whole = std::string(field.substr(0, field.size() - 1)) + "1j";
        return read_as_python(whole, value);
      }
    }
    char const* const to = field.data() + field.size();
    auto const [end, beyond] = parse_number(field.data(), to, value);
    return end != to ? reading::none : beyond ? reading::beyond : reading::number;
  }
}

/// What genfromtxt makes of a field that is missing or no number.
template <dtype T>
struct missing_fields {
  bool loose = true;
  std::vector<std::string> everywhere = {""};
  std::vector<std::string> by_column; // of those that are read
  std::vector<T> filling;             // one for all, or by column

  bool is_missing(std::string_view field, std::size_t i) const {
    return std::find(everywhere.begin(), everywhere.end(), field) != everywhere.end() ||
           (i < by_column.size() && field == by_column[i]);
  }
  T fill(std::size_t i, source_location where) const {
    if (filling.size() == 1) return filling[0];
    if (i < filling.size()) return filling[i];
    if constexpr (std::same_as<T, bool>)
      return false;
    else if constexpr (!integer<T>)
      return T(std::numeric_limits<real_t<T>>::quiet_NaN());
    else if constexpr (std::is_signed_v<T>)
      return T(-1);
    else
      throw overflow_error(message("integer -1 out of bounds for ", dtype_name<T>(),
                                   ": name filling_values for what is missing"),
                           where);
  }
};

/// genfromtxt's rows.
template <dtype T, class Converter>
text_rows<T> read_generously(text_source const& from, text_layout const& layout, bool invalid_raise,
                             missing_fields<T> const& missing, Converter const& converter) {
  std::string const text = from.read();
  struct row {
    std::string_view line;
    index number, fields;
  };
  // The footer is known at the end alone, and what is in it is not to be an error.
  std::vector<row> rows;
  std::vector<std::string_view> fields;
  std::vector<std::pair<std::string_view, index>> chosen;
  text_lines lines(text);
  index unused = 0, good = 0;
  auto const is_good = [&](index count) {
    if (!layout.chooses) return count == rows.front().fields;
    return std::all_of(layout.columns.begin(), layout.columns.end(),
                       [&](index column) { return column < count && column >= -count; });
  };
  for (std::string_view line; good != layout.max_rows && lines.next(line);) {
    if (lines.number() <= layout.skip) continue;
    split_generously(line, layout, fields);
    if (fields.empty()) continue;
    rows.push_back({line, lines.number(), index(fields.size())});
    good += is_good(rows.back().fields);
  }
  rows.resize(rows.size() - std::min(rows.size(), std::size_t(layout.footer)));
  text_rows<T> table;
  table.columns = layout.chooses ? index(layout.columns.size()) : rows.empty() ? 1 : rows.front().fields;
  std::string wrong;
  for (row const& r : rows)
    if (!is_good(r.fields))
      wrong +=
          message("\n    Line #", r.number, " (got ", r.fields, " columns instead of ", table.columns, ")");
  if (!wrong.empty() && invalid_raise)
    throw value_error(message(from.name, ": Some errors were detected !", wrong), from.where);
  for (row const& r : rows) {
    if (!is_good(r.fields)) continue;
    split_generously(r.line, layout, fields);
    choose_fields(layout, fields, chosen, unused);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      auto const& [whole, column] = chosen[i];
      std::string_view const field = trimmed(whole);
      T value{};
      if (!convert_field(converter, whole, column, value)) {
        reading const what = read_as_python(std::same_as<T, bool> ? whole : field, value);
        if (what == reading::beyond)
          throw overflow_error(message(from.name, ", line ", r.number, ": integer ", field,
                                       " out of bounds for ", dtype_name<T>()),
                               from.where);
        if (what == reading::none) {
          if (!missing.loose && !missing.is_missing(field, i))
            throw value_error(message(from.name, ", line ", r.number, ": Cannot convert string ",
                                      shown(field), " at column ", column + 1),
                              from.where);
          value = missing.fill(i, from.where);
        }
      }
      table.values.push_back(value);
    }
    ++table.rows;
  }
  return table;
}

} // namespace detail

/// The numbers of a text file some of which are missing (np.genfromtxt). Fields that are no number become
/// nan, -1 of signed integers and false of bool, or `filling_values`, one or one for each column; with
/// `gm::loose = false` only empty ones and `missing_values` do, and others are a `value_error`. `delimiter`
/// is a text, a width, or the widths of the columns; `skip_header`, `skip_footer`, `comments`, `usecols`,
/// `max_rows`, `unpack`, `converters` as loadtxt's; rows of another length are an error, or left out with
/// `gm::invalid_raise = false`. Throws `overflow_error` for integers that `T` cannot hold.
template <dtype T, int N, policy P = default_policy, keyword_argument... K>
ndarray<T, N, P> genfromtxt(detail::text_source const& from, K const&... k) {
  using namespace detail;
  takes<key::comments, key::delimiter, key::skip_header, key::skip_footer, key::usecols, key::max_rows,
        key::unpack, key::converters, key::missing_values, key::filling_values, key::loose,
        key::invalid_raise>::template check<K...>();
  text_layout layout = layout_of(from.where, k...);
  if constexpr (given<key::delimiter, K...>) {
    auto const& mark = option<key::delimiter>(nullptr, k...);
    if constexpr (requires { numbers_in<index>(mark); } &&
                  !std::convertible_to<decltype(mark), std::string_view> &&
                  !std::same_as<std::remove_cvref_t<decltype(mark)>, char>) {
      layout.widths = numbers_in<index>(mark);
      if (layout.widths.empty() ||
          std::any_of(layout.widths.begin(), layout.widths.end(), [](index width) { return width < 1; }))
        throw value_error("the widths of columns must be positive", from.where);
    } else if (auto const texts = strings_of(mark); !texts.empty())
      layout.delimiter = texts[0];
  }
  layout.skip = std::max(index(option<key::skip_header>(0, k...)), index(0));
  layout.footer = std::max(index(option<key::skip_footer>(0, k...)), index(0));
  if (layout.max_rows == 0) throw value_error("'max_rows' must be at least 1.", from.where);
  if (layout.max_rows > 0 && layout.footer > 0)
    throw value_error("The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.",
                      from.where);
  missing_fields<T> missing;
  missing.loose = option<key::loose>(true, k...);
  if constexpr (given<key::missing_values, K...>) {
    auto const& texts = option<key::missing_values>(nullptr, k...);
    if constexpr (std::convertible_to<decltype(texts), std::string_view> &&
                  !std::is_null_pointer_v<std::remove_cvref_t<decltype(texts)>>) {
      std::vector<std::string_view> words;
      split_at(",", texts, words);
      for (std::string_view const word : words) missing.everywhere.emplace_back(trimmed(word));
    } else
      missing.by_column = strings_of(texts);
  }
  if constexpr (given<key::filling_values, K...>)
    missing.filling = numbers_in<T>(option<key::filling_values>(0, k...));
  auto const table = read_generously<T>(from, layout, option<key::invalid_raise>(true, k...), missing,
                                        option<key::converters>(nullptr, k...));
  return arranged<N, P>(table, layout, from);
}

namespace detail {

/// A text with a mark before each of its lines.
inline std::string marked(std::string_view text, std::string_view mark, std::string_view newline) {
  std::string result(mark);
  for (char const c : text) {
    result += c;
    if (c == '\n') result += mark;
  }
  return result.append(newline);
}

/// savetxt's format of a whole row.
inline std::string row_format(std::vector<std::string> const& formats, bool is_list, index columns,
                              bool complex, std::string_view delimiter, source_location where) {
  std::string row;
  auto const add = [&](index i, std::string const& format) {
    if (i > 0) row += delimiter;
    row += format;
  };
  if (is_list) {
    if (index(formats.size()) != columns)
      throw value_error(
          message("fmt has wrong shape.  ", formats.size(), " formats for ", columns, " columns"), where);
    for (index i = 0; i < columns; ++i) add(i, formats[std::size_t(i)]);
    return row;
  }
  std::string const& format = formats.at(0);
  auto const places = std::count(format.begin(), format.end(), '%');
  if (places == 1)
    for (index i = 0; i < columns; ++i) add(i, complex ? " (" + format + "+" + format + "j)" : format);
  else if (places == (complex ? 2 : 1) * columns)
    row = format;
  else
    throw value_error("fmt has wrong number of % formats:  " + format, where);
  return row;
}

} // namespace detail

/// Writes a vector, as a column, or a matrix to a text file (np.savetxt): `gm::savetxt("a.csv", A, gm::fmt =
/// "%.3f", gm::delimiter = ",")`, with `fmt` ("%.18e"; a list has one for each column), `delimiter` (" "),
/// `newline`, `header`, `footer`, and `comments` ("# ") before these two. Throws `value_error` and
/// `dtype_error` for formats that do not fit, and `file_error`; the file that was there is then still there.
template <expression E, keyword_argument... K>
void savetxt(detail::text_target const& to, E const& e, K const&... k) {
  using namespace detail;
  takes<key::fmt, key::delimiter, key::newline, key::header, key::footer,
        key::comments>::template check<K...>();
  constexpr int N = ndim_v<E>;
  static_assert(N == 1 || N == 2, "gamut: Expected 1D or 2D array; reshape what has other dimensions");
  using T = value_type_t<E>;
  auto const text = [&]<class Tag>(keyword<Tag>, char const* otherwise) {
    std::string joined;
    for (std::string const& part : strings_of(option<Tag>(otherwise, k...))) joined += part;
    return joined;
  };
  auto const& a = on_host(e, to.where);
  index const rows = a.shape()[0], columns = N == 2 ? a.shape()[N - 1] : 1;
  std::string const between = text(delimiter, " "), newline_text = text(newline, "\n"),
                    mark = text(comments, "# "), header_text = text(header, ""),
                    footer_text = text(footer, "");
  auto const& formats = option<key::fmt>("%.18e", k...);
  std::string const whole =
      row_format(strings_of(formats), !std::convertible_to<decltype(formats), std::string_view>, columns,
                 complex_floating<T>, between, to.where);
  percent_format const row(whole, to.where);
  if (index(row.size()) != columns * (complex_floating<T> ? 2 : 1))
    throw dtype_error(message("Mismatch between array dtype ('", dtype_name<T>(),
                              "') and format specifier ('", whole, "')"),
                      to.where);
  for (std::size_t i = 0; i < row.size(); ++i) row.template check<real_t<T>>(i);

  to.write([&](auto const& emit) {
    if (!header_text.empty()) emit(marked(header_text, mark, newline_text));
    std::string line;
    T const* x = a.data();
    for (index i = 0; i < rows; ++i) {
      line.clear();
      for (std::size_t j = 0; j < std::size_t(columns); ++j, ++x) {
        if constexpr (complex_floating<T>)
          row.append(line, 2 * j, x->real()), row.append(line, 2 * j + 1, x->imag());
        else
          row.append(line, j, *x);
      }
      row.finish(line);
      if constexpr (complex_floating<T>)
        for (std::size_t at = 0; (at = line.find("+-", at)) != line.npos;) line.erase(at, 1);
      line += newline_text;
      emit(line);
    }
    if (!footer_text.empty()) emit(marked(footer_text, mark, newline_text));
  });
}

/// The numbers of a file that has nothing else (np.fromfile): `count` of them (-1: all) from byte `offset`
/// on, in this machine's byte order; with `sep` those of a text, with that between them. Fewer where the file
/// has fewer. Throws `file_error`, and `value_error` for a text that has something else.
template <dtype T = double, policy P = default_policy>
ndarray<T, 1, P> fromfile(std::string const& path, index count = -1, std::string_view sep = "",
                          index offset = 0, source_location where = source_location::current()) {
  if (!sep.empty()) {
    if (offset != 0) throw value_error("'offset' argument only permitted for binary files", where);
    std::vector<T> values;
    if (!detail::numbers_of(detail::text_source(path, where).read(), sep, count, values))
      throw value_error(path + ": string or file could not be read to its end due to unmatched data", where);
    return array<T, P>(values, where);
  }
  std::ifstream in = npy::open(path, where);
  if (offset < 0) throw value_error("offset must be non-negative", where);
  auto const size = npy::detail::bytes_left(in);
  if (size ? offset > *size : !in.ignore(offset) || in.gcount() != offset)
    throw value_error(detail::message(path, ": offset ", offset, " is past the end of the file"), where);
  auto const read = [&](std::istream& from, index bytes) {
    index const n = bytes / index(sizeof(T));
    ndarray<T, 1, host> result(shape_of(count < 0 ? n : std::min(n, count)), where);
    if (!npy::detail::read_elements(from, false, result.data(), result.size()))
      throw file_error(path + ": it ended while it was read", where);
    return to<P>(std::move(result), where);
  };
  if (size) {
    in.seekg(offset);
    return read(in, *size - offset);
  }
  std::string bytes; // of a pipe, which cannot say how many there are
  auto const wanted = count < 0 ? std::numeric_limits<index>::max() / index(sizeof(T)) : count;
  while (index(bytes.size()) / index(sizeof(T)) < wanted) {
    index const missing = (wanted - index(bytes.size()) / index(sizeof(T))) * index(sizeof(T));
    std::string const piece = npy::detail::read_bytes(in, std::size_t(std::min(missing, index(1) << 20)));
    if (piece.empty()) break;
    bytes += piece;
  }
  npy::detail::memory_buffer buffer(bytes.data(), bytes.size());
  std::istream whole(&buffer);
  return read(whole, index(bytes.size()));
}

/// Writes the elements to a file, without shape or dtype (ndarray.tofile): their bytes in row-major order, or
/// with `sep` their text in Python's format, with that between them. Throws `file_error`; the file that was
/// there is then still there.
template <expression E>
void tofile(E const& e, std::string const& path, std::string_view sep = "", std::string_view format = "%s",
            source_location where = source_location::current()) {
  using T = value_type_t<E>;
  auto const& a = detail::on_host(e, where);
  if (sep.empty()) {
    detail::new_file out(path, where);
    out.write(a.data(), std::size_t(a.nbytes()));
    return out.commit();
  }
  detail::percent_format const item(format, where);
  // As Python's numbers: a float32 shows the digits of its double.
  using number = std::conditional_t<detail::kind<T> == 2, double,
                                    std::conditional_t<detail::kind<T> == 3, std::complex<double>, T>>;
  if (item.size() != 1)
    throw dtype_error(item.size() == 0 ? "not all arguments converted during string formatting"
                                       : "not enough arguments for format string",
                      where);
  item.template check<number>(0);
  detail::text_target(path, where).write([&](auto const& emit) {
    std::string text;
    for (index i = 0; i < a.size(); ++i) {
      text.assign(i > 0 ? sep : "");
      item.append(text, 0, detail::convert<number>(a.data()[i]));
      item.finish(text);
      emit(text);
    }
  });
}

} // namespace gamut::inline GAMUT_ABI
