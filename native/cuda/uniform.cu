#include "cuda/global.hpp"
#include "kernel/uniform.hpp"

EVOX_GLOBAL(uniform, uniform::tiles)
EVOX_GLOBAL(uniform_rows, uniform::rows)
