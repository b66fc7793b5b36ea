/** The toolkit as a program of its users sees it. */
module evox.spmd {
  requires java.compiler;
  requires java.logging;
  requires java.management;
  requires jdk.management;

  exports evox.memory;
  exports evox.codec;
  exports evox.collective;
  exports evox.world;
  exports evox.message;
  exports evox.event;
  exports evox.store;
  exports evox.pool;
  exports evox.array;
  exports evox.random;
  exports evox.kernel;
  exports evox.kernel.genetic;
  exports evox.kernel.linear;
  exports evox.core;
  exports evox.problem;
  exports evox.problem.bbob;
  exports evox.problem.program;
  exports evox.pareto;
  exports evox.algorithm;
  exports evox.surrogate;
  exports evox.surrogate.structure;
  exports evox.indicator;
  exports evox.report;
  exports evox.monitor;
  exports evox.workflow;
}
