// All that is done with the objectives that see whole tiles: in one module, since a function's address is good in its own
// alone. tile__objective is the address of a tile function, in the device's memory.
#include "cuda/global.hpp"
#include "cuda/rows.hpp"
#include "kernel/sample.hpp"
#include "kernel/swarm.hpp"

namespace evox::EVOX_ENGINE {

extern "C" {
#define EVOX_TILE(identifier, Type) EVOX_VARIABLE TileFunction tile__##identifier = evaluate::Tile<Type>::run;
EVOX_BY_TILE(EVOX_TILE)
}

}  // namespace evox::EVOX_ENGINE

EVOX_GLOBAL(evaluate__by_tile, evaluate::Tiles<ByTile>::run)
EVOX_GLOBAL(evaluate_rows__by_tile, evaluate::Rows<ByTile>::run)
EVOX_GLOBAL(pso__by_tile, swarm::Step<ByTile>::run)
EVOX_GLOBAL(openes__by_tile, sample::Evaluate<ByTile>::run)
