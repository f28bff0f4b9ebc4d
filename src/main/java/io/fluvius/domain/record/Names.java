package io.fluvius.domain.record;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names in Java become names that callers and operators see. */
public final class Names {

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    /** Every command is asked for its name. */
    private static final ClassValue<String> KEBAB = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return joined(type.getSimpleName(), "-");
        }
    };

    /** A record's name in kebab case: {@code CreateUser} is {@code create-user}. */
    public static String kebab(Class<?> type) {
        return KEBAB.get(type);
    }

    /** A component's name in snake case, as columns have it: {@code createdAt} is {@code created_at}. */
    public static String snake(String name) {
        return joined(name, "_");
    }

    /** A record's name as words: {@code UserLocked} is {@code user locked}. */
    public static String words(Class<?> type) {
        return joined(type.getSimpleName(), " ");
    }

    /** A record's name as a title: {@code CreateUser} is {@code Create user}. */
    public static String title(Class<?> type) {
        String words = words(type);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String joined(String name, String separator) {
        return WORD_START.matcher(name).replaceAll(separator).toLowerCase(Locale.ROOT);
    }
}
