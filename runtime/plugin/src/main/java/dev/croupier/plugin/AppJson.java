package dev.croupier.plugin;

import dev.croupier.app.MessageMappingException;
import dev.croupier.app.ValueMappingException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Maps between JSON text and an app's own classes. Each app instance has its own: a mapper
 * remembers every class it has seen, and one that outlived its plugin would keep the plugin's
 * classes alive.
 *
 * <p>Reading never guesses: no number from text (but exact decimals, which is how money is
 * written), no truncated fractions, no missing record components. Writing is the same for equal
 * values: records in declared order, map entries by key, decimals with every digit.
 */
final class AppJson {

  private final JsonMapper mapper =
      JsonMapper.builder()
          .annotationIntrospector(new RequiredComponents())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .withCoercionConfig(BigDecimal.class, AppJson::fromText)
          .withCoercionConfig(BigInteger.class, AppJson::fromText)
          .withCoercionConfig(LogicalType.Textual, AppJson::onlyFromText)
          .build();

  private static void fromText(MutableCoercionConfig config) {
    config.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert);
  }

  private static void onlyFromText(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /**
   * @param subject what is read, for the message
   * @param json JSON text
   * @param type the target
   * @return the value
   * @throws ValueMappingException if they do not fit
   */
  <T> T read(String subject, String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw new ValueMappingException(subject, type, member(e), e.getOriginalMessage(), e);
    }
  }

  /**
   * @param messageType the message type
   * @param json the message's data
   * @param type the target
   * @return the value
   * @throws MessageMappingException if they do not fit
   */
  <T> T readMessage(String messageType, String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw new MessageMappingException(messageType, type, member(e), e.getOriginalMessage(), e);
    }
  }

  /**
   * @param subject what is written, for the message
   * @param value the value
   * @return JSON text
   * @throws ValueMappingException if it has no JSON form
   */
  String write(String subject, Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new FiniteNumbers(mapper.createGenerator(text))) {
      mapper.writeValue(generator, value);
    } catch (JacksonException e) {
      throw new ValueMappingException(
          subject, value.getClass(), member(e), e.getOriginalMessage(), e);
    }
    return text.toString();
  }

  private static String member(JacksonException e) {
    StringBuilder path = new StringBuilder();
    List<JacksonException.Reference> references = e.getPath();
    for (JacksonException.Reference reference : references) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    return path.toString();
  }
}
