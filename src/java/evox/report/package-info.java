/** What a run leaves behind: files that appear whole or not at all, arrays for NumPy, and pages with charts. */
package evox.report;
