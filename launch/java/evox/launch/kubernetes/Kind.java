package evox.launch.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Kubernetes is asked to run a job as. */
public enum Kind {
  /** From Kubernetes 1.21 on, with nothing installed. */
  JOB("job"),
  /** On any Kubernetes; its pods are started again until it is deleted. */
  STATEFULSET("statefulset"),
  /** The JobSet of the batch working group, v1alpha2. */
  JOBSET("jobset"),
  /** Kubeflow's MPIJob, v2beta1: pods are reached by mpirun. */
  MPIJOB("mpijob"),
  /** DI-orchestrator's from 1.1 on: v2alpha1 with tasks. */
  DIJOB("dijob"),
  /** DI-orchestrator's of 1.0: the same v2alpha1, with one template and no tasks. */
  DIJOB_1_0("dijob");

  /** The name that DI-orchestrator puts on pods: of a template it takes what is to run, and no labels. */
  private static final String DI_LABEL = "diengine/job";

  private final String resource;

  Kind(String resource) {
    this.resource = resource;
  }

  /** As kubectl calls it. */
  String resource() {
    return resource;
  }

  /** Whether what runs it makes the service by which its pods find one another, and will have no other of that name. */
  boolean hasItsOwnService() {
    return this == MPIJOB || this == DIJOB || this == DIJOB_1_0;
  }

  /** What the pods of a run have in common. */
  String selector(String name) {
    return (this == DIJOB || this == DIJOB_1_0 ? DI_LABEL : PodTemplate.RUN) + "=" + name;
  }

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Kind kind : values()) words.add(kind.word());
    return words;
  }
}
