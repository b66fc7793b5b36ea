/** What a site is: its hosts by name, and what the cluster file says of it. */
package evox.launch.cluster;
