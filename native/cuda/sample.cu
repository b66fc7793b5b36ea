#include "cuda/global.hpp"
#include "kernel/sample.hpp"

EVOX_GLOBAL(sample, sample::draw)
EVOX_GLOBAL(sample_mirrored, sample::drawMirrored)
