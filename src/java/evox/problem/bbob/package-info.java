/**
 * The 24 noiseless functions of the BBOB test bed, every instance and dimension. Each is a chain of {@link
 * evox.problem.bbob.Stage stages} that bend and turn the search space, and a {@link evox.problem.bbob.Core core}
 * function of what comes out; {@link evox.problem.bbob.Definition} is the list.
 *
 * <p>Hansen, Finck, Ros, Auger: Real-Parameter Black-Box Optimization Benchmarking 2009: Noiseless Functions
 * Definitions, INRIA RR-6829. Hansen et al.: COCO, Optimization Methods and Software 36 (2021), doi
 * 10.1080/10556788.2020.1808977. Where COCO's program differs from the text, the program is followed.
 */
package evox.problem.bbob;
