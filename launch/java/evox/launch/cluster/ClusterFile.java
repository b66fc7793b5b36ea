package evox.launch.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import evox.launch.word.Names;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A cluster file as it is read, so that a mistake in it can be pointed at. */
final class ClusterFile {

  private static final String TYPE = "cluster_type";
  private static final String NAME = "cluster_name";
  private static final String FILEROOT = "fileroot";
  private static final String MOUNT = "default_mount";
  private static final String NODE_TYPES = "node_type_from_node_name";
  private static final String GPU_TYPES = "gpu_type_from_node_name";
  private static final String CPU_IMAGE = "cpu_image";
  private static final String GPU_IMAGE = "gpu_image";
  private static final String PREFIX = "node_name_prefix";

  private static final List<String> KEYS = List.of(TYPE, NAME, FILEROOT, MOUNT, NODE_TYPES, GPU_TYPES, CPU_IMAGE,
      GPU_IMAGE, PREFIX);
  private static final List<String> REQUIRED = List.of(TYPE, NAME, FILEROOT);

  private final Path file;
  private final JsonParser json;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Map<Pattern, String>> types = new HashMap<>();
  private ClusterSpec.Type type;

  private ClusterFile(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  static ClusterSpec read(Path file) {
    try (Reader text = Files.newBufferedReader(file); JsonParser json = new JsonFactory().createParser(text)) {
      return new ClusterFile(file, json).spec();
    } catch (JsonProcessingException e) {
      throw mistake(file, e.getLocation(), "a cluster file must be JSON, got " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a cluster file must be UTF-8, got file=" + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("a cluster file must be readable, got file=" + file + " (" + e + ")", e);
    }
  }

  private ClusterSpec spec() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) throw mistake("a cluster file must hold one object {...}, got " + here());
    while (json.nextToken() == JsonToken.FIELD_NAME) key(json.currentName());
    for (String key : REQUIRED) {
      if (texts.containsKey(key)) continue;
      throw mistake("a cluster file must say " + key + ", got " + texts.keySet().stream().sorted().toList());
    }
    if (json.nextToken() != null) throw mistake("nothing may follow the object, got " + here());
    return new ClusterSpec(type, texts.get(NAME), Path.of(texts.get(FILEROOT)), texts.getOrDefault(MOUNT, ""),
        types.getOrDefault(NODE_TYPES, Map.of()), types.getOrDefault(GPU_TYPES, Map.of()),
        texts.getOrDefault(CPU_IMAGE, ""), texts.getOrDefault(GPU_IMAGE, ""),
        texts.getOrDefault(PREFIX, ClusterSpec.NODE_PREFIX));
  }

  private void key(String key) throws IOException {
    if (!KEYS.contains(key)) {
      throw mistake("key must be one of " + String.join(", ", KEYS) + ", got " + key + Names.suggestion(key, KEYS));
    }
    if (texts.containsKey(key) || types.containsKey(key)) throw mistake(key + " must be said once, got it twice");
    json.nextToken();
    if (key.equals(NODE_TYPES) || key.equals(GPU_TYPES)) types.put(key, typesByName(key));
    else texts.put(key, text(key));
    if (key.equals(TYPE)) type = type(texts.get(key));
    if (key.equals(FILEROOT) && !Path.of(texts.get(key)).isAbsolute()) {
      throw mistake("fileroot must be a path from the root, the same on all hosts, got fileroot=" + texts.get(key));
    }
  }

  private ClusterSpec.Type type(String word) {
    try {
      String name = Names.resolve(TYPE, word, TYPE + "=" + word, ClusterSpec.Type.words());
      return ClusterSpec.Type.values()[ClusterSpec.Type.words().indexOf(name)];
    } catch (IllegalArgumentException e) {
      throw mistake(e.getMessage());
    }
  }

  private Map<Pattern, String> typesByName(String key) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw mistake(key + " must be an object {\"expression\": \"type\", ...}, got " + here());
    }
    Map<Pattern, String> types = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Pattern names = pattern(key, json.currentName());
      json.nextToken();
      types.put(names, text(key + "." + names));
    }
    return types;
  }

  private Pattern pattern(String key, String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw mistake(key + " must have regular expressions, got " + expression + " (" + e.getDescription() + ")");
    }
  }

  /** Neither empty nor with characters that end a line, which no tool that it is handed to would take. */
  private String text(String key) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) throw mistake(key + " must be a text in quotes, got " + here());
    String text = json.getText();
    if (text.chars().anyMatch(Character::isISOControl)) throw mistake(key + " must be one line, got a control character");
    if (text.isEmpty() && REQUIRED.contains(key)) throw mistake(key + " must not be empty, got none");
    return text;
  }

  private String here() throws IOException {
    return json.currentToken() == null ? "nothing" : json.getText();
  }

  private IllegalArgumentException mistake(String what) {
    return mistake(file, json.currentTokenLocation(), what, null);
  }

  private static IllegalArgumentException mistake(Path file, JsonLocation at, String what, Exception cause) {
    return new IllegalArgumentException(file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": " + what, cause);
  }
}
