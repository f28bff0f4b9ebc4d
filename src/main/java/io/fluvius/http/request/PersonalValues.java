package io.fluvius.http.request;

import io.fluvius.domain.PersonalData;
import java.util.List;
import java.util.Map;
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

/** Writes a sign in place of personal data. */
final class PersonalValues extends ValueSerializerModifier {

    private static final long serialVersionUID = 1;

    private final transient ValueSerializer<Object> sign;
    private final boolean hidesNull;

    private PersonalValues(Map<String, Object> sign, boolean hidesNull) {
        this.sign = new Sign(sign);
        this.hidesNull = hidesNull;
    }

    /** The sign also stands for a component that has no value, so that the caller does not learn whether it has one. */
    static PersonalValues withheld(Map<String, Object> sign) {
        return new PersonalValues(sign, true);
    }

    static PersonalValues forgotten(Map<String, Object> sign) {
        return new PersonalValues(sign, false);
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
        Class<?> type = bean.getBeanClass();
        properties.stream()
                .filter(property -> isPersonal(type, property.getName()))
                .forEach(property -> {
                    property.assignSerializer(sign);
                    if (hidesNull) {
                        property.assignNullSerializer(sign);
                    }
                });
        return properties;
    }

    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier bean, ValueSerializer<?> serializer) {
        return bean.getBeanClass().isAnnotationPresent(PersonalData.class) ? sign : serializer;
    }

    private static boolean isPersonal(Class<?> type, String name) {
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .filter(component -> component.getName().equals(name))
                        .anyMatch(WithheldMembers::isPersonal);
    }

    private static final class Sign extends StdSerializer<Object> {

        private final Map<String, Object> sign;

        Sign(Map<String, Object> sign) {
            super(Object.class);
            this.sign = sign;
        }

        @Override
        public void serialize(Object value, JsonGenerator json, SerializationContext context) {
            json.writePOJO(sign);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator json, SerializationContext context, TypeSerializer type) {
            serialize(value, json, context);
        }
    }
}
