/** The toolkit as a program of its users sees it. */
module evox.spmd {
  requires java.compiler;
  requires java.management;
  requires jdk.management;

  exports evox.memory;
  exports evox.collective;
  exports evox.world;
  exports evox.array;
  exports evox.random;
  exports evox.kernel;
  exports evox.kernel.genetic;
  exports evox.kernel.linear;
  exports evox.core;
  exports evox.problem;
  exports evox.problem.bbob;
  exports evox.pareto;
  exports evox.algorithm;
  exports evox.indicator;
  exports evox.report;
  exports evox.monitor;
  exports evox.workflow;
}
