package evox.algorithm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The components of a record of settings, as text. */
final class Settings {

  private Settings() {}

  /** The name of the record and its settings; a record's own text would not show the numbers of an array. */
  static String toString(Record settings) {
    return settings.getClass().getSimpleName() + list(settings);
  }

  /** Each setting as {@code name=value}; several numbers parted by commas. */
  static List<String> list(Record settings) {
    List<String> list = new ArrayList<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      list.add(component.getName() + "=" + text(value(component, settings)));
    }
    return list;
  }

  /**
   * The same settings but for some.
   *
   * @param owner whose they are, for messages
   * @param changes new values by name, in any case
   * @throws IllegalArgumentException if there is no setting of a name, or the record refuses a value
   */
  static Record changed(String owner, Record settings, Map<String, String> changes) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i], settings);
      types[i] = components[i].getType();
    }
    changes.forEach((name, text) -> {
      int i = indexOf(components, name.strip());
      if (i < 0) {
        throw new IllegalArgumentException("setting of " + owner + " must be one of " + String.join(", ",
            list(settings)) + ", got setting=" + name);
      }
      values[i] = parse(components[i].getName(), types[i], text.strip());
    });
    try {
      return settings.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) throw refused;
      throw new IllegalStateException("a record of settings must take its components, got " + settings, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of settings must be public, got " + settings.getClass(), e);
    }
  }

  private static int indexOf(RecordComponent[] components, String name) {
    for (int i = 0; i < components.length; i++) if (components[i].getName().equalsIgnoreCase(name)) return i;
    return -1;
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of settings must be public, got " + settings.getClass(), e);
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case double[] numbers -> Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(","));
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }

  private static Object parse(String name, Class<?> type, String text) {
    try {
      if (type == long.class) return Long.parseLong(text);
      if (type == int.class) return Integer.parseInt(text);
      if (type == double.class) return Double.parseDouble(text);
      if (type == double[].class) {
        return text.isEmpty() ? new double[0] : Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
      }
    } catch (NumberFormatException e) {
      String number = type == long.class || type == int.class ? "a whole number" : "a number";
      throw new IllegalArgumentException(name + " must be " + number + ", got " + name + "=" + text, e);
    }
    List<String> choices = type == boolean.class ? List.of("true", "false")
        : Arrays.stream(type.getEnumConstants()).map(Settings::text).toList();
    int choice = choices.indexOf(text.toLowerCase(Locale.ROOT));
    if (choice < 0) {
      throw new IllegalArgumentException(name + " must be one of " + String.join(", ", choices) + ", got " + name + "="
          + text);
    }
    return type == boolean.class ? (Object) (choice == 0) : type.getEnumConstants()[choice];
  }
}
