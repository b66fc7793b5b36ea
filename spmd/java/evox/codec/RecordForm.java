package evox.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** How a record is taken apart and put together again. */
final class RecordForm {

  private static final MethodType ACCESS = MethodType.methodType(Object.class, Object.class);
  private static final MethodType MAKE = MethodType.methodType(Object.class, Object[].class);

  private final Class<?> type;
  private final String[] names;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;

  RecordForm(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    this.names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
    this.accessors = new MethodHandle[components.length];
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      for (int c = 0; c < components.length; c++) {
        Method accessor = components[c].getAccessor();
        accessor.setAccessible(true);
        accessors[c] = lookup.unreflect(accessor).asType(ACCESS);
      }
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      this.constructor = lookup.unreflectConstructor(canonical).asSpreader(Object[].class, types.length).asType(MAKE);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IllegalArgumentException("a record that travels must be open to evox.spmd, got class=" + type.getName()
          + "; let module " + type.getModule().getName() + " open its package", e);
    }
  }

  int size() {
    return names.length;
  }

  String name(int component) {
    return names[component];
  }

  Object get(int component, Object record) {
    try {
      return (Object) accessors[component].invokeExact(record);
    } catch (Throwable e) {
      throw new IllegalArgumentException("a record that travels must give its components, got " + e + " from "
          + type.getName() + "." + names[component] + "()", e);
    }
  }

  Object make(Object[] components) {
    try {
      return (Object) constructor.invokeExact(components);
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError error) throw error;
      throw new Malformed("a record must accept its components, got " + e + " from class=" + type.getName(), e);
    }
  }
}
