// Turns a mating pool into children, in place. evox.kernel.genetic.Variation is the definition and has the comments.
#include "elementary.hpp"
#include "engine.hpp"
#include "philox.hpp"

namespace evox::EVOX_ENGINE {
namespace {

/** As Java's Variation.pack writes it. */
struct Arguments {
  uint64_t seed;
  uint64_t generation;
  uint64_t individual;
  double* pool;
  int64_t rows;
  int64_t dimension;
  int64_t stride;
  const double* lower;
  const double* upper;
  double crossover;
  int64_t crossoverIndex;
  double mutation;
  int64_t mutationIndex;
  double logOfKept;
  double noneOf;
};

/** evox.random.Purpose.GENETIC. */
constexpr uint64_t GENETIC = 6;
constexpr uint64_t LOW = 0xFFFFFFFF;

/** The blocks of random words. */
constexpr uint64_t PAIR = 0;
constexpr uint64_t COORDINATES = 1;
constexpr uint64_t CHILD = 1u << 30;

constexpr double CLOSE = 1e-14;
constexpr int PAIRS = TILE / 2;

/** Coordinates that take their words from the same 8 blocks. */
constexpr int SPAN = 32;

/** @param first row of the tile, a multiple of 32, so that adding the offset in the tile never carries */
EVOX_INLINE void draw(const Arguments& a, int64_t first, Word offset, Word block, Word (&c)[4]) {
  uint64_t individual = a.individual + (uint64_t)first;
  c[0] = Word(individual & LOW) + offset;
  c[1] = block;
  c[2] = a.generation & LOW;
  c[3] = GENETIC << 24 | ((individual >> 32) & 0xFFFFFF);
  philox(c[0], c[1], c[2], c[3], a.seed);
}

EVOX_INLINE Real uniform52(Word high, Word low) {
  return real((((high << 32) | (low & Word(LOW))) >> 12) | Word(0x3ff0000000000000u)) - 1.0;
}

EVOX_INLINE Real floor(Real x) {
  Real nearest = rint(x);
  return nearest - select(nearest > x, 1.0, 0.0);
}

EVOX_INLINE Real inside(Real x, Real lower, Real upper) { return min(upper, max(lower, x)); }

EVOX_INLINE Real power(Real x, int64_t eta) {
  Real result = 1.0;
  Real square = x;
  for (int64_t bits = eta + 1; bits > 0; bits >>= 1, square = square * square) {
    if (bits & 1) result = result * square;
  }
  return result;
}

EVOX_INLINE Real spread(Real deviate, Real distance, Real room, int64_t eta) {
  Real share = deviate * (Real(2.0) - power(distance / (distance + Real(2.0) * room), eta));
  Real nearer = min(share, Real(2.0) - share);
  return exp(log(nearer) * copySign(1.0 / (double)(eta + 1), Real(1.0) - share));
}

/** The words of SPAN coordinates of each pair of a tile; 0, which crosses nothing, for those beyond the last. */
EVOX_INLINE void drawCoordinates(const Arguments& a, int64_t first, int64_t from, int count,
                                 uint64_t (&words)[PAIRS][SPAN]) {
  for (int t = 0; t < PAIRS * 8; t += BLOCK) {
    Word lane = Word((uint64_t)t) + Word::iota();
    Word c[4];
    draw(a, first, (lane >> 3) << 1, Word(COORDINATES + (uint64_t)from / SPAN * 8) + (lane & Word(7)), c);
    for (int k = 0; k < 4; k++) {
      uint64_t drawn[BLOCK];
      c[k].store(drawn);
      for (int l = 0; l < BLOCK; l++) words[(t + l) / 8][k * 8 + (t + l) % 8] = drawn[l];
    }
  }
  for (auto& pair : words) {
    for (int j = count; j < SPAN; j++) pair[j] = 0;
  }
}

/** Copies whole blocks of 8, as rows are padded to: a call of memcpy would cost more than the copy. */
EVOX_INLINE void copyRow(double* to, const double* from, int count) {
  for (int j = 0; j < count; j += 8) memcpy(to + j, from + j, 8 * sizeof(double));
}

/** Crosses up to SPAN coordinates of two rows and returns whether any was. */
bool cross(double* one, double* other, const double (&bounds)[2][SPAN], int count, const uint64_t* words, int64_t eta) {
  double rows[2][SPAN];
  copyRow(rows[0], one, count);
  copyRow(rows[1], other, count);
  bool anyCrossed = false;
  for (int j = 0; j < count; j += BLOCK) {
    Real a = Real::load(rows[0] + j), b = Real::load(rows[1] + j);
    Real lower = Real::load(bounds[0] + j), upper = Real::load(bounds[1] + j);
    Word word = Word::load(words + j);
    Real low = min(a, b), high = max(a, b), distance = high - low;
    Mask crossed = ((word & Word(1u << 31)) == Word(1u << 31)) & (distance > CLOSE);
    if (!any(crossed)) continue;
    anyCrossed = true;
    Real deviate = uniform32(word << 2);
    Real below = Real(0.5) * (low + high - distance * spread(deviate, distance, low - lower, eta));
    Real above = Real(0.5) * (low + high + distance * spread(deviate, distance, upper - high, eta));
    below = inside(below, lower, upper);
    above = inside(above, lower, upper);
    Mask swapped = (word & Word(1u << 30)) == Word(1u << 30);
    select(crossed, select(swapped, above, below), a).store(rows[0] + j);
    select(crossed, select(swapped, below, above), b).store(rows[1] + j);
  }
  copyRow(one, rows[0], count);
  copyRow(other, rows[1], count);
  return anyCrossed;
}

/** Crosses the pairs of a tile and says of each row whether that changed anything. */
void crossTile(const Arguments& a, int64_t first, bool (&crossed)[TILE]) {
  bool chosen[PAIRS];
  for (int l = 0; l < TILE; l += BLOCK) {
    Word c[4];
    draw(a, first, Word((uint64_t)l) + Word::iota(), PAIR, c);
    double u[BLOCK];
    uniform32(c[0]).store(u);
    for (int i = l; i < l + BLOCK; i += 2) chosen[i / 2] = first + i + 1 < a.rows && u[i - l] < a.crossover;
  }
  for (bool& c : crossed) c = false;
  for (int64_t from = 0; from < a.dimension; from += SPAN) {
    int count = (int)(a.dimension - from < SPAN ? a.dimension - from : SPAN);
    uint64_t words[PAIRS][SPAN];
    drawCoordinates(a, first, from, count, words);
    double bounds[2][SPAN] = {};
    memcpy(bounds[0], a.lower + from, count * sizeof(double));
    memcpy(bounds[1], a.upper + from, count * sizeof(double));
    for (int p = 0; p < PAIRS; p++) {
      if (!chosen[p]) continue;
      double* row = a.pool + (first + 2 * p) * a.stride + from;
      bool any = cross(row, row + a.stride, bounds, count, words[p], a.crossoverIndex);
      crossed[2 * p] |= any;
      crossed[2 * p + 1] |= any;
    }
  }
}

EVOX_INLINE Real moved(Real x, Real lower, Real upper, Real deviate, int64_t eta) {
  Real range = upper - lower;
  Mask left = deviate <= 0.5;
  Real kept = power(Real(1.0) - select(left, x - lower, upper - x) / range, eta);
  Real share = select(left, Real(2.0) * deviate + (Real(1.0) - Real(2.0) * deviate) * kept,
                      Real(2.0) * (Real(1.0) - deviate) + Real(2.0) * (deviate - 0.5) * kept);
  Real root = exp(log(share) * (1.0 / (double)(eta + 1)));
  Real step = select(left, root - 1.0, Real(1.0) - root);
  return inside(x + step * range, lower, upper);
}

/** Mutates BLOCK rows of a tile together: in each round one coordinate of every row that has one left. */
void mutate(const Arguments& a, int64_t first, int offset, const bool* crossed) {
  Word lane = Word((uint64_t)offset) + Word::iota();
  Word c[4];
  draw(a, first, lane, CHILD, c);
  double u[BLOCK], excludedOf[BLOCK], activeOf[BLOCK];
  uniform32(c[0]).store(u);
  for (int l = 0; l < BLOCK; l++) {
    excludedOf[l] = crossed[l] ? 0.0 : a.noneOf;
    activeOf[l] = first + offset + l < a.rows && (!crossed[l] || u[l] < a.mutation);
  }
  Real excluded = Real::load(excludedOf);
  Mask active = Real::load(activeOf) > 0.0;
  Real at = -1.0;
  for (uint64_t block = CHILD + 1; any(active); block++) {
    draw(a, first, lane, block, c);
    Real deviate = Real(1.0) - uniform52(c[0], c[1]) * (Real(1.0) - excluded);
    at = at + (Real(1.0) + floor(log(deviate) / a.logOfKept));
    active = active & (at < (double)a.dimension);
    double place[BLOCK], x[BLOCK], lower[BLOCK], upper[BLOCK];
    select(active, at, -1.0).store(place);
    double* rows = a.pool + (first + offset) * a.stride;
    for (int l = 0; l < BLOCK; l++) {
      int64_t j = place[l] < 0.0 ? 0 : (int64_t)place[l];
      x[l] = rows[l * a.stride + j];
      lower[l] = a.lower[j];
      upper[l] = a.upper[j];
    }
    moved(Real::load(x), Real::load(lower), Real::load(upper), uniform52(c[2], c[3]), a.mutationIndex).store(x);
    for (int l = 0; l < BLOCK; l++) {
      if (place[l] >= 0.0) rows[l * a.stride + (int64_t)place[l]] = x[l];
    }
    excluded = 0.0;
  }
}

void variation(const void* arguments, int64_t from, int64_t to) {
  const Arguments& a = *(const Arguments*)arguments;
  for (int64_t first = from * TILE; first < to * TILE; first += TILE) {
    bool crossed[TILE];
    crossTile(a, first, crossed);
    for (int l = 0; l < TILE; l += BLOCK) mutate(a, first, l, crossed + l);
  }
}

}  // namespace

const void* findVariation(Name name) { return name.operation("variation") ? (const void*)&variation : nullptr; }

}  // namespace evox::EVOX_ENGINE
