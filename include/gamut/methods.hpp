// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// How a member function reaches the function of its name: through an object, in which that name means nothing
// else, so that it is looked up beside the argument's type where the member is used. members.inc has what the
// classes contain.
#pragma once

#include <gamut/keyword.hpp>
#include <gamut/mistakes.hpp>

#include <cstddef>
#include <utility>

namespace gamut::inline GAMUT_ABI::detail::method {

#define GAMUT_FOLD_METHOD(name, function)                                                                    \
  struct name##_t {                                                                                          \
    template <class... A>                                                                                    \
    constexpr auto operator()(A&&... args) const {                                                           \
      return function(std::forward<A>(args)...);                                                             \
    }                                                                                                        \
  };
#define GAMUT_METHOD(name) GAMUT_FOLD_METHOD(name, name)
#define GAMUT_VIEW_METHOD(name) GAMUT_FOLD_METHOD(name, name)
// These are functions of other names: NumPy's of the same name make a copy.
#define GAMUT_IN_PLACE_METHOD(name)                                                                          \
  struct name##_t {                                                                                          \
    template <class... A>                                                                                    \
    void operator()(A&&... args) const {                                                                     \
      name##_in_place(std::forward<A>(args)...);                                                             \
    }                                                                                                        \
  };
#include <gamut/methods.inc>

// The member's argument stands first in the function.
struct compressed {
  template <class... A>
  auto operator()(A&&... args) const {
    return compress(std::forward<A>(args)...);
  }
};

} // namespace gamut::inline GAMUT_ABI::detail::method
