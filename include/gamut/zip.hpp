// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The zip archives that .npz files are: stored and, through zlib, deflated members, with zip64. An archive is
// untrusted: whatever its directory says is held against the file's length and against the other members
// before it is used, a member gives no more bytes than it declares, and its checksum has to be right.
#pragma once

#include <gamut/config.hpp>
#include <gamut/error.hpp>
#include <gamut/file.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(GAMUT_WITH_ZLIB)
#include <zlib.h>
#endif

namespace gamut::inline GAMUT_ABI::zip {

/// What an archive's directory says of a member.
struct member {
  std::string name;
  std::uint64_t size = 0;       ///< Bytes of its content.
  std::uint64_t compressed = 0; ///< Bytes that these take in the file.
  std::uint64_t offset = 0;     ///< Where its own header begins.
  std::uint32_t crc = 0;
  unsigned method = 0; ///< 0 stored, 8 deflated.
};

namespace detail {

using gamut::detail::message;

inline constexpr unsigned stored = 0, deflated = 8;
inline constexpr std::uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50,
                               end_signature = 0x06054b50, end64_signature = 0x06064b50,
                               locator_signature = 0x07064b50;
inline constexpr std::uint64_t local_size = 30, central_size = 46, end_size = 22, end64_size = 56,
                               locator_size = 20;
inline constexpr std::uint32_t in_zip64 = 0xffffffff; // a 32-bit field whose value is in the zip64 record

/// Deflate makes of one byte at most this many.
inline constexpr std::uint64_t greatest_ratio = 1032;

#if defined(GAMUT_WITH_ZLIB)
inline std::uint32_t crc32(std::uint32_t crc, char const* bytes, std::size_t size) {
  if (size == 0) return crc; // zlib takes a null pointer for a question
  return std::uint32_t(::crc32_z(crc, reinterpret_cast<unsigned char const*>(bytes), size));
}
#else
/// The tables by which eight bytes at a time go into the checksum.
inline constexpr auto crc_tables = [] {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int k = 0; k < 8; ++k) c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    tables[0][i] = c;
  }
  for (std::size_t t = 1; t < 8; ++t)
    for (std::size_t i = 0; i < 256; ++i)
      tables[t][i] = (tables[t - 1][i] >> 8) ^ tables[0][tables[t - 1][i] & 0xff];
  return tables;
}();
inline std::uint32_t crc32(std::uint32_t crc, char const* bytes, std::size_t size) {
  auto const byte = [&](std::size_t i) { return std::uint32_t(static_cast<unsigned char>(bytes[i])); };
  crc = ~crc;
  for (; size >= 8; bytes += 8, size -= 8) {
    std::uint32_t const low = crc ^ (byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24);
    crc = crc_tables[7][low & 0xff] ^ crc_tables[6][low >> 8 & 0xff] ^ crc_tables[5][low >> 16 & 0xff] ^
          crc_tables[4][low >> 24] ^ crc_tables[3][byte(4)] ^ crc_tables[2][byte(5)] ^
          crc_tables[1][byte(6)] ^ crc_tables[0][byte(7)];
  }
  for (; size > 0; ++bytes, --size) crc = (crc >> 8) ^ crc_tables[0][(crc ^ byte(0)) & 0xff];
  return ~crc;
}
#endif

/// A little-endian number of `Bytes` bytes at `at`; the caller has seen that they are there.
template <int Bytes>
std::uint64_t number(std::string_view bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = Bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}
template <int Bytes>
void append_number(std::string& to, std::uint64_t value) {
  for (int i = 0; i < Bytes; ++i) to += char(static_cast<unsigned char>(value >> 8 * i));
}

/// A name that could lead out of a folder, or is not what it looks like.
inline bool is_tricky(std::string_view name) {
  if (name.empty() || name.front() == '/' || (name.size() > 1 && name[1] == ':')) return true;
  for (char const c : name)
    if (c == '\\' || static_cast<unsigned char>(c) < ' ' || c == '\x7f') return true;
  for (std::size_t from = 0; from <= name.size();) {
    std::size_t const to = std::min(name.find('/', from), name.size());
    if (auto const part = name.substr(from, to - from); part == ".." || part == ".") return true;
    from = to + 1;
  }
  return false;
}

/// A name in a message: no longer than a line, and only of printable characters.
inline std::string shown(std::string_view name) {
  std::string text(name.substr(0, 60));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; },
      '?');
  return "'" + text + (name.size() > 60 ? "..." : "") + "'";
}

} // namespace detail

/// An archive that is open to be read, and its directory.
class reader {
public:
  /// Throws `file_error` where the file is missing or is no archive that can be trusted.
  reader(std::string path, source_location where) : path_(std::move(path)) {
    file_.reset(gamut::detail::uninterrupted([&] { return ::open(path_.c_str(), O_RDONLY | O_CLOEXEC); }));
    struct stat what {};
    if (!file_.is_open() || ::fstat(file_.get(), &what) != 0 || S_ISDIR(what.st_mode))
      throw file_error(detail::message(std::generic_category().message(file_.is_open() ? EISDIR : errno),
                                       ": '", path_, "'"),
                       where);
    size_ = S_ISREG(what.st_mode) ? std::uint64_t(what.st_size) : 0;
    read_directory(where);
  }

  std::string const& path() const { return path_; }
  std::vector<member> const& members() const { return members_; }

  /// Bytes of the file. Throws `file_error` where it ends before.
  void read(std::uint64_t at, char* to, std::size_t size, source_location where) const {
    while (size > 0) {
      auto const n =
          gamut::detail::uninterrupted([&] { return ::pread(file_.get(), to, size, ::off_t(at)); });
      if (n < 0) fail(std::generic_category().message(errno), where);
      if (n == 0) fail("it is cut short", where);
      to += n;
      at += std::uint64_t(n);
      size -= std::size_t(n);
    }
  }
  /// Where the bytes of a member begin, once its own header has been held against the directory's.
  std::uint64_t start_of(member const& m, source_location where) const {
    std::string head = piece(m.offset, detail::local_size, where);
    using detail::number;
    std::uint64_t const name_size = number<2>(head, 26), extra_size = number<2>(head, 28);
    std::uint64_t const start = m.offset + detail::local_size + name_size + extra_size;
    bool const good = number<4>(head, 0) == detail::local_signature && (number<2>(head, 6) & 1) == 0 &&
                      number<2>(head, 8) == m.method && name_size == m.name.size() &&
                      start + m.compressed <= directory_ &&
                      piece(m.offset + detail::local_size, name_size, where) == m.name;
    if (!good) fail("the header of " + detail::shown(m.name) + " is not what the directory says", where);
    return start;
  }
  [[noreturn]] void fail(std::string const& reason, source_location where) const {
    throw file_error(path_ + ": " + reason, where);
  }

private:
  std::string piece(std::uint64_t at, std::uint64_t size, source_location where) const {
    if (at > size_ || size > size_ - at) fail("not a zip archive that is whole", where);
    std::string bytes(std::size_t(size), '\0');
    read(at, bytes.data(), bytes.size(), where);
    return bytes;
  }

  void read_directory(source_location where) {
    using detail::number;
    // The record of the end is the last thing in the file, but for a comment of up to 64 KiB.
    std::uint64_t const tail_size = std::min(size_, detail::end_size + 0xffff);
    std::string const tail = piece(size_ - tail_size, tail_size, where);
    std::size_t at = tail.size();
    for (std::size_t i = tail.size() < detail::end_size ? 0 : tail.size() - detail::end_size + 1; i-- > 0;)
      if (number<4>(tail, i) == detail::end_signature &&
          i + detail::end_size + number<2>(tail, i + 20) == tail.size()) {
        at = i;
        break;
      }
    if (at == tail.size()) fail("File is not a zip file, or is cut short", where);
    std::uint64_t end = size_ - tail_size + at;
    std::uint64_t disk = number<2>(tail, at + 4), start_disk = number<2>(tail, at + 6),
                  here = number<2>(tail, at + 8), count = number<2>(tail, at + 10),
                  bytes = number<4>(tail, at + 12), start = number<4>(tail, at + 16);
    if (at >= detail::locator_size &&
        number<4>(tail, at - detail::locator_size) == detail::locator_signature) {
      std::uint64_t const record = number<8>(tail, at - detail::locator_size + 8);
      std::string const end64 = piece(record, detail::end64_size, where);
      std::uint64_t const length = number<8>(end64, 4);
      if (number<4>(end64, 0) != detail::end64_signature || length < detail::end64_size - 12 ||
          record + 12 + length != end - detail::locator_size)
        fail("its zip64 record is damaged", where);
      disk = number<4>(end64, 16), start_disk = number<4>(end64, 20);
      here = number<8>(end64, 24), count = number<8>(end64, 32);
      bytes = number<8>(end64, 40), start = number<8>(end64, 48);
      end = record;
    }
    if (disk != 0 || start_disk != 0 || here != count) fail("archives in several files are not read", where);
    if (start > end || bytes != end - start || count > bytes / detail::central_size)
      fail("its directory is not where it says", where);
    directory_ = start;
    read_members(piece(start, bytes, where), count, where);
    check_overlap(where);
  }

  void read_members(std::string const& directory, std::uint64_t count, source_location where) {
    using detail::number;
    members_.reserve(std::size_t(count));
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (directory.size() - at < detail::central_size ||
          number<4>(directory, at) != detail::central_signature)
        fail("its directory is damaged", where);
      std::size_t const name = std::size_t(number<2>(directory, at + 28)),
                        extra = std::size_t(number<2>(directory, at + 30)),
                        comment = std::size_t(number<2>(directory, at + 32));
      std::size_t const after_name = at + detail::central_size + name;
      if (directory.size() - at - detail::central_size < name + extra + comment)
        fail("its directory is damaged", where);
      member m;
      m.name = directory.substr(at + detail::central_size, name);
      m.method = unsigned(number<2>(directory, at + 10));
      m.crc = std::uint32_t(number<4>(directory, at + 16));
      m.compressed = number<4>(directory, at + 20);
      m.size = number<4>(directory, at + 24);
      m.offset = number<4>(directory, at + 42);
      read_zip64(std::string_view(directory).substr(after_name, extra), m, where);
      std::string const named = detail::shown(m.name);
      if (detail::is_tricky(m.name)) fail("the name " + named + " is refused", where);
      if ((number<2>(directory, at + 8) & 1) != 0) fail(named + " is encrypted, which is not read", where);
      if (m.method != detail::stored && m.method != detail::deflated)
        fail(detail::message(named, " is compressed by method ", m.method, ", which is not read"), where);
      if (m.offset > directory_ || m.compressed > directory_ - m.offset ||
          (m.method == detail::stored && m.size != m.compressed) ||
          m.size / detail::greatest_ratio > m.compressed)
        fail(detail::message(named, " claims ", m.size, " bytes in ", m.compressed,
                             ", which cannot be; is it a zip bomb?"),
             where);
      members_.push_back(std::move(m));
      at = after_name + extra + comment;
    }
    if (at != directory.size()) fail("its directory is damaged", where);
  }

  /// Numbers that do not fit 32 bits are in an extra field, in a fixed order.
  void read_zip64(std::string_view extra, member& m, source_location where) const {
    using detail::number;
    while (extra.size() >= 4) {
      std::size_t const tag = std::size_t(number<2>(extra, 0)), size = std::size_t(number<2>(extra, 2));
      if (size > extra.size() - 4) fail("its directory is damaged", where);
      if (tag == 1) {
        auto fields = extra.substr(4, size);
        for (std::uint64_t* const value : {&m.size, &m.compressed, &m.offset})
          if (*value == detail::in_zip64) {
            if (fields.size() < 8) fail("its zip64 record is damaged", where);
            *value = number<8>(fields, 0);
            fields.remove_prefix(8);
          }
      }
      extra.remove_prefix(4 + size);
    }
  }

  /// No two members share a name or bytes: an archive may be small and claim much by naming the same bytes
  /// often.
  void check_overlap(source_location where) const {
    std::vector<member const*> order;
    order.reserve(members_.size());
    for (member const& m : members_) order.push_back(&m);
    std::sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->offset < b->offset; });
    for (std::size_t i = 1; i < order.size(); ++i)
      if (order[i]->offset - order[i - 1]->offset <
          detail::local_size + order[i - 1]->name.size() + order[i - 1]->compressed)
        fail("its members overlap; is it a zip bomb?", where);
    std::sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->name < b->name; });
    for (std::size_t i = 1; i < order.size(); ++i)
      if (order[i]->name == order[i - 1]->name)
        fail("it has two members of the name " + detail::shown(order[i]->name), where);
  }

  std::string path_;
  gamut::detail::descriptor file_;
  std::uint64_t size_ = 0, directory_ = 0;
  std::vector<member> members_;
};

/// The content of a member as a stream, which ends where the directory says. Reading throws `file_error` for
/// bytes that are damaged, and at the end where the checksum is wrong: let the stream throw what its buffer
/// throws (`exceptions(badbit)`).
class member_buffer : public std::streambuf {
public:
  member_buffer(reader const& archive, member const& m, source_location where)
      : archive_(archive),
        member_(m),
        where_(where),
        next_(archive.start_of(m, where)),
        input_left_(m.compressed),
        left_(m.size) {
    if (m.method == detail::deflated) {
#if defined(GAMUT_WITH_ZLIB)
      inflater_.reset(new ::z_stream{});
      if (::inflateInit2(inflater_.get(), -MAX_WBITS) != Z_OK) inflater_.release(), damaged("zlib fails");
      input_.resize(capacity);
#else
      archive.fail(detail::shown(m.name) + " is deflated, and this program was built without zlib "
                                           "(GAMUT_WITH_ZLIB)",
                   where);
#endif
    }
    check_end();
  }

  /// Throws where the content is longer than what was read.
  void finish() {
    if (left_ != 0 || gptr() != egptr()) damaged("it has bytes behind its array");
  }

private:
  static constexpr std::size_t capacity = std::size_t(1) << 16;

  [[noreturn]] void damaged(std::string const& reason) const {
    archive_.fail("member " + detail::shown(member_.name) + " is damaged: " + reason, where_);
  }
  int_type underflow() override {
    if (left_ == 0) return traits_type::eof();
    if (buffer_.empty()) buffer_.resize(capacity);
    std::size_t const n = std::size_t(std::min(left_, std::uint64_t(capacity)));
    produce(buffer_.data(), n);
    setg(buffer_.data(), buffer_.data(), buffer_.data() + n);
    return traits_type::to_int_type(buffer_[0]);
  }
  std::streamsize xsgetn(char* to, std::streamsize wanted) override {
    std::streamsize const ready = std::min(wanted, std::streamsize(egptr() - gptr()));
    if (ready > 0) std::memcpy(to, gptr(), std::size_t(ready));
    gbump(int(ready));
    if (ready == wanted) return wanted;
    // The rest goes where it is wanted, past the buffer.
    auto const rest = std::min(std::uint64_t(wanted - ready), left_);
    for (std::uint64_t done = 0; done < rest;) {
      auto const n = std::size_t(std::min(rest - done, std::uint64_t(1) << 24)); // cached when it is summed
      produce(to + ready + done, n);
      done += n;
    }
    return ready + std::streamsize(rest);
  }

  /// The next `n` bytes of the content, of which there are as many left.
  void produce(char* to, std::size_t n) {
    if (member_.method == detail::stored) {
      archive_.read(next_, to, n, where_);
      next_ += n;
      input_left_ -= n;
    } else
      inflate(to, n);
    crc_ = detail::crc32(crc_, to, n);
    left_ -= n;
    check_end();
  }
  void check_end() {
    if (left_ != 0) return;
    if (member_.method == detail::deflated) {
      char none[1]; // nothing may come out any more
      inflate(none, 0);
    }
    if (crc_ != member_.crc) damaged("Bad CRC-32");
  }

#if defined(GAMUT_WITH_ZLIB)
  void inflate(char* to, std::size_t n) {
    ::z_stream& z = *inflater_;
    bool const at_end = n == 0;
    char beyond[1];
    z.next_out = reinterpret_cast<unsigned char*>(at_end ? beyond : to);
    z.avail_out = at_end ? 1 : static_cast<unsigned>(n);
    while (z.avail_out > 0 && !ended_) {
      if (z.avail_in == 0 && input_left_ > 0) {
        std::size_t const more = std::size_t(std::min(input_left_, std::uint64_t(capacity)));
        archive_.read(next_, input_.data(), more, where_);
        next_ += more;
        input_left_ -= more;
        z.next_in = reinterpret_cast<unsigned char*>(input_.data());
        z.avail_in = static_cast<unsigned>(more);
      }
      int const status = ::inflate(&z, Z_NO_FLUSH);
      if (status == Z_STREAM_END)
        ended_ = true;
      else if (status != Z_OK)
        damaged(z.msg ? z.msg : "its deflated bytes end too soon");
    }
    if (at_end) {
      if (z.avail_out == 0) damaged("it is longer than it claims");
      if (z.avail_in != 0 || input_left_ != 0) damaged("it has bytes behind its end");
    } else if (z.avail_out > 0)
      damaged("it is shorter than it claims");
  }
  struct end_inflate {
    void operator()(::z_stream* z) const {
      ::inflateEnd(z);
      delete z;
    }
  };
  std::unique_ptr<::z_stream, end_inflate> inflater_;
  bool ended_ = false;
#else
  void inflate(char*, std::size_t) {}
#endif

  reader const& archive_;
  member const& member_;
  source_location where_;
  std::uint64_t next_, input_left_, left_;
  std::uint32_t crc_ = 0;
  std::string buffer_, input_;
};

/// Writes an archive, which appears whole when `finish` is called.
class writer {
public:
  writer(std::string const& path, source_location where) : file_(path, where), where_(where) {}

  /// A member of these bytes, one part after the other. Throws `value_error` for a name that no reader would
  /// take.
  void add(std::string const& name, std::array<std::string_view, 2> parts, bool compress) {
    if (detail::is_tricky(name) || name.size() > 0xffff)
      throw value_error("no member of an archive can have the name " + detail::shown(name), where_);
    member m;
    m.name = name;
    m.method = compress ? detail::deflated : detail::stored;
    m.offset = std::uint64_t(file_.position());
    for (auto const part : parts) {
      m.crc = detail::crc32(m.crc, part.data(), part.size());
      m.size += part.size();
    }
    m.compressed = m.size;
    if (!compress) {
      file_.write(local_header(m));
      for (auto const part : parts) file_.write(part);
    } else {
      file_.write(local_header(m)); // its size is put right when it is known
      auto const before = file_.position();
      deflate(parts);
      m.compressed = std::uint64_t(file_.position() - before);
      file_.rewrite(index(m.offset), local_header(m));
    }
    members_.push_back(std::move(m));
  }

  void finish() {
    std::uint64_t const start = std::uint64_t(file_.position());
    for (member const& m : members_) file_.write(central_header(m));
    std::uint64_t const end = std::uint64_t(file_.position()), bytes = end - start, count = members_.size();
    using detail::append_number;
    std::string text;
    bool const large = count >= 0xffff || bytes >= detail::in_zip64 || start >= detail::in_zip64;
    if (large) {
      append_number<4>(text, detail::end64_signature);
      append_number<8>(text, detail::end64_size - 12);
      append_number<2>(text, made_by);
      append_number<2>(text, 45);
      append_number<8>(text, 0); // disks
      append_number<8>(text, count);
      append_number<8>(text, count);
      append_number<8>(text, bytes);
      append_number<8>(text, start);
      append_number<4>(text, detail::locator_signature);
      append_number<4>(text, 0);
      append_number<8>(text, end);
      append_number<4>(text, 1);
    }
    append_number<4>(text, detail::end_signature);
    append_number<4>(text, 0);
    append_number<2>(text, std::min(count, std::uint64_t(0xffff)));
    append_number<2>(text, std::min(count, std::uint64_t(0xffff)));
    append_number<4>(text, std::min(bytes, std::uint64_t(detail::in_zip64)));
    append_number<4>(text, std::min(start, std::uint64_t(detail::in_zip64)));
    append_number<2>(text, 0);
    file_.write(text);
    file_.commit();
  }

private:
  static constexpr std::uint64_t made_by = 3 << 8 | 45; // Unix, for version 4.5 of the format
  static constexpr std::uint64_t date = 1 << 5 | 1;     // 1 January 1980: the same arrays make the same file

  static std::uint64_t flags(member const& m) {
    return std::any_of(m.name.begin(), m.name.end(),
                       [](char c) { return static_cast<unsigned char>(c) > 127; })
               ? 0x800 // the name is UTF-8
               : 0;
  }
  static std::string common(member const& m, bool large) {
    using detail::append_number;
    std::string text;
    append_number<2>(text, 45);
    append_number<2>(text, flags(m));
    append_number<2>(text, m.method);
    append_number<2>(text, 0);
    append_number<2>(text, date);
    append_number<4>(text, m.crc);
    append_number<4>(text, large ? detail::in_zip64 : m.compressed);
    append_number<4>(text, large ? detail::in_zip64 : m.size);
    append_number<2>(text, m.name.size());
    return text;
  }
  /// Its sizes are in 64 bits always, as NumPy has them: there is room for what is not known yet.
  static std::string local_header(member const& m) {
    using detail::append_number;
    std::string text;
    append_number<4>(text, detail::local_signature);
    text += common(m, true);
    append_number<2>(text, 20);
    text += m.name;
    append_number<2>(text, 1);
    append_number<2>(text, 16);
    append_number<8>(text, m.size);
    append_number<8>(text, m.compressed);
    return text;
  }
  static std::string central_header(member const& m) {
    using detail::append_number;
    bool const large = m.size >= detail::in_zip64 || m.compressed >= detail::in_zip64;
    bool const far = m.offset >= detail::in_zip64;
    std::string extra;
    if (large || far) {
      append_number<2>(extra, 1);
      append_number<2>(extra, (large ? 16u : 0u) + (far ? 8u : 0u));
      if (large) append_number<8>(extra, m.size), append_number<8>(extra, m.compressed);
      if (far) append_number<8>(extra, m.offset);
    }
    std::string text;
    append_number<4>(text, detail::central_signature);
    append_number<2>(text, made_by);
    text += common(m, large);
    append_number<2>(text, extra.size());
    append_number<2>(text, 0);                         // comment
    append_number<2>(text, 0);                         // disk
    append_number<2>(text, 0);                         // internal attributes
    append_number<4>(text, std::uint64_t(0600) << 16); // the mode it is unpacked with
    append_number<4>(text, far ? detail::in_zip64 : m.offset);
    return text + m.name + extra;
  }

  void deflate(std::array<std::string_view, 2> parts) {
#if defined(GAMUT_WITH_ZLIB)
    struct deflater : ::z_stream {
      deflater() : ::z_stream{} {
        good = ::deflateInit2(this, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) ==
               Z_OK;
      }
      ~deflater() {
        if (good) ::deflateEnd(this);
      }
      bool good;
    } z;
    if (!z.good) throw file_error("zlib has no memory to compress with", where_);
    std::string output(std::size_t(1) << 16, '\0');
    auto const run = [&](std::string_view bytes, int flush) {
      z.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data())); // it only reads them
      z.avail_in = static_cast<unsigned>(bytes.size());
      do {
        z.next_out = reinterpret_cast<unsigned char*>(output.data());
        z.avail_out = static_cast<unsigned>(output.size());
        ::deflate(&z, flush);
        file_.write(output.data(), output.size() - z.avail_out);
      } while (z.avail_out == 0);
    };
    for (auto part : parts)
      for (; !part.empty(); part.remove_prefix(std::min(part.size(), piece)))
        run(part.substr(0, piece), Z_NO_FLUSH);
    run({}, Z_FINISH);
#else
    static_cast<void>(parts);
#endif
  }
  static constexpr std::size_t piece = std::size_t(1) << 30; // zlib counts in 32 bits

  gamut::detail::new_file file_;
  std::vector<member> members_;
  source_location where_;
};

} // namespace gamut::inline GAMUT_ABI::zip
