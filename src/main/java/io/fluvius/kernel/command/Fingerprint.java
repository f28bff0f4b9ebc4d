package io.fluvius.kernel.command;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.Creating;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What tells two commands apart that were sent under one identifier. */
final class Fingerprint {

    private Fingerprint() {}

    /**
     * Equal for commands that want the same of the same aggregate: the SHA-256 of the payload and the aggregate, in 64
     * hexadecimal digits. Of a creating command the payload alone counts, because its aggregate's identifier may be a new one
     * each time. The order of a set does not matter.
     */
    static String of(Record payload, AggregateRef aggregate) {
        String owner = payload instanceof Creating ? "" : aggregate.id().toString();
        byte[] digest = sha256().digest((owner + text(payload)).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Record it -> it.getClass().getName() + parts(components(it));
            case Set<?> it -> parts(it.stream().map(Fingerprint::text).sorted());
            case Collection<?> it -> parts(it.stream().map(Fingerprint::text));
            default -> quoted(value.toString());
        };
    }

    private static Stream<String> components(Record payload) {
        return RecordShape.of(payload.getClass()).members().stream()
                .map(member -> member.name() + "=" + text(member.of(payload)));
    }

    private static String parts(Stream<String> parts) {
        List<String> all = parts.toList();
        return "[" + String.join(",", all) + "]";
    }

    /** So that no value can pretend to be two. */
    private static String quoted(String value) {
        return value.length() + ":" + value;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
