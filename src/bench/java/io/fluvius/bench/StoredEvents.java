package io.fluvius.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.axonframework.common.DateTimeUtils;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Generates the events of users and inserts them into the PostgreSQL tables of the application: users are created, and then
 * renamed, locked and unlocked repeatedly, interleaved in blocks of a thousand users. The events are deterministic.
 *
 * @param users the number of users
 * @param each the number of events per user
 */
public record StoredEvents(int users, int each) {

    private static final int BLOCK = 1000;
    private static final Instant FIRST = Instant.parse("2025-11-23T08:00:00Z");
    private static final long MILLIS_BETWEEN = 10;
    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);

    private static final String COPY = "copy domain_event (event_identifier, aggregate_identifier, sequence_number,"
            + " aggregate_type, time_stamp, payload_type, payload_revision, payload, meta_data) from stdin";
    private static final String UNIQUE_VALUES = """
            insert into unique_value (scope, content, owner)
            select 'user.email', payload::json ->> 'email', aggregate_identifier::uuid
            from domain_event where sequence_number = 0""";
    private static final String TOKENS = """
            update token_entry set token_type = 'org.axonframework.eventhandling.GlobalSequenceTrackingToken',
                token = (select '{"globalIndex":' || max(global_index) || '}' from domain_event)
            where processor_name = 'user-directory'""";

    /** Creates a database with these events and an up-to-date user directory. */
    public Database createIn(Postgres postgres, String name) throws SQLException, IOException {
        Database database = postgres.create(name);
        Application.migrate(database);
        write(database);
        HandWrittenProjection.fill(database);
        database.execute(TOKENS, "vacuum analyze");
        return database;
    }

    /** Returns the identifier of a user by number, from 0. */
    public static UUID user(int number) {
        long millis = FIRST.toEpochMilli() + number;
        return new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0000L | number);
    }

    private void write(Database database) throws SQLException, IOException {
        try (Connection connection = database.connect();
                DroppedConstraints dropped = DroppedConstraints.of(connection, "domain_event")) {
            CopyIn copy =
                    dropped.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
            Random random = new Random(users);
            for (int number = 0; number < users * each; number++) {
                byte[] line = line(number, random).getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(line, 0, line.length);
            }
            copy.endCopy();
        }
        database.execute(UNIQUE_VALUES);
    }

    private String line(int number, Random random) {
        int blockEvents = BLOCK * each;
        int first = number / blockEvents * BLOCK;
        int present = Math.min(BLOCK, users - first);
        int user = first + number % blockEvents % present;
        int sequence = number % blockEvents / present;
        String command = id(random);
        return String.join(
                "\t",
                command,
                user(user).toString(),
                String.valueOf(sequence),
                "user",
                DateTimeUtils.formatInstant(FIRST.plusMillis(number * MILLIS_BETWEEN)),
                "user." + type(sequence),
                "1",
                payload(user, sequence),
                metadata(command) + "\n");
    }

    private static String id(Random random) {
        return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | 0x8000_0000_0000_0000L)
                .toString();
    }

    private static String type(int sequence) {
        return sequence == 0
                ? "user-created"
                : switch (sequence % 3) {
                    case 1 -> "user-renamed";
                    case 2 -> "user-locked";
                    default -> "user-unlocked";
                };
    }

    private static String payload(int user, int sequence) {
        String id = "{\"userId\":\"" + user(user) + "\"";
        return id
                + switch (type(sequence)) {
                    case "user-created" ->
                        ",\"name\":\"Person " + user + "\",\"email\":\"person." + user + "@example.com\"}";
                    case "user-renamed" -> ",\"name\":\"Person " + user + ", renamed after " + sequence + " events\"}";
                    case "user-locked" -> ",\"reason\":\"Too many attempts\"}";
                    default -> ",\"status\":\"ACTIVE\"}";
                };
    }

    private static String metadata(String command) {
        return "{\"commandId\":\"" + command + "\",\"causationId\":\"" + command + "\",\"correlationId\":\"" + command
                + "\",\"fingerprint\":\"" + FINGERPRINT + "\"}";
    }
}
