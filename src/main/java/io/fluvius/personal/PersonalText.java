package io.fluvius.personal;

import io.fluvius.domain.text.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;

/**
 * Encrypts values in stored JSON, and decrypts them: {@code {"$p": "<person>", "v": "<encrypted>"}} stands in the place of each.
 * A value can be decrypted in its place only, which is the person, the item and the names of the members that lead to it. The
 * JSON between the values stays as it is.
 */
public final class PersonalText {

    /** In the place of a value that is forgotten, in what people see and in an exported log. */
    public static final String FORGOTTEN = "{\"forgotten\":true}";

    /** JSON in place of a forgotten value whose type is unknown. */
    public static final String MASK = Masks.TEXT;

    private static final String PERSON = "{\"$p\":\"";
    private static final String VALUE = "\",\"v\":\"";
    private static final String END = "\"}";
    private static final int UUID_LENGTH = 36;

    private PersonalText() {}

    /**
     * Encrypts values. Those that are encrypted or forgotten already stay.
     *
     * @param item identifies the event among all, and is the same wherever the event is stored
     * @param isPersonal which values, by the names of the members that lead to them
     * @throws IllegalArgumentException if a value that is not personal looks like an encrypted one
     */
    public static String encrypt(
            String json, String item, Predicate<String> isPersonal, Function<String, DataKey> keyOf) {
        return JsonRewrite.apply(json, new JsonRewrite.Rule() {
            @Override
            public boolean covers(String path, String text, int start) {
                boolean isEncrypted = text.startsWith(PERSON, start);
                if (!isPersonal.test(path)) {
                    if (isEncrypted) {
                        throw new IllegalArgumentException("The member " + path + " looks like an encrypted value");
                    }
                    return false;
                }
                return !isEncrypted && !text.startsWith(FORGOTTEN, start);
            }

            @Override
            public String replacement(String path, String value) {
                DataKey key = keyOf.apply(path);
                SecretKey secret = Objects.requireNonNull(key.secret(), "a person who is not forgotten");
                return PERSON
                        + key.person()
                        + VALUE
                        + Aes.encrypt(secret, place(key.person(), item, path), value.getBytes(StandardCharsets.UTF_8))
                        + END;
            }
        });
    }

    /** Whether a text may contain encrypted or forgotten values. */
    public static boolean mayBeIn(String json) {
        return json.contains(PERSON) || json.contains(FORGOTTEN);
    }

    /** The persons whose values a text contains. */
    public static Set<UUID> persons(String json) {
        Set<UUID> persons = new HashSet<>();
        // most texts are about one person
        String previous = "";
        for (int at = json.indexOf(PERSON); at >= 0; at = json.indexOf(PERSON, at + 1)) {
            int start = at + PERSON.length();
            boolean isPrevious = !previous.isEmpty() && json.startsWith(previous, start);
            if (!isPrevious && json.length() >= start + UUID_LENGTH) {
                previous = json.substring(start, start + UUID_LENGTH);
                Identifiers.parse(previous).ifPresent(persons::add);
            }
        }
        return persons;
    }

    /**
     * Decrypts values.
     *
     * @param item as it was when the values were encrypted
     * @param keyOf the key of a person, which may be forgotten
     * @param isPersonal which members {@link #FORGOTTEN} stands for a value in
     * @param masked the JSON in place of a forgotten value, by the names of the members that lead to it
     * @throws IllegalStateException if a value was changed, or moved from another place
     */
    public static String decrypt(
            String json,
            String item,
            Function<UUID, DataKey> keyOf,
            Predicate<String> isPersonal,
            UnaryOperator<String> masked) {
        return JsonRewrite.apply(json, new JsonRewrite.Rule() {
            @Override
            public boolean covers(String path, String text, int start) {
                return text.startsWith(PERSON, start) || text.startsWith(FORGOTTEN, start) && isPersonal.test(path);
            }

            @Override
            public String replacement(String path, String value) {
                if (!value.startsWith(PERSON)) {
                    return masked.apply(path);
                }
                int afterPerson = PERSON.length() + UUID_LENGTH;
                if (!value.startsWith(VALUE, afterPerson) || !value.endsWith(END)) {
                    throw new IllegalStateException("The member " + path + " is no encrypted value");
                }
                UUID person = Identifiers.parse(value.substring(PERSON.length(), afterPerson))
                        .orElseThrow(() -> new IllegalStateException("The member " + path + " names no person"));
                SecretKey secret = keyOf.apply(person).secret();
                return secret == null
                        ? masked.apply(path)
                        : new String(
                                Aes.decrypt(
                                        secret,
                                        place(person, item, path),
                                        value.substring(afterPerson + VALUE.length(), value.length() - END.length())),
                                StandardCharsets.UTF_8);
            }
        });
    }

    /** Encrypts a whole text of a person. */
    public static String encryptWhole(String text, String item, DataKey key) {
        return PERSON
                + key.person()
                + VALUE
                + Aes.encrypt(
                        Objects.requireNonNull(key.secret(), "a person who is not forgotten"),
                        place(key.person(), item, ""),
                        text.getBytes(StandardCharsets.UTF_8))
                + END;
    }

    /**
     * Decrypts a whole text; any other text stays.
     *
     * @throws IllegalStateException if the text was changed, or the person was forgotten
     */
    public static String decryptWhole(String text, String item, Function<UUID, DataKey> keyOf) {
        if (!text.startsWith(PERSON)) {
            return text;
        }
        // a member of an object, whose path is empty
        String wrapped = decrypt("{\"\":" + text + "}", item, keyOf, path -> false, path -> {
            throw new IllegalStateException("The person was forgotten");
        });
        return wrapped.substring("{\"\":".length(), wrapped.length() - 1);
    }

    private static String place(UUID person, String item, String path) {
        return person + "\n" + item + "\n" + path;
    }
}
