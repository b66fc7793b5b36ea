package evox.launch.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small object of texts, lists of texts and texts by name. */
final class JsonFile {

  /** Writes the fields of an object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private final Path file;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private JsonFile(Path file) {
    this.file = file;
  }

  static String write(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  static JsonFile read(Path file) {
    JsonFile read = new JsonFile(file);
    try (JsonParser json = new JsonFactory().createParser(Files.readString(file))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        read.values.put(name, value(json));
      }
      return read;
    } catch (IOException e) {
      throw new IllegalStateException("a run's record must be readable, got file=" + file + " (" + e + ")", e);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<String> texts = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) texts.add(json.getText());
      return texts;
    }
    if (json.currentToken() == JsonToken.START_OBJECT) {
      Map<String, String> texts = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) texts.put(json.currentName(), json.nextTextValue());
      return texts;
    }
    return json.getText();
  }

  String text(String name) {
    return value(name, String.class);
  }

  List<String> texts(String name) {
    List<?> texts = value(name, List.class);
    return texts.stream().map(String::valueOf).toList();
  }

  Map<String, String> textsByName(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<?, ?> values = value(name, Map.class);
    values.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
    return texts;
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (type.isInstance(value)) return type.cast(value);
    throw new IllegalStateException("a run's record must have " + name + ", got file=" + file + " without");
  }
}
