package dev.croupier.plugin;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Takes every component of a record as required unless it is an {@link Optional} or marked {@code
 * Nullable} (anybody's), so that a misspelt component is an error and not a null.
 */
final class RequiredComponents extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    Boolean stated = super.hasRequiredMarker(config, member);
    if (stated != null || !(member instanceof AnnotatedParameter parameter)) {
      return stated;
    }
    RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
    if (components == null || parameter.getOwner().getParameterCount() != components.length) {
      return stated;
    }
    return !isOptional(components[parameter.getIndex()]);
  }

  private static boolean isOptional(RecordComponent component) {
    Stream<Annotation> annotations =
        Stream.concat(
            Arrays.stream(component.getAnnotations()),
            Arrays.stream(component.getAnnotatedType().getAnnotations()));
    return component.getType() == Optional.class
        || annotations.anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }
}
