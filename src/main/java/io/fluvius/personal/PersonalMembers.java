package io.fluvius.personal;

import io.fluvius.domain.PersonalData;
import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.record.RecordType.Component;
import io.fluvius.domain.record.SingleValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which members of the JSON of an event contain personal data, by the names that lead to them: those whose components or types
 * are marked {@link PersonalData}, also in records, collections and optionals. Derived from the record once; immutable.
 */
public final class PersonalMembers {

    private static final ClassValue<PersonalMembers> CACHE = new ClassValue<>() {
        @Override
        protected PersonalMembers computeValue(Class<?> type) {
            return new PersonalMembers(type);
        }
    };

    private final Map<String, String> masks = new LinkedHashMap<>();
    private final Set<String> texts = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    private PersonalMembers(Class<?> record) {
        RecordType.of(record).components().forEach(component -> names.add(component.name()));
        addComponents("", record, Set.of());
    }

    /**
     * Derives the members of a record.
     *
     * @throws IllegalArgumentException if no text satisfies a personal type, so that its values could not be forgotten
     */
    public static PersonalMembers of(Class<?> record) {
        return CACHE.get(record);
    }

    /** Whether a record contains personal data: a component with some of it has a value. */
    public static boolean isIn(Record record) {
        Set<String> paths = of(record.getClass()).paths();
        return RecordType.of(record.getClass()).components().stream()
                .filter(component -> paths.stream()
                        .anyMatch(path -> path.equals(component.name()) || path.startsWith(component.name() + "/")))
                .anyMatch(component -> component.get(record) != null);
    }

    /** Whether any of these events contains personal data. */
    public static boolean areIn(Collection<? extends Class<?>> events) {
        return events.stream().anyMatch(event -> !of(event).paths().isEmpty());
    }

    /** The paths of the members with personal data, as in {@code address/street}. */
    public Set<String> paths() {
        return masks.keySet();
    }

    /** The paths of the members that are texts, or records around one, and are not marked. */
    public Set<String> unmarkedTexts() {
        return texts;
    }

    /** Whether the record has a component with this name. */
    public boolean has(String component) {
        return names.contains(component);
    }

    /** JSON in place of a forgotten value, which satisfies the type of the member. */
    public String mask(String path) {
        return masks.getOrDefault(path, Masks.TEXT);
    }

    private void addComponents(String parent, Class<?> record, Set<Class<?>> enclosing) {
        for (Component component : RecordType.of(record).components()) {
            String path = parent.isEmpty() ? component.name() : parent + "/" + component.name();
            PersonalData mark = component.declaration().getAnnotation(PersonalData.class);
            add(path, component.type(), mark, with(enclosing, record));
        }
    }

    private void add(String path, Type type, @Nullable PersonalData mark, Set<Class<?>> enclosing) {
        Class<?> raw = raw(type);
        PersonalData own = mark == null ? raw.getAnnotation(PersonalData.class) : mark;
        if (own != null) {
            masks.put(path, Masks.of(type, own.masked()));
        } else if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                addElement(path, type, argument, enclosing);
            }
            if (Map.class.isAssignableFrom(raw)) {
                coverWhole(path, type);
            }
        } else if (raw.isArray()) {
            addElement(path, type, raw.getComponentType(), enclosing);
        } else if (raw == String.class
                || SingleValue.isWrapper(raw) && SingleValue.of(raw).type() == String.class) {
            texts.add(path);
        } else if (raw.isRecord() && !SingleValue.isWrapper(raw) && !enclosing.contains(raw)) {
            addComponents(path, raw, enclosing);
        } else if (raw.isSealed()) {
            for (Class<?> kind : raw.getPermittedSubclasses()) {
                add(path, kind, null, enclosing);
            }
        }
    }

    /** The names below a map are its keys, which no path can contain; so the map is personal if a part of its values is. */
    private void coverWhole(String path, Type map) {
        if (masks.keySet().removeIf(inside -> inside.startsWith(path + "/"))) {
            masks.put(path, Masks.of(map, ""));
        }
    }

    /** Elements that are personal as a whole are masked together with their number, by an empty collection. */
    private void addElement(String path, Type collection, Type element, Set<Class<?>> enclosing) {
        PersonalData own = raw(element).getAnnotation(PersonalData.class);
        if (own == null) {
            add(path, element, null, enclosing);
        } else {
            Type masked = raw(collection) == Optional.class ? element : collection;
            masks.put(path, Masks.of(masked, own.masked()));
        }
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> Object.class;
        };
    }

    private static Set<Class<?>> with(Set<Class<?>> enclosing, Class<?> record) {
        Set<Class<?>> all = new LinkedHashSet<>(enclosing);
        all.add(record);
        return all;
    }
}
