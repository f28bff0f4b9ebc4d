package io.fluvius.operations.transfer;

import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A log of the same random events and receipts for the same seed: with gaps, and with texts that are easily changed. */
record RandomLog(List<LoggedReceipt> receipts, List<LoggedEvent> events) {

    private static final List<String> TEXTS = List.of(
            "John Doe",
            "Åsa Lee 😀",
            "quote \\\" backslash \\\\ tab \\t line \\n",
            "\\u0000\\u001f\\u2028",
            "\u2028\u0085 spaces  ",
            "{\\\"payload\\\":1}",
            "</script>",
            "");

    static RandomLog of(long seed, int size) {
        Random random = new Random(seed);
        List<LoggedEvent> events = new ArrayList<>();
        List<LoggedReceipt> receipts = new ArrayList<>();
        long position = random.nextInt(3);
        for (int index = 0; index < size; index++) {
            position += 1 + (random.nextInt(5) == 0 ? random.nextInt(1000) : 0);
            events.add(new LoggedEvent(position, event(random)));
            if (random.nextInt(4) == 0) {
                receipts.add(receipt(random, position));
            }
        }
        return new RandomLog(receipts, events);
    }

    void writeTo(LogImport.Target target) {
        receipts.forEach(target::add);
        events.forEach(target::add);
    }

    private static StoredEvent event(Random random) {
        UUID id = uuid(random);
        return new StoredEvent(
                random.nextBoolean() ? id.toString() : id + ":" + random.nextInt(9),
                uuid(random).toString(),
                random.nextInt(1_000_000),
                random.nextInt(9) == 0 ? null : "user",
                "2026-11-22T10:15:30.%03dZ".formatted(random.nextInt(1000)),
                "user.user-renamed",
                random.nextInt(9) == 0 ? null : "1",
                json(random),
                json(random));
    }

    /** JSON as the application writes it, as people write it, or as no one should. */
    private static String json(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> "{ \"name\" :\t\"" + text + "\" , \"n\": 1.50e+3 }";
            case 1 -> "{\"name\":\n\"" + text + "\"}";
            case 2 -> "{\"name\":\"" + text + "\",\"deep\":{\"list\":[1,{\"a\":null}]}} ";
            case 3 -> "{\"name\":\"" + text + "\"},\"type\":\"other\"";
            case 4 -> "";
            default -> "{\"name\":\"" + text + "\",\"deep\":{\"list\":[1,{\"a\":null}]}}";
        };
    }

    private static LoggedReceipt receipt(Random random, long position) {
        boolean failed = random.nextBoolean();
        return new LoggedReceipt(
                uuid(random),
                "rename-user",
                "user",
                uuid(random),
                failed ? null : (Long) random.nextLong(100),
                failed ? null : (Long) position,
                failed ? "{\"code\":\"NOT_FOUND\",\"detail\":\"No user 'ü'\"}" : null,
                random.nextInt(5) == 0 ? null : Long.toHexString(random.nextLong()),
                Instant.parse("2026-11-22T10:15:30Z").plusNanos(random.nextInt(1_000_000) * 1000L));
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
