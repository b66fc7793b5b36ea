/** Algorithm, problem and monitors put together to a run. */
package evox.workflow;
