// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/cell_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "devices/cells/cell_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "configs/mathematics/elementary-inl.h"
#include "devices/cells/for_cells-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class D>
HWY_INLINE hn::Vec<D> DrawsOf(D d, const float* z) {
  return hn::PromoteTo(d, hn::LoadU(hn::Rebind<float, D>(), z));
}

bool AreWithin(double least, double greatest, const double* g, std::size_t count) {
  bool within = true;
  forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto own = hn::LoadU(d, g + i);
    within &= hn::AllTrue(d, hn::And(hn::Ge(own, hn::Set(d, least)), hn::Le(own, hn::Set(d, greatest))));
  });
  return within;
}

void AddSameErrors(double sigma, const float* z, std::size_t count, double* g) {
  forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto error = hn::Mul(hn::Set(d, sigma), DrawsOf(d, z + i));
    hn::StoreU(hn::Max(hn::Add(hn::LoadU(d, g + i), error), hn::Zero(d)), d, g + i);
  });
}

void AddErrors(const double* sigma, const float* z, std::size_t count, double* g) {
  forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto error = hn::Mul(hn::LoadU(d, sigma + i), DrawsOf(d, z + i));
    hn::StoreU(hn::Max(hn::Add(hn::LoadU(d, g + i), error), hn::Zero(d)), d, g + i);
  });
}

void AddRelativeErrors(const double* amplitude, double factor, const float* z, std::size_t count, double* g) {
  forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto own = hn::LoadU(d, g + i);
    const auto sigma = hn::Mul(hn::Mul(own, hn::LoadU(d, amplitude + i)), hn::Set(d, factor));
    hn::StoreU(hn::Max(hn::Add(own, hn::Mul(sigma, DrawsOf(d, z + i))), hn::Zero(d)), d, g + i);
  });
}

void DriftCells(const DriftOfCells& cells, std::size_t count, double* g) {
  forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto spread = hn::Mul(hn::LoadU(d, cells.exponentSigma + i), DrawsOf(d, cells.z + i));
    const auto size = hn::Abs(hn::Add(hn::LoadU(d, cells.meanExponent + i), spread));
    const auto nu = hn::Mul(hn::Set(d, cells.scale), size);
    const auto kept = configs::HWY_NAMESPACE::exponential(d, hn::Mul(hn::Neg(nu), hn::Set(d, cells.logTime)));
    hn::StoreU(hn::Mul(hn::LoadU(d, g + i), kept), d, g + i);
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::devices {

HWY_EXPORT(AreWithin);
HWY_EXPORT(AddSameErrors);
HWY_EXPORT(AddErrors);
HWY_EXPORT(AddRelativeErrors);
HWY_EXPORT(DriftCells);

bool areWithin(double least, double greatest, const double* g, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(AreWithin)(least, greatest, g, count);
}

void addNormalErrors(double sigma, const float* z, std::size_t count, double* g) {
  HWY_DYNAMIC_DISPATCH(AddSameErrors)(sigma, z, count, g);
}

void addNormalErrors(const double* sigma, const float* z, std::size_t count, double* g) {
  HWY_DYNAMIC_DISPATCH(AddErrors)(sigma, z, count, g);
}

void addRelativeErrors(const double* amplitude, double factor, const float* z, std::size_t count, double* g) {
  HWY_DYNAMIC_DISPATCH(AddRelativeErrors)(amplitude, factor, z, count, g);
}

void drift(const DriftOfCells& cells, std::size_t count, double* g) {
  HWY_DYNAMIC_DISPATCH(DriftCells)(cells, count, g);
}

}  // namespace ohmic::devices

#endif
