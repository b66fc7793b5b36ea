package evox.launch.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was started, kept in the run's folder.
 *
 * @param mode how: local, slurm ...
 * @param id by which what runs the job knows it; empty while it is being handed over
 * @param cluster the site's name
 * @param seed as it was given; empty where it was not
 * @param versions of what took part, by name
 */
public record RunRecord(String mode, String id, String cluster, List<String> command, int processes, String seed,
    Map<String, String> versions, Instant begun) {

  /** The same by another id. */
  public RunRecord withId(String other) {
    return new RunRecord(mode, other, cluster, command, processes, seed, versions, begun);
  }

  String json() {
    return JsonFile.write(json -> {
      json.writeStringField("mode", mode);
      json.writeStringField("id", id);
      json.writeStringField("cluster", cluster);
      json.writeArrayFieldStart("command");
      for (String word : command) json.writeString(word);
      json.writeEndArray();
      json.writeNumberField("processes", processes);
      json.writeStringField("seed", seed);
      json.writeObjectFieldStart("versions");
      for (var version : versions.entrySet()) json.writeStringField(version.getKey(), version.getValue());
      json.writeEndObject();
      json.writeStringField("begun", begun.toString());
    });
  }

  static RunRecord read(Path file) {
    JsonFile json = JsonFile.read(file);
    return new RunRecord(json.text("mode"), json.text("id"), json.text("cluster"), json.texts("command"),
        Integer.parseInt(json.text("processes")), json.text("seed"), json.textsByName("versions"),
        Instant.parse(json.text("begun")));
  }
}
