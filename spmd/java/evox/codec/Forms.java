package evox.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the program's classes; looked up once. */
final class Forms {

  private final Types types;
  private final Functions functions;
  private final Map<Class<?>, RecordForm> records = new ConcurrentHashMap<>();

  Forms(Types types) {
    this.types = types;
    this.functions = new Functions(types);
  }

  Types types() {
    return types;
  }

  Functions functions() {
    return functions;
  }

  RecordForm of(Class<?> record) {
    RecordForm known = records.get(record);
    return known != null ? known : records.computeIfAbsent(record, RecordForm::new);
  }
}
