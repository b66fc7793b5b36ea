// The instruction sets, numbered as in evox.foreign.Isa.
#pragma once

namespace evox {

enum Isa { JAVA, BASELINE, AVX2, AVX512, NEON };

/** Whether kernels for it are built in and this processor and operating system run them. */
bool runs(int isa);

/** The widest that runs. */
int bestIsa();

/** The address of a kernel or tile function for an instruction set, or null. */
const void* find(int isa, const char* name);

}  // namespace evox
