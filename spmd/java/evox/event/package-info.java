/**
 * Events between processes, and programs made of middleware that talk by them.
 *
 * <p>The ideas are those of DI-engine (OpenDILab, <a href="https://github.com/opendilab/DI-engine">DI-engine</a>).
 */
package evox.event;
