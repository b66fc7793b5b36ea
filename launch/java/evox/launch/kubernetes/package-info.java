/** Kubernetes, through the user's kubectl. */
package evox.launch.kubernetes;
