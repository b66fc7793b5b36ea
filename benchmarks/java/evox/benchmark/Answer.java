package evox.benchmark;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The column beside the speed that says whether the answer is right. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Answer {

  /** Numbers of the result whose bits are not those of the Java engine on one thread. */
  public long wrong;
}
