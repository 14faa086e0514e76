// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The .npy file format (NEP 1): a magic string, a header that is a Python dict literal, and the elements.
// Streams and bytes only; io.hpp brings the arrays. A header is untrusted: it is checked against the format,
// the types we read and the length of the file before anyone allocates what it claims.
#pragma once

#include <gamut/config.hpp>
#include <gamut/dtype.hpp>
#include <gamut/error.hpp>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <fstream>
#include <istream>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <streambuf>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace gamut::inline GAMUT_ABI::npy {

/// What the header of a .npy file says of its array.
struct header {
  char kind = 'f';            ///< b, i, u, f or c, as np.dtype.kind.
  int itemsize = 8;           ///< Bytes of an element.
  bool swapped = false;       ///< The bytes of its numbers are in the other order than this machine's.
  bool fortran_order = false; ///< The first axis runs fastest.
  std::vector<index> shape;
  std::size_t data_offset = 0; ///< Bytes from the start of the .npy to its first element.
  bool bytes_known = false;    ///< The file is known to hold all elements; a pipe may end before.

  /// The number of elements; read_header has checked that they can be counted.
  index size() const {
    index n = 1;
    for (index const extent : shape) n *= extent;
    return n;
  }
  /// NumPy's name of the dtype, whatever its byte order: "float64", "int32", "bool" (np.dtype.name).
  std::string dtype_name() const {
    if (kind == 'b') return "bool";
    std::string const name = kind == 'i' ? "int" : kind == 'u' ? "uint" : kind == 'f' ? "float" : "complex";
    return name + std::to_string(8 * itemsize);
  }
};

namespace detail {

inline constexpr std::string_view magic = "\x93NUMPY";
inline constexpr std::size_t alignment = 64; // of the first element, so that a file can be mapped

/// An array of one plain dtype needs some hundred bytes of header; more than this is an attack or an
/// accident.
inline constexpr std::size_t longest_header = std::size_t(1) << 20;

template <dtype T>
inline constexpr char kind_of = std::same_as<T, bool> ? 'b'
                                : complex_floating<T> ? 'c'
                                : real_floating<T>    ? 'f'
                                : half_floating<T>    ? 'f'
                                : std::is_signed_v<T> ? 'i'
                                                      : 'u';

inline constexpr bool little = std::endian::native == std::endian::little;

/// `(3, 4)`, `(3,)`, `()`: a tuple as Python writes it.
inline std::string tuple_text(std::span<index const> shape) {
  std::string text = "(";
  for (std::size_t d = 0; d < shape.size(); ++d) {
    if (d > 0) text += ", ";
    text += std::to_string(shape[d]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

[[noreturn]] inline void cut_short(header const& h, index bytes, std::string const& path,
                                   source_location where) {
  throw file_error(path + ": failed to read all data for array: expected " + tuple_text(h.shape) + " = " +
                       std::to_string(h.size()) + " elements of " + h.dtype_name() + ", found only " +
                       std::to_string(bytes / h.itemsize) + " (file seems not fully written?)",
                   where);
}

/// Bytes in memory as a stream's, which knows where they end.
class memory_buffer : public std::streambuf {
public:
  memory_buffer(char const* bytes, std::size_t size) {
    char* const from = const_cast<char*>(bytes); // they are only read
    setg(from, from, from + size);
  }

private:
  pos_type seekoff(off_type by, std::ios::seekdir from, std::ios::openmode) override {
    char* const base = from == std::ios::beg ? eback() : from == std::ios::cur ? gptr() : egptr();
    if (by < eback() - base || by > egptr() - base) return pos_type(off_type(-1));
    setg(eback(), base + by, egptr());
    return pos_type(gptr() - eback());
  }
  pos_type seekpos(pos_type at, std::ios::openmode mode) override {
    return seekoff(off_type(at), std::ios::beg, mode);
  }
};

/// The bytes from here to the stream's end, where the stream can say.
inline std::optional<index> bytes_left(std::istream& in) {
  auto& buffer = *in.rdbuf();
  auto const failed = std::streampos(std::streamoff(-1));
  auto const here = buffer.pubseekoff(0, std::ios::cur, std::ios::in);
  if (here == failed) return std::nullopt;
  auto const end = buffer.pubseekoff(0, std::ios::end, std::ios::in);
  if (end == failed || buffer.pubseekpos(here, std::ios::in) == failed) return std::nullopt;
  return index(end - here);
}

/// What a header says, for a message: in quotes, no longer than a line, and only of printable characters.
inline std::string quoted(std::string_view text) {
  std::string shown(text.substr(0, 40));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return "'" + shown + (text.size() > 40 ? "..." : "") + "'";
}

/// The next `n` bytes, or as many as there are.
inline std::string read_bytes(std::istream& in, std::size_t n) {
  std::string bytes(n, '\0');
  in.read(bytes.data(), std::streamsize(n));
  bytes.resize(std::size_t(in.gcount()));
  return bytes;
}

/// Reads the header's dict, a literal of Python, with the freedom that Python gives its writer: keys in any
/// order, either quote, any white space, trailing commas.
class header_parser {
public:
  header_parser(std::string_view text, std::string const& path, source_location where)
      : text_(text), path_(path), where_(where) {}

  header parse() {
    header h;
    bool descr = false, order = false, shape = false;
    expect('{');
    while (!accept('}')) {
      std::string_view const key = string();
      expect(':');
      if (key == "descr")
        read_dtype(h), descr = true;
      else if (key == "fortran_order")
        h.fortran_order = boolean(), order = true;
      else if (key == "shape")
        h.shape = tuple(), shape = true;
      else
        fail("its header has the unknown key " + quoted(key));
      if (accept(',')) continue;
      expect('}');
      break;
    }
    skip_space();
    if (next_ != text_.size()) unexpected("the end");
    if (!descr || !order || !shape)
      fail(std::string("its header lacks ") + (!descr ? "'descr'" : !order ? "'fortran_order'" : "'shape'"));
    return h;
  }

private:
  [[noreturn]] void fail(std::string const& reason) const { throw file_error(path_ + ": " + reason, where_); }
  [[noreturn]] void unexpected(std::string const& wanted) const {
    fail("cannot parse its header: expected " + wanted + " at byte " + std::to_string(next_));
  }
  [[noreturn]] void refuse(std::string const& reason) const {
    throw dtype_error(path_ + ": " + reason +
                          " (what is read: bool, int8 to int64, uint8 to uint64, float16 to float64, "
                          "complex64, complex128)",
                      where_);
  }

  char peek() const { return next_ < text_.size() ? text_[next_] : '\0'; }
  void skip_space() { next_ = std::min(text_.find_first_not_of(" \t\n\r\f", next_), text_.size()); }
  bool accept(char c) {
    skip_space();
    if (peek() != c || next_ == text_.size()) return false;
    ++next_;
    return true;
  }
  void expect(char c) {
    if (!accept(c)) unexpected({'\'', c, '\''});
  }

  std::string_view string() {
    skip_space();
    char const quote = peek();
    if (quote != '\'' && quote != '"') unexpected("a string");
    auto const end = text_.find(quote, next_ + 1);
    if (end == text_.npos) unexpected("a string that ends");
    auto const content = text_.substr(next_ + 1, end - next_ - 1);
    next_ = end + 1;
    return content;
  }

  bool boolean() {
    skip_space();
    for (std::string_view const word : {"True", "False"})
      if (text_.substr(next_).starts_with(word)) {
        next_ += word.size();
        return word == "True";
      }
    unexpected("True or False");
  }

  std::vector<index> tuple() {
    std::vector<index> items;
    expect('(');
    while (!accept(')')) {
      items.push_back(extent());
      if (accept(',')) continue;
      expect(')');
      if (items.size() == 1) unexpected("a tuple, which has a comma,");
      break;
    }
    return items;
  }

  index extent() {
    skip_space();
    if (peek() == '-') fail("its header claims a negative dimension");
    auto const digit = [&] { return peek() >= '0' && peek() <= '9'; };
    if (!digit()) unexpected("an integer");
    index value = 0;
    for (; digit(); ++next_)
      if (__builtin_mul_overflow(value, index(10), &value) ||
          __builtin_add_overflow(value, index(peek() - '0'), &value))
        fail("its header claims a dimension that no array can have");
    if (peek() == 'L') ++next_; // Python 2 wrote its long integers so
    return value;
  }

  void read_dtype(header& h) {
    skip_space();
    if (peek() == '[' || peek() == '(') refuse("structured dtypes are not read");
    std::string_view const descr = string();
    std::string const named = "dtype " + quoted(descr);
    std::string_view name = descr;
    char order = '=';
    if (!name.empty() && std::string_view("<>=|").find(name[0]) != name.npos) {
      order = name[0];
      name.remove_prefix(1);
    }
    if (name.starts_with('O')) refuse(named + " is an array of pickled Python objects, which are not read");
    static constexpr std::pair<std::string_view, int> known[] = {
        {"b1", 1}, {"i1", 1}, {"i2", 2}, {"i4", 4}, {"i8", 8}, {"u1", 1}, {"u2", 2},
        {"f2", 2}, {"u4", 4}, {"u8", 8}, {"f4", 4}, {"f8", 8}, {"c8", 8}, {"c16", 16}};
    auto const found = std::find_if(std::begin(known), std::end(known),
                                    [&](auto const& entry) { return entry.first == name; });
    if (found == std::end(known)) refuse(named + " is not read");
    h.kind = name[0];
    h.itemsize = found->second;
    h.swapped = h.itemsize > 1 && (order == '<' || order == '>') && (order == '<') != little;
  }

  std::string_view text_;
  std::size_t next_ = 0;
  std::string const& path_;
  source_location where_;
};

/// Reads `n` elements as they lie in the file; false where the file ends before.
template <dtype T>
bool read_elements(std::istream& in, bool swapped, T* out, index n) {
  // As bytes throughout: until they are put right, they need not be a value of T.
  auto* const bytes = reinterpret_cast<unsigned char*>(out);
  auto const size = std::streamsize(n) * std::streamsize(sizeof(T));
  in.read(reinterpret_cast<char*>(bytes), size);
  if (in.gcount() != size) return false;
  if constexpr (std::same_as<T, bool>)
    std::transform(bytes, bytes + size, bytes, [](unsigned char b) -> unsigned char { return b != 0; });
  else if (swapped) {
    constexpr auto width = std::streamsize(sizeof(real_t<T>)); // each half of a complex number by itself
    for (auto* p = bytes; p != bytes + size; p += width) std::reverse(p, p + width);
  }
  return true;
}

} // namespace detail

/// Opens a file to be read; where that fails, a `file_error` with the system's reason (the OSError of
/// open()).
inline std::ifstream open(std::string const& path, source_location where = source_location::current()) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  // A directory opens like a file, and then cannot be read; an empty file ends at once.
  if (in) in.peek();
  if (in.eof()) in.clear();
  if (!in) {
    int const reason = errno;
    throw file_error((reason != 0 ? std::generic_category().message(reason) : "Cannot open file") + ": '" +
                         path + "'",
                     where);
  }
  return in;
}

/// Reads the header and leaves the stream at the first element. `path` is for the messages. Throws
/// `file_error` where this is no .npy file, or is shorter than its header claims, and `dtype_error` where its
/// elements are none of ours. What an unseekable stream holds shows only when its data are read.
inline header read_header(std::istream& in, std::string const& path,
                          source_location where = source_location::current()) {
  auto const fail = [&](std::string const& reason) { throw file_error(path + ": " + reason, where); };

  std::string start = detail::read_bytes(in, detail::magic.size() + 2); // the magic string and the version
  if (start.empty()) fail("no data left in file");
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06"))
    fail("not an .npy file but a zip archive (an .npz file?)");
  if (start.starts_with('\x80')) fail("not an .npy file but, it seems, a pickle, which is not read");
  if (!start.starts_with(detail::magic.substr(0, start.size())))
    fail("not an .npy file: the magic string is not correct");
  if (start.size() < detail::magic.size() + 2) fail("cut short in its magic string");

  auto const byte = [](char c) { return std::size_t(static_cast<unsigned char>(c)); };
  std::size_t const major = byte(start[6]), minor = byte(start[7]);
  if (major < 1 || major > 3 || minor != 0)
    fail("format version " + std::to_string(major) + "." + std::to_string(minor) +
         " is not one of 1.0, 2.0 and 3.0");

  std::size_t const length_bytes = major == 1 ? 2 : 4;
  std::string const length_text = detail::read_bytes(in, length_bytes);
  if (length_text.size() < length_bytes) fail("cut short in the length of its header");
  std::size_t length = 0;
  for (std::size_t i = length_bytes; i-- > 0;) length = length << 8 | byte(length_text[i]);
  if (length > detail::longest_header)
    fail("its header claims to be " + std::to_string(length) + " bytes long, more than any array needs");
  std::string const text = detail::read_bytes(in, length);
  if (text.size() < length) fail("cut short in its header");

  header h = detail::header_parser(text, path, where).parse();
  h.data_offset = start.size() + length_bytes + length;

  // Empty axes count as one, as in NumPy: their strides must not overflow either.
  index bytes = h.itemsize;
  for (index const extent : h.shape)
    if (__builtin_mul_overflow(bytes, std::max(extent, index(1)), &bytes))
      fail("its header claims shape " + detail::tuple_text(h.shape) + ", which is too big for any array");
  auto const left = detail::bytes_left(in);
  if (left && *left / h.itemsize < h.size()) detail::cut_short(h, *left, path, where);
  h.bytes_known = left.has_value();
  return h;
}

/// Whether the file holds elements of exactly this dtype, in either byte order.
template <dtype T>
bool matches(header const& h) {
  static_assert(
      !std::same_as<T, bfloat16>,
      "gamut: a .npy file has no bfloat16; load float and convert it with gm::astype<gm::bfloat16>(a)");
  return h.kind == detail::kind_of<T> && h.itemsize == int(sizeof(T));
}

/// Reads the elements into row-major `out`, which has room for `h.size()` of them, from a stream that
/// read_header left. Throws `file_error` where the file ends before, `dtype_error` where `T` is not its
/// dtype.
template <dtype T>
void read_data(std::istream& in, header const& h, T* out, std::string const& path,
               source_location where = source_location::current()) {
  if (!matches<T>(h))
    throw dtype_error(path + ": the file holds " + h.dtype_name() + ", not " + gamut::dtype_name<T>(), where);
  index const size = h.size();
  // In pieces: an unseekable stream may end anywhere, and a permuted array needs a place to be read to.
  auto const read = [&](T* to, index done, index n) {
    if (!detail::read_elements(in, h.swapped, to, n))
      detail::cut_short(h, done * h.itemsize + index(in.gcount()), path, where);
  };
  if (!h.fortran_order || h.shape.size() < 2) return read(out, 0, size);

  std::size_t const ndim = h.shape.size();
  std::vector<index> strides(ndim, 1), position(ndim, 0);
  for (std::size_t d = ndim - 1; d-- > 0;) strides[d] = strides[d + 1] * h.shape[d + 1];
  index const piece = std::min(size, index(1) << 16);
  std::unique_ptr<T[]> const elements(new T[std::size_t(piece)]);
  for (index offset = 0, n = 0, done = 0; done < size; done += n) {
    n = std::min(piece, size - done);
    read(elements.get(), done, n);
    for (index i = 0; i < n; ++i) {
      out[offset] = elements[std::size_t(i)];
      for (std::size_t d = 0; d < ndim; ++d) {
        offset += strides[d];
        if (++position[d] < h.shape[d]) break;
        offset -= strides[d] * h.shape[d];
        position[d] = 0;
      }
    }
  }
}

/// The bytes before the elements of a row-major array, exactly as np.save writes them.
template <dtype T>
std::string make_header(std::span<index const> shape) {
  static_assert(
      !std::same_as<T, bfloat16>,
      "gamut: a .npy file has no bfloat16; save gm::astype<float>(a) or gm::astype<gm::float16>(a)");
  std::string const order = sizeof(T) == 1 ? "|" : detail::little ? "<" : ">";
  std::string text = "{'descr': '" + order + detail::kind_of<T> + std::to_string(sizeof(T)) +
                     "', 'fortran_order': False, 'shape': " + detail::tuple_text(shape) + ", }";
  // Room for the first axis to grow in place to the most digits that it can have.
  if (!shape.empty()) text.append(21 - std::to_string(shape[0]).size(), ' ');

  // Version 1.0 counts the header's bytes in 16 bits; what does not fit takes version 2.0 and its 32.
  for (char const version : {'\1', '\2'}) {
    std::size_t const length_bytes = version == '\1' ? 2 : 4;
    std::size_t const before = detail::magic.size() + 2 + length_bytes;
    std::size_t const padding = detail::alignment - (before + text.size() + 1) % detail::alignment;
    std::size_t const length = text.size() + padding + 1;
    if (length >> 8 * length_bytes != 0) continue;
    std::string bytes(detail::magic);
    bytes += {version, '\0'};
    for (std::size_t i = 0; i < length_bytes; ++i) bytes += char(static_cast<unsigned char>(length >> 8 * i));
    return bytes.append(text).append(padding, ' ').append(1, '\n');
  }
  throw value_error("a shape of " + std::to_string(shape.size()) + " dimensions has no .npy header");
}

} // namespace gamut::inline GAMUT_ABI::npy
