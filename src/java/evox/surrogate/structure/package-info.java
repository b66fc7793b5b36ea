/**
 * Searching structures of atoms: candidates, a description of them that does not change when they are turned or their
 * atoms exchanged, and potentials to relax them in. Coordinates are x, y, z of the first atom, then of the next, in units
 * of the caller's.
 */
package evox.surrogate.structure;
