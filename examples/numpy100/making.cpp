// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Making arrays
#include "exercise.hpp"

#include <gamut/text.hpp>

#include <ranges>
#include <sstream>

namespace numpy100 {
namespace {

subject const making{
    // 3. A vector of ten zeros
    //   print(np.zeros(10))
    {3, [](printer& print) { print(gm::zeros(10)); }},

    // 4. How many bytes an array has
    //   print(np.zeros((10, 10)).nbytes)
    {4, [](printer& print) { print(gm::zeros(10, 10).nbytes()); }},

    // 6. Ten zeros, but the fifth is one
    //   z = np.zeros(10)
    //   z[4] = 1
    //   print(z)
    {6,
     [](printer& print) {
       auto z = gm::zeros(10);
       z(4) = 1;
       print(z);
     }},

    // 7. The numbers from 10 to 49
    //   print(np.arange(10, 50))
    {7, [](printer& print) { print(gm::arange(10, 50)); }},

    // 9. The numbers from 0 to 8 in three rows
    //   print(np.arange(9).reshape(3, 3))
    {9, [](printer& print) { print(gm::arange(9).reshape(3, 3)); }},

    // 11. An identity matrix
    //   print(np.eye(3))
    {11, [](printer& print) { print(gm::eye(3)); }},

    // 12. Random numbers in three dimensions
    //   print(np.random.random((3, 3, 3)))
    {12,
     [](printer& print) {
       print(gm::random::random({3, 3, 3}));
     }},

    // 15. Ones on the border, zeros inside
    //   z = np.ones((10, 10))
    //   z[1:-1, 1:-1] = 0
    //   print(z)
    {15,
     [](printer& print) {
       auto z = gm::ones(10, 10);
       z(slice(1, -1), slice(1, -1)) = 0;
       print(z);
     }},

    // 16. A border of zeros around an array, or in place of its rim
    //   z = np.ones((5, 5))
    //   print(np.pad(z, 1))
    //   z[:, [0, -1]] = 0
    //   z[[0, -1]] = 0
    //   print(z)
    {16,
     [](printer& print) {
       auto z = gm::ones(5, 5);
       print(gm::pad(z, 1));
       z(_, {0, -1}) = 0;
       z({0, -1}) = 0;
       print(z);
     }},

    // 18. The numbers 1 to 4 just below the diagonal
    //   print(np.diag(1 + np.arange(4), k=-1))
    {18, [](printer& print) { print(gm::diag(1 + gm::arange(4), -1)); }},

    // 19. A chessboard by slices
    //   z = np.zeros((8, 8), int)
    //   z[1::2, ::2] = 1
    //   z[::2, 1::2] = 1
    //   print(z)
    {19,
     [](printer& print) {
       auto z = gm::zeros<std::int64_t>(8, 8);
       z(slice(1, _, 2), slice(_, _, 2)) = 1;
       z(slice(_, _, 2), slice(1, _, 2)) = 1;
       print(z);
     }},

    // 21. A chessboard by tiles
    //   print(np.tile([[0, 1], [1, 0]], (4, 4)))
    {21,
     [](printer& print) {
       print(gm::tile(gm::array({{0, 1}, {1, 0}}), {4, 4}));
     }},

    // 37. The numbers 0 to 4 in each of five rows
    //   z = np.zeros((5, 5))
    //   z += np.arange(5)
    //   print(z)
    //   print(np.tile(np.arange(5), (5, 1)))
    {37,
     [](printer& print) {
       auto z = gm::zeros(5, 5);
       z += gm::arange(5);
       print(z);
       print(gm::tile(gm::arange(5), {5, 1}));
     }},

    // 38. An array of what a generator yields
    //   numbers = (x * x for x in range(10))
    //   print(np.fromiter(numbers, float))
    {38,
     [](printer& print) {
       auto const numbers = std::views::iota(0, 10) | std::views::transform([](int x) { return x * x; });
       print(gm::fromiter<double>(numbers));
     }},

    // 39. Ten numbers between 0 and 1, neither of them among them
    //   print(np.linspace(0, 1, 11, endpoint=False)[1:])
    {39, [](printer& print) { print(gm::linspace(0., 1., 11, false)(slice(1, _))); }},

    // 49. All the elements of a large array, as text
    //   z = np.arange(1600).reshape(40, 40)
    //   print(np.array2string(z, threshold=10000))
    {49,
     [](printer& print) {
       auto const z = gm::arange(1600).reshape(40, 40);
       print(gm::to_string(z, {.threshold = 10000}));
     }},

    // 54. Text with missing numbers
    //   text = io.StringIO("1, 2, 3, 4, 5\n6,  ,  , 7, 8\n ,  , 9,10,11\n")
    //   print(np.genfromtxt(text, delimiter=",", dtype=int, filling_values=0))
    {54,
     [](printer& print) {
       std::istringstream text("1, 2, 3, 4, 5\n6,  ,  , 7, 8\n ,  , 9,10,11\n");
       print(gm::genfromtxt<std::int64_t, 2>(text, gm::delimiter = ",", gm::filling_values = 0));
     }},

    // 56. A Gaussian hill
    //   x, y = np.meshgrid(np.linspace(-1, 1, 10), np.linspace(-1, 1, 10))
    //   print(np.exp(-(x**2 + y**2) / 2))
    {56,
     [](printer& print) {
       auto const [x, y] = gm::meshgrid(gm::linspace(-1., 1., 10), gm::linspace(-1., 1., 10));
       print(gm::exp(-(x * x + y * y) / 2));
     }},

    // 90. All combinations of the elements of several vectors
    //   x, y, z = np.meshgrid([1, 2, 3], [4, 5], [6, 7], indexing="ij")
    //   print(np.stack((x, y, z), axis=-1).reshape(-1, 3))
    {90,
     [](printer& print) {
       auto const [x, y, z] =
           gm::meshgrid(gm::array({1, 2, 3}), gm::array({4, 5}), gm::array({6, 7}), gm::indexing = "ij");
       print(gm::stack({x, y, z}, -1).reshape(-1, 3));
     }},
};

} // namespace
} // namespace numpy100
