package evox.launch.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * How a job ended, kept in the run's folder.
 *
 * @param reason in the words of what ran it; may be empty
 * @param exitCodes of its processes, or the program's one
 */
public record Outcome(JobState state, String reason, List<String> exitCodes, Instant ended) {

  public Progress progress() {
    return new Progress(state, reason, "");
  }

  String json() {
    return JsonFile.write(json -> {
      json.writeStringField("state", state.name());
      json.writeStringField("reason", reason);
      json.writeArrayFieldStart("exitCodes");
      for (String code : exitCodes) json.writeString(code);
      json.writeEndArray();
      json.writeStringField("ended", ended.toString());
    });
  }

  static Outcome read(Path file) {
    JsonFile json = JsonFile.read(file);
    return new Outcome(JobState.valueOf(json.text("state")), json.text("reason"), json.texts("exitCodes"),
        Instant.parse(json.text("ended")));
  }
}
