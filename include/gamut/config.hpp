// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// The version, the index type, and the one place that asks which compiler is at work. Every other header
// speaks in the words defined here.
#pragma once

#include <cstddef>
#include <version>
#if defined(__cpp_lib_source_location)
#include <source_location>
#endif

#if defined(__GNUC__) && !defined(__cpp_exceptions) && !defined(__CUDACC__)
#error "gamut: errors are exceptions; compile without -fno-exceptions"
#endif

#define GAMUT_VERSION_MAJOR 0
#define GAMUT_VERSION_MINOR 1
#define GAMUT_VERSION_PATCH 0
// 100 for 0.1.0: what `#if GAMUT_VERSION >= ...` asks for.
#define GAMUT_VERSION (GAMUT_VERSION_MAJOR * 10000 + GAMUT_VERSION_MINOR * 100 + GAMUT_VERSION_PATCH)

// A function that a CUDA kernel may call as well. Outside nvcc the word means nothing, so host code never
// sees CUDA.
#if defined(__CUDACC__)
#define GAMUT_HD __host__ __device__
#else
#define GAMUT_HD
#endif

// Where the elementary functions of complex numbers come from that a kernel may call.
#if defined(__CUDACC__)
#define GAMUT_KERNEL_COMPLEX <gamut/device/complex.hpp>
#endif

// Before a GAMUT_HD template that calls what it is given, or what its types bring along: on the host that may
// be a host function, which nvcc would warn of in every instance.
#if defined(__CUDACC__) && !defined(GAMUT_CHECK_KERNELS)
#define GAMUT_HD_UNCHECKED _Pragma("nv_exec_check_disable")
#else
#define GAMUT_HD_UNCHECKED
#endif

// The inner loops: calls that must vanish for the loop to be one loop. Without optimisation there is no such
// loop, and a third of the time to compile would go into copies of what is called; kernels are optimised
// whatever the host's code is.
#if defined(__GNUC__) && (defined(__OPTIMIZE__) || defined(__CUDA_ARCH__))
#define GAMUT_INLINE inline __attribute__((always_inline))
#else
#define GAMUT_INLINE inline
#endif

// A part of an inner loop, or such a loop, that is a function by itself, and compiled once: GCC makes others
// of it where it knows an argument.
#if defined(__clang__)
#define GAMUT_APART __attribute__((noinline))
#elif defined(__GNUC__)
#define GAMUT_APART __attribute__((noinline, noclone))
#else
#define GAMUT_APART
#endif

// Code of errors, which is to cost neither speed nor much time to compile.
#if defined(__GNUC__)
#define GAMUT_COLD __attribute__((cold, noinline))
#else
#define GAMUT_COLD
#endif

// A function that may be missing when the program is linked; it is null then.
#if defined(__GNUC__)
#define GAMUT_WEAK __attribute__((weak))
#else
#define GAMUT_WEAK
#endif

// The result refers to this argument: compilers that understand it warn when the argument is a temporary.
#if defined(__clang__) && !defined(__CUDACC__)
#define GAMUT_LIFETIMEBOUND [[clang::lifetimebound]]
#else
#define GAMUT_LIFETIMEBOUND
#endif

// Iterations of the following loop are independent (overlap was dealt with before the loop was entered).
// Clang finds out by itself, and would warn of every loop that it then does not vectorise.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__CUDACC__)
#define GAMUT_IVDEP _Pragma("GCC ivdep")
#else
#define GAMUT_IVDEP
#endif

// In the body of a loop over the few operands of an expression: it stays a loop. In registers, with all that
// comes before and behind these, it would take longer for three of them, and longer to compile.
#if defined(__GNUC__) && !defined(__CUDA_ARCH__)
#define GAMUT_FEW asm volatile("")
#else
#define GAMUT_FEW static_cast<void>(0)
#endif

// Bounds checks on every element access; on in debug presets.
#if !defined(GAMUT_CHECKED)
#define GAMUT_CHECKED 0
#endif

// All of gamut is in an inline namespace of its version, a checked build's in another: what was compiled with
// one of them does not link with what was compiled with another, where it would crash (docs/decisions/0022).
#if GAMUT_CHECKED
#define GAMUT_ABI v0_1_checked
#else
#define GAMUT_ABI v0_1
#endif

namespace gamut::inline GAMUT_ABI {

/// Sizes, strides, axes and indices: signed, as NumPy's `intp`, so that -1 is the last element.
using index = std::ptrdiff_t;

#if defined(__cpp_lib_source_location)
using source_location = std::source_location;
#else
/// `std::source_location` for the compilers whose library lacks it (clang before 16).
class source_location {
public:
  static constexpr source_location current(char const* file = __builtin_FILE(),
                                           char const* function = __builtin_FUNCTION(),
                                           unsigned line = __builtin_LINE()) noexcept {
    source_location here;
    here.file_ = file;
    here.function_ = function;
    here.line_ = line;
    return here;
  }
  constexpr char const* file_name() const noexcept { return file_; }
  constexpr char const* function_name() const noexcept { return function_; }
  constexpr unsigned line() const noexcept { return line_; }
  constexpr unsigned column() const noexcept { return 0; }

private:
  char const* file_ = "";
  char const* function_ = "";
  unsigned line_ = 0;
};
#endif

} // namespace gamut::inline GAMUT_ABI
