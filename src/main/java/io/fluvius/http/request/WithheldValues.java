package io.fluvius.http.request;

import io.fluvius.domain.PersonalData;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes <code>{"withheld": true}</code> in place of personal data. A component that has no value is written in the same way, so
 * that the caller does not learn whether it has one.
 */
final class WithheldValues extends ValueSerializerModifier {

    private static final long serialVersionUID = 1;

    private static final ValueSerializer<Object> WITHHELD = new Withheld();

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
        Class<?> type = bean.getBeanClass();
        properties.stream()
                .filter(property -> isPersonal(type, property.getName()))
                .forEach(property -> {
                    property.assignSerializer(WITHHELD);
                    property.assignNullSerializer(WITHHELD);
                });
        return properties;
    }

    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        return bean.getBeanClass().isAnnotationPresent(PersonalData.class) ? WITHHELD : serializer;
    }

    private static boolean isPersonal(Class<?> type, String name) {
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .filter(component -> component.getName().equals(name))
                        .anyMatch(WithheldMembers::isPersonal);
    }

    private static final class Withheld extends StdSerializer<Object> {

        Withheld() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializationContext context) {
            json.writePOJO(ShownJson.WITHHELD);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator json, SerializationContext context, TypeSerializer type) {
            serialize(value, json, context);
        }
    }
}
