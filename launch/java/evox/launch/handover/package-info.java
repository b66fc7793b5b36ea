/** From the Java that somebody started the jar with to one that is new enough. All of it runs in Java 8. */
package evox.launch.handover;
