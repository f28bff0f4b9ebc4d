package io.fluvius.domain.record;

import java.util.Locale;
import java.util.regex.Pattern;

/** Derives the names in JSON, in SQL, and in texts from names in Java. */
public final class Names {

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    /** Cached, because every command needs its name. */
    private static final ClassValue<String> KEBAB = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return joined(type.getSimpleName(), "-");
        }
    };

    /** The simple name of a class in kebab case: {@code CreateUser} becomes {@code create-user}. */
    public static String kebab(Class<?> type) {
        return KEBAB.get(type);
    }

    /** A name in snake case, as columns have it: {@code createdAt} becomes {@code created_at}. */
    public static String snake(String name) {
        return joined(name, "_");
    }

    /** The simple name of a class as words: {@code UserLocked} becomes {@code user locked}. */
    public static String words(Class<?> type) {
        return joined(type.getSimpleName(), " ");
    }

    /** The simple name of a class as a title: {@code CreateUser} becomes {@code Create user}. */
    public static String title(Class<?> type) {
        String words = words(type);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String joined(String name, String separator) {
        return WORD_START.matcher(name).replaceAll(separator).toLowerCase(Locale.ROOT);
    }
}
