package evox.launch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import evox.workflow.Result;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/**
 * A solution for a program, as one JSON object. {@code best} is null where there is no single best (several objectives)
 * or where JSON has no number for it (infinite); {@code bestBits} then is null or tells which.
 */
final class SolutionJson {

  private SolutionJson() {}

  static String of(Solution solution) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      write(json, solution, solution.result());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Solution solution, Result<?> result) throws IOException {
    json.writeStringField("algorithm", solution.algorithmName());
    json.writeStringField("problem", solution.problem().name());
    json.writeNumberField("seed", solution.seed());
    json.writeNumberField("generations", result.generations());
    json.writeNumberField("evaluations", result.evaluations());
    double best = result.best().fitness();
    if (solution.hasBest() && Double.isFinite(best)) json.writeNumberField("best", best);
    else json.writeNullField("best");
    String bits = HexFormat.of().toHexDigits(Double.doubleToRawLongBits(best));
    if (solution.hasBest()) json.writeStringField("bestBits", bits);
    else json.writeNullField("bestBits");
    json.writeStringField("digest", solution.digest());
    json.writeNumberField("seconds", result.seconds());
    json.writeObjectFieldStart("world");
    json.writeNumberField("ranks", solution.world().size());
    json.writeStringField("transport", solution.world().communicator().transport());
    json.writeEndObject();
  }
}
