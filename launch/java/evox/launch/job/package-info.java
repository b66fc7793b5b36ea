/** What is to run on a cluster, what becomes of it, and the folder that tells of it. */
package evox.launch.job;
