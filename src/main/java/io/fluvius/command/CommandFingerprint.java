package io.fluvius.command;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.record.RecordType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Computes fingerprints, which detect that a command identifier is reused for a different command. */
final class CommandFingerprint {

    private CommandFingerprint() {}

    /**
     * Returns the SHA-256 hash of what the sender has said: the payload, the expected versions, the aggregate's identifier
     * unless it was generated, and the tenant unless it is the main one; as 64 hexadecimal digits. The order of the elements of a set has no influence.
     */
    static String of(Command command) {
        StringBuilder text = new StringBuilder(256);
        if (command.aggregateChosen()) {
            text.append(command.aggregate().id());
        }
        append(command.payload(), text);
        if (command.expectedVersions() != null) {
            text.append('@').append(new TreeSet<>(command.expectedVersions()));
        }
        if (command.metadata().containsKey(Tenant.KEY)) {
            text.append('/').append(command.metadata().get(Tenant.KEY));
        }
        return HexFormat.of().formatHex(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void append(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("null,");
            case Record it -> {
                text.append(it.getClass().getName()).append('[');
                RecordType.of(it.getClass()).components().forEach(component -> append(component.get(it), text));
                text.append(']');
            }
            case Set<?> it -> {
                text.append('{');
                it.stream().map(CommandFingerprint::text).sorted().forEach(each -> quote(each, text));
                text.append('}');
            }
            case Collection<?> it -> {
                text.append('[');
                it.forEach(each -> append(each, text));
                text.append(']');
            }
            default -> quote(value.toString(), text);
        }
    }

    private static String text(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    /** Writes the length before the value, so that different sequences of values have different texts. */
    private static void quote(String value, StringBuilder text) {
        text.append(value.length()).append(':').append(value).append(',');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
