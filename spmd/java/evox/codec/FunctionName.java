package evox.codec;

import java.lang.invoke.SerializedLambda;
import java.util.Objects;

/**
 * A lambda or method reference by its name: what the compiler wrote down of it in the class that it stands in.
 *
 * @param place the class, with dots
 * @param digest of that class's file, so that the same name means the same code
 * @param captured the values that it took from where it stood
 */
record FunctionName(String place, long digest, String interfaceClass, String interfaceMethod, String interfaceSignature,
    int kind, String methodClass, String method, String signature, String instantiated, Object[] captured) {

  FunctionName {
    Objects.requireNonNull(place);
    Objects.requireNonNull(methodClass);
    Objects.requireNonNull(captured);
  }

  static FunctionName of(SerializedLambda form, long digest) {
    Object[] captured = new Object[form.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) captured[i] = form.getCapturedArg(i);
    return new FunctionName(form.getCapturingClass().replace('/', '.'), digest, form.getFunctionalInterfaceClass(),
        form.getFunctionalInterfaceMethodName(), form.getFunctionalInterfaceMethodSignature(),
        form.getImplMethodKind(), form.getImplClass(), form.getImplMethodName(), form.getImplMethodSignature(),
        form.getInstantiatedMethodType(), captured);
  }

  SerializedLambda form(Class<?> place) {
    return new SerializedLambda(place, interfaceClass, interfaceMethod, interfaceSignature, kind, methodClass, method,
        signature, instantiated, captured);
  }

  /** As a stack trace would name it. */
  @Override
  public String toString() {
    return methodClass.replace('/', '.') + "." + method;
  }
}
