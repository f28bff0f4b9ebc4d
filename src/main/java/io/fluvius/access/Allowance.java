package io.fluvius.access;

import io.fluvius.domain.AllowedTo;
import java.util.Set;

/**
 * The roles that {@link AllowedTo} names on a record or on the sealed families to which it belongs; empty if no mark names any.
 */
final class Allowance {

    private static final ClassValue<Set<String>> CACHE = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private Allowance() {}

    /** The roles to which a command or a view is allowed. */
    static Set<String> of(Class<?> type) {
        return CACHE.get(type);
    }

    private static Set<String> find(Class<?> type) {
        AllowedTo own = type.getAnnotation(AllowedTo.class);
        if (own != null) {
            return Set.of(own.value());
        }
        for (Class<?> family : type.getInterfaces()) {
            Set<String> ofFamily = find(family);
            if (!ofFamily.isEmpty()) {
                return ofFamily;
            }
        }
        return Set.of();
    }
}
