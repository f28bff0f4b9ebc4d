package io.fluvius.bench.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.bench.Postgres;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.Reason;
import io.fluvius.user.UserId;
import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hand-written code for exactly these pages: JDBC with keyset pagination and its own pool. */
final class HandWrittenSql implements AutoCloseable {

    private static final String COLUMNS = "select id, name, email, status, active, required_actions, totp_enabled,"
            + " deactivation_reason, reconciled_at, created_at, updated_at, version from user_view";
    private static final String LIMIT = " limit " + RequestedPage.SIZE;

    private final HikariDataSource pool;

    HandWrittenSql(Postgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("by hand");
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.username());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(8);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        this.pool = new HikariDataSource(config);
    }

    List<UserView> page(RequestedPage page) throws SQLException {
        UserView before = page.before();
        return before == null ? rows(first(page.shape()), parameters(page.shape())) : next(page.shape(), before);
    }

    /** Returns the users that the rest of a statement, without columns and limit, selects. */
    List<UserView> rows(String statement, List<Object> parameters) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement prepared = connection.prepareStatement(COLUMNS + statement + LIMIT)) {
            for (int at = 0; at < parameters.size(); at++) {
                prepared.setObject(at + 1, parameters.get(at));
            }
            try (ResultSet row = prepared.executeQuery()) {
                List<UserView> users = new ArrayList<>();
                while (row.next()) {
                    users.add(user(row));
                }
                return users;
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static String first(UserList shape) {
        return switch (shape) {
            case EVERYONE -> " order by created_at, id";
            case ACTIVE_BY_NAME -> " where active order by name, id";
            case NAMED_NEWEST_FIRST ->
                " where status in ('ACTIVE', 'LOCKED') and name_folded like ? order by created_at desc, id";
            case FOUND_BY_TEXT ->
                " where (name_folded like ? or email_folded like ?) and (name_folded like ? or email_folded like ?)"
                        + " order by created_at, id";
        };
    }

    private static List<Object> parameters(UserList shape) {
        return switch (shape) {
            case EVERYONE, ACTIVE_BY_NAME -> List.of();
            case NAMED_NEWEST_FIRST -> List.of(containing(UserList.NAME));
            case FOUND_BY_TEXT ->
                List.of(
                        containing(UserList.FIRST_WORD),
                        containing(UserList.FIRST_WORD),
                        containing(UserList.SECOND_WORD),
                        containing(UserList.SECOND_WORD));
        };
    }

    private List<UserView> next(UserList shape, UserView before) throws SQLException {
        Object createdAt = before.createdAt().atOffset(ZoneOffset.UTC);
        UUID id = before.id().value();
        return switch (shape) {
            case EVERYONE -> rows(" where (created_at, id) > (?, ?) order by created_at, id", List.of(createdAt, id));
            case ACTIVE_BY_NAME ->
                rows(
                        " where active and (name, id) > (?, ?) order by name, id",
                        List.of(before.name().value(), id));
            case NAMED_NEWEST_FIRST ->
                rows(
                        " where status in ('ACTIVE', 'LOCKED') and name_folded like ?"
                                + " and created_at <= ? and (created_at < ? or id > ?) order by created_at desc, id",
                        List.of(containing(UserList.NAME), createdAt, createdAt, id));
            case FOUND_BY_TEXT -> {
                List<Object> parameters = new ArrayList<>(parameters(shape));
                parameters.addAll(List.of(createdAt, id));
                yield rows(
                        " where (name_folded like ? or email_folded like ?)"
                                + " and (name_folded like ? or email_folded like ?)"
                                + " and (created_at, id) > (?, ?) order by created_at, id",
                        parameters);
            }
        };
    }

    private static String containing(String word) {
        return "%" + word + "%";
    }

    private static UserView user(ResultSet row) throws SQLException {
        String reason = row.getString(8);
        return new UserView(
                new UserId(row.getObject(1, UUID.class)),
                new PersonName(row.getString(2)),
                new EmailAddress(row.getString(3)),
                UserStatus.valueOf(row.getString(4)),
                row.getBoolean(5),
                set(row),
                row.getBoolean(7),
                reason == null ? null : new Reason(reason),
                instant(row.getObject(9, OffsetDateTime.class)),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                row.getLong(12));
    }

    private static Set<String> set(ResultSet row) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) row.getArray(6).getArray()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
