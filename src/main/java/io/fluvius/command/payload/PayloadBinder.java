package io.fluvius.command.payload;

import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.record.RecordType.Component;
import io.fluvius.domain.record.SingleValue;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.validation.Validator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Binds a JSON tree to a record, validates the record with Jakarta Validation, and reports all faults together. A member
 * that is unknown or of the wrong JSON type is a fault. {@link Nullable} components may be left out, or null, which means the
 * same.
 *
 * <p>A component is a type that {@link ValueBinder} supports, a list or set of them, a record, or a record around a single
 * value, which is represented in JSON by that value. An {@link IllegalArgumentException} of a compact constructor is a fault
 * of the record. Constraints are checked on every record that can be bound and, for
 * other records, on the components that can, so that a wrong type in one member does not hide a fault in another.
 * Thread-safe.
 */
public final class PayloadBinder {

    private final Validator validator;
    private final PayloadTree tree = new PayloadTree();

    public PayloadBinder(Validator validator) {
        this.validator = validator;
    }

    /** Returns the record. Throws {@link ProblemCode#INVALID_PAYLOAD} with all faults, located below {@code /payload}. */
    public <R extends Record> R bind(Object payload, Class<R> type) {
        Set<Fault> faults = new LinkedHashSet<>();
        Object bound = record(tree.of(payload), type, "/payload", faults);
        Problem.throwIfAny(List.copyOf(faults), ProblemCode.INVALID_PAYLOAD, "The payload does not fit the command");
        return type.cast(Objects.requireNonNull(bound));
    }

    private @Nullable Object value(JsonNode node, Type type, String pointer, Set<Fault> faults) {
        if (node.isNull()) {
            faults.add(new Fault(pointer, "must not be null"));
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            return elements(node, generic, pointer, faults);
        }
        Class<?> plain = (Class<?>) type;
        if (ValueBinder.supports(plain)) {
            return ValueBinder.bind(node, plain, pointer, faults);
        }
        if (SingleValue.isWrapper(plain)) {
            return single(node, plain, pointer, faults);
        }
        if (plain.isRecord()) {
            return record(node, plain, pointer, faults);
        }
        throw new IllegalArgumentException("Unsupported type of a payload component: " + plain.getName());
    }

    private @Nullable Object elements(JsonNode node, ParameterizedType type, String pointer, Set<Fault> faults) {
        if (!node.isArray()) {
            faults.add(new Fault(pointer, "must be a list"));
            return null;
        }
        int faultsBefore = faults.size();
        boolean isSet = type.getRawType() == Set.class;
        DistinctElements distinct = new DistinctElements();
        List<@Nullable Object> bound = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            String below = Fault.child(pointer, Integer.toString(index));
            Object element = value(node.get(index), type.getActualTypeArguments()[0], below, faults);
            if (isSet && element != null && !distinct.add(node.get(index), element)) {
                faults.add(new Fault(below, "must not be in the set twice"));
            }
            bound.add(element);
        }
        if (faults.size() > faultsBefore) {
            return null;
        }
        return isSet ? new LinkedHashSet<>(bound) : bound;
    }

    private @Nullable Object single(JsonNode node, Class<?> type, String pointer, Set<Fault> faults) {
        SingleValue single = SingleValue.of(type);
        Object inner = component(node, single.component(), pointer, faults);
        if (inner == null) {
            return null;
        }
        Object bound = create(() -> single.wrap(inner), pointer, faults);
        if (bound != null) {
            ConstraintViolations.addFaultsOfSingleValue(validator.validate(bound), pointer, faults);
        }
        return bound;
    }

    private @Nullable Object record(JsonNode node, Class<?> type, String pointer, Set<Fault> faults) {
        if (!node.isObject()) {
            faults.add(new Fault(pointer, "must be an object"));
            return null;
        }
        Map<Component, @Nullable Object> bound = new LinkedHashMap<>();
        Set<Component> faulty = new LinkedHashSet<>();
        RecordType recordType = RecordType.of(type);
        for (Component member : recordType.components()) {
            int faultsBefore = faults.size();
            bound.put(member, member(node, member, pointer, faults));
            if (faults.size() > faultsBefore) {
                faulty.add(member);
            }
        }
        addUnknownMembers(node, recordType, pointer, faults);
        if (faulty.isEmpty()) {
            Object record = create(() -> recordType.create(bound.values().toArray()), pointer, faults);
            if (record != null) {
                ConstraintViolations.addFaults(validator.validate(record), pointer, faults);
            }
            return record;
        }
        bound.keySet().removeAll(faulty);
        bound.forEach((member, value) ->
                ConstraintViolations.addFaults(validator.validateValue(type, member.name(), value), pointer, faults));
        return null;
    }

    /** Returns the record, or null after adding a fault, with the sentence of the author, for an invariant that is violated. */
    private static @Nullable Object create(Supplier<Object> constructor, String pointer, Set<Fault> faults) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException violation) {
            String message = violation.getMessage();
            faults.add(new Fault(pointer, message == null ? "is invalid" : message));
            return null;
        }
    }

    private @Nullable Object member(JsonNode node, Component member, String pointer, Set<Fault> faults) {
        String below = Fault.child(pointer, member.name());
        JsonNode value = node.get(member.name());
        if (value != null && !(value.isNull() && member.nullable())) {
            return component(value, member, below, faults);
        }
        if (!member.nullable()) {
            faults.add(new Fault(below, "is required"));
        }
        return null;
    }

    private @Nullable Object component(JsonNode node, Component component, String pointer, Set<Fault> faults) {
        boolean isTrimmed = node.isString() && component.declaration().isAnnotationPresent(Trimmed.class);
        JsonNode text = isTrimmed ? StringNode.valueOf(Text.strip(node.stringValue())) : node;
        Object value = value(text, component.type(), pointer, faults);
        if (value != null) {
            SentText.addFaults(text, component, validator, pointer, faults);
        }
        return value;
    }

    private static void addUnknownMembers(JsonNode node, RecordType recordType, String pointer, Set<Fault> faults) {
        Set<String> unknown = new LinkedHashSet<>(node.propertyNames());
        recordType.components().forEach(member -> unknown.remove(member.name()));
        unknown.forEach(name -> faults.add(new Fault(Fault.child(pointer, name), "is unknown")));
    }
}
