/** Watchers of a run: progress, histories, files, reports, and the digest that two equal runs share. */
package evox.monitor;
