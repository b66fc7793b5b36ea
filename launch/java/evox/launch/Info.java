package evox.launch;

import java.util.List;

/** Tells what of a machine the toolkit can use, what is missing, and what would bring it. */
final class Info implements Command {

  @Override
  public String name() {
    return "info";
  }

  @Override
  public String purpose() {
    return "Tell what is here, what is missing and how to get it.";
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public int run(Given given) {
    for (Finding finding : Findings.ofThisMachine()) System.out.println(finding);
    return 0;
  }
}
