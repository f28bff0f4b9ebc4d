package io.fluvius.bench.command;

import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.bench.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Inserts and commits the row of an event with one statement, without business rules. */
final class HandWrittenInsert implements Creator {

    static final String NAME = "hand-written INSERT + commit";

    private static final String INSERT = "insert into domain_event (event_identifier, aggregate_identifier,"
            + " sequence_number, aggregate_type, time_stamp, payload_type, payload_revision, payload, meta_data)"
            + " values (?, ?, 0, 'user', ?, 'user.user-created', '1', ?, ?)";

    private final RowCounter rows;
    private final HikariDataSource pool;

    HandWrittenInsert(Database database) throws SQLException {
        this.rows = RowCounter.of(database, "domain_event");
        this.pool = database.pool("by hand");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void create(NewUser user) throws SQLException {
        String id = user.id().toString();
        String command = UUID.randomUUID().toString();
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, id);
            insert.setString(3, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            insert.setString(
                    4,
                    "{\"userId\":\"" + id + "\",\"name\":\"" + user.name() + "\",\"email\":\"" + user.email() + "\"}");
            insert.setString(
                    5,
                    "{\"commandId\":\"" + command + "\",\"correlationId\":\"" + command + "\",\"causationId\":\""
                            + command + "\"}");
            insert.executeUpdate();
        }
    }

    @Override
    public RowCounter rows() {
        return rows;
    }

    @Override
    public void close() {
        pool.close();
    }
}
