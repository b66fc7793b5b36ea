// Elementary functions: line by line those of evox.array.Elementary, which is the definition and has the comments.
#pragma once
#include "wide/wide.hpp"

namespace evox::EVOX_ENGINE {

constexpr double LN2_HIGH = 0x1.62e42fefa38p-1;
constexpr double LN2_LOW = 0x1.ef35793c7673p-45;
constexpr double LOG2_E = 0x1.71547652b82fep0;
constexpr double TWO_PI_LESS_TWO = 0x1.121fb54442d18p2;
constexpr double TURNS = 0x1.45f306dc9c883p-3;
constexpr double TURNS_LOW = -0x1.6b01ec5417056p-57;
constexpr uint64_t MANTISSA_START = 0x3fe6a09e667f3bcd;
constexpr uint64_t EXPONENT_ONE = 0x3ff0000000000000;
constexpr uint64_t EXPONENT_BITS = 0xfff0000000000000;
constexpr double EXPONENT_MAGIC = 0x1p52 + 1023;
constexpr double SCALE_MAGIC = 0x1.8p52 + 1023;
constexpr double MIN_NORMAL = 0x1p-1022;
constexpr double INFINITE = __builtin_inf();
constexpr double NOT_A_NUMBER = __builtin_nan("");

/** The value, negated if the other is negative. */
EVOX_INLINE Real withSign(Real value, Real sign) { return real(bits(value) ^ (bits(sign) & SIGN)); }

EVOX_INLINE Real powerOfTwo(Real biased) { return real(bits(biased) << 52); }

/** e to the power of x + low, where low is a correction below the last bit of x. */
EVOX_INLINE Real exp(Real x, Real low = 0.0) {
  Real bounded = min(710.0, max(-746.0, x));
  Real n = rint(bounded * LOG2_E);
  Real r = fma(n, -LN2_HIGH, bounded) + fma(n, -LN2_LOW, low);
  Real p = 0x1.ade15cf3540f2p-26;
  p = fma(p, r, 0x1.28af410c0200cp-22);
  p = fma(p, r, 0x1.71dee621ba3bap-19);
  p = fma(p, r, 0x1.a01997c7711a6p-16);
  p = fma(p, r, 0x1.a01a0147625b1p-13);
  p = fma(p, r, 0x1.6c16c1852bd39p-10);
  p = fma(p, r, 0x1.1111111122322p-7);
  p = fma(p, r, 0x1.55555555502ap-5);
  p = fma(p, r, 0x1.5555555555511p-3);
  p = fma(p, r, 0x1.000000000000bp-1);
  p = fma(p, r * r, r) + 1.0;
  Real half = fma(n, 0.5, SCALE_MAGIC);
  Real rest = n - (half - SCALE_MAGIC) + SCALE_MAGIC;
  return p * powerOfTwo(half) * powerOfTwo(rest);
}

/** The exponent of a normal positive number whose mantissa is taken between the square roots of 1/2 and 2. */
EVOX_INLINE Real exponent(Real x) {
  Word shifted = bits(x) - MANTISSA_START + EXPONENT_ONE;
  return real((shifted >> 52) | 0x4330000000000000) - EXPONENT_MAGIC;
}

EVOX_INLINE Real mantissa(Real x) {
  Word b = bits(x);
  return real(b - ((b - MANTISSA_START) & EXPONENT_BITS));
}

EVOX_INLINE Real logOf(Real m, Real e) {
  Real f = m - 1.0;
  Real s = f / (m + 1.0);
  Real z = s * s;
  Real p = 0x1.101e903bcb855p-3;
  p = fma(p, z, 0x1.0f4a9be5a32e4p-3);
  p = fma(p, z, 0x1.3b2153d48de73p-3);
  p = fma(p, z, 0x1.745cdb9028219p-3);
  p = fma(p, z, 0x1.c71c725c1a07p-3);
  p = fma(p, z, 0x1.249249242f0a3p-2);
  p = fma(p, z, 0x1.9999999999d58p-2);
  p = fma(p, z, 0x1.5555555555555p-1);
  Real low = fma(e, LN2_LOW, -(s * fma(-z, p, f)));
  return fma(e, LN2_HIGH, f + low);
}

/** The natural logarithm of positive normal numbers: the same bits as {@link #log}, without its special cases. */
EVOX_INLINE Real logNormal(Real x) { return logOf(mantissa(x), exponent(x)); }

EVOX_INLINE Real log(Real x) {
  Mask subnormal = x < MIN_NORMAL;
  Real normal = select(subnormal, x * 0x1p54, x);
  Real e = exponent(normal);
  Real value = logOf(mantissa(normal), select(subnormal, e - 54.0, e));
  value = select(x > 0.0, value, select(x == 0.0, -INFINITE, NOT_A_NUMBER));
  return select(x == INFINITE, x, value);
}

/** sin(2 pi q) for a quarter turn at most either way. */
EVOX_INLINE Real sinQuarter(Real q) {
  Real z = q * q;
  Real y = fma(z, z, 0x1.82e17e9614679p3);
  Real w = fma(fma(0x1.6a137833203a4p-2, z, -0x1.85ff4a4b5653bp0), y, 0x1.dbbd3dfa94fa6p3);
  Real p = fma(w + (y - 0x1.6ee32560fb085p4), w, 0x1.e7e69347780f4p4);
  p = fma(p, z, -0x1.4abbce625be62p5);
  return fma(q, fma(p, z, TWO_PI_LESS_TWO), q + q);
}

EVOX_INLINE Real sin2pi(Real x) {
  Real r = x - rint(x);
  Real size = abs(r);
  return withSign(sinQuarter(min(size, 0.5 - size)), r);
}

EVOX_INLINE Real cos2pi(Real x) { return sinQuarter(0.25 - abs(x - rint(x))); }

/** What is missing from the rounded product of x and 1/(2 pi). */
EVOX_INLINE Real turnsLow(Real x, Real turns) { return fma(x, TURNS_LOW, fma(x, TURNS, -turns)); }

EVOX_INLINE Real sin(Real x) {
  Real turns = x * TURNS;
  Real low = turnsLow(x, turns);
  Real r = turns - rint(turns);
  Real size = abs(r);
  Real outward = withSign(low, r);
  Real q = select(size < 0.25, size + outward, 0.5 - size - outward);
  Real value = withSign(sinQuarter(min(0.25, max(-0.25, q))), r);
  return select(abs(x) < 0x1p-26, x, value);
}

/** The cosine of x + low turns, where low is a correction below the last bit of x. */
EVOX_INLINE Real cos2pi(Real x, Real low) {
  Real r = x - rint(x);
  Real q = 0.25 - abs(r) - withSign(low, r);
  return sinQuarter(min(0.25, max(-0.25, q)));
}

EVOX_INLINE Real cos(Real x) {
  Real turns = x * TURNS;
  return cos2pi(turns, turnsLow(x, turns));
}

/** For normal and subnormal x: exp(y log x), with the logarithm in two doubles. */
EVOX_INLINE Real powPositive(Real x, Real y) {
  Mask subnormal = x < MIN_NORMAL;
  Real normal = select(subnormal, x * 0x1p54, x);
  Real unscaled = exponent(normal);
  Real m = mantissa(normal);
  Real e = select(subnormal, unscaled - 54.0, unscaled);

  Real f = m - 1.0;
  Real g = m + 1.0;
  Real gLow = m - (g - 1.0);
  Real s = f / g;
  Real sLow = fma(-s, gLow, fma(-s, g, f)) / g;
  Real z = s * s;
  Real zLow = fma(s + s, sLow, fma(s, s, -z));

  Real q = 0x1.e02d70926101bp-4;
  q = fma(q, z, 0x1.df7ce152e7058p-4);
  q = fma(q, z, 0x1.1118c76ff0dd2p-3);
  q = fma(q, z, 0x1.3b1395d43e912p-3);
  q = fma(q, z, 0x1.745d177a90e0dp-3);
  q = fma(q, z, 0x1.c71c71c6eaa6dp-3);
  q = fma(q, z, 0x1.2492492492521p-2);
  q = fma(q, z, 0x1.999999999999ap-2);
  Real u = z * q;
  Real p = Real(0x1.5555555555555p-1) + u;
  Real pLow = Real(0x1.5555555555555p-1) - p + u + 0x1.5555555555555p-55;
  Real w = z * p;
  Real wLow = fma(z, pLow, fma(zLow, p, fma(z, p, -w)));
  Real v = s * w;
  Real vLow = fma(s, wLow, fma(sLow, w, fma(s, w, -v)));
  Real twice = s + s;
  Real l = twice + v;
  Real lLow = twice - l + v + (vLow + (sLow + sLow));

  Real a = e * LN2_HIGH;
  Real log = a + l;
  Real logLow = a - log + l + fma(e, LN2_LOW, lLow);

  Real bounded = min(0x1p70, max(-0x1p70, y));
  Real t = bounded * log;
  Real tLow = fma(bounded, logLow, fma(bounded, log, -t));
  return exp(t, select(abs(t) < 1000.0, tLow, 0.0));
}

EVOX_INLINE Real pow(Real x, Real y) {
  Real size = abs(x);
  Real value = powPositive(size, y);
  Real zeroOrInfinite = select(y > 0.0, 0.0, INFINITE);
  value = select(size == 0.0, zeroOrInfinite, value);
  value = select(size == INFINITE, select(y > 0.0, INFINITE, 0.0), value);
  Real half = y * 0.5;
  Mask integer = rint(y) == y;
  Mask odd = without(integer, rint(half) == half);
  value = select(odd, withSign(value, x), value);
  value = select(without((x < 0.0) & (x > -INFINITE), integer), NOT_A_NUMBER, value);
  value = select((size == 1.0) & (abs(y) == INFINITE), NOT_A_NUMBER, value);
  value = select(isNaN(x) | isNaN(y), NOT_A_NUMBER, value);
  value = select(y == 1.0, x, value);
  return select(y == 0.0, 1.0, value);
}

}  // namespace evox::EVOX_ENGINE
