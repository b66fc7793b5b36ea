#pragma once
#include <cstdint>

namespace evox {

/** The index of the first of the least of these values, as Java's Order has them; 0 if all are NaN. */
int64_t best(const double* values, int64_t count);

}  // namespace evox
